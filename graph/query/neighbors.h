// Which entities stand near one, or between two.
#pragma once

#include <cstddef>
#include <limits>
#include <vector>

#include "extract/value/result.h"
#include "graph/query/quote.h"
#include "graph/query/tie.h"
#include "graph/store/store.h"

namespace quipu {

// An entity, how far it is, and the statement that leads to it.
struct Neighbor {
  EntityRecord entity;
  std::size_t distance = 1;         // statements in between
  EntityRecord nearer;              // the entity that it was reached from
  std::size_t statement_count = 0;  // between the two
  StatementRecord statement;        // the weightiest of them
  std::vector<Quote> quotes;        // of that statement
};

struct NeighborQuery {
  EntityId entity = 0;
  std::size_t depth = 1;
  EdgeChoice edges;
  std::size_t limit = std::numeric_limits<std::size_t>::max();
  std::size_t quotes = 1;  // for each statement
};

struct Neighborhood {
  std::size_t count = 0;            // in all; `neighbors` may hold fewer
  bool complete = true;             // false: so many that the walk was ended early
  std::vector<Neighbor> neighbors;  // nearest first, then those with most statements
};

// A walk ends early at kMostVisited entities, after the distance at which it got there.
inline constexpr std::size_t kMostVisited = 100'000;
Result<Neighborhood> neighbors_of(const Snapshot& snapshot, const NeighborQuery& query);

// An entity that two others both have a statement with.
struct CommonNeighbor {
  Neighbor of_first, of_second;     // the same entity, seen from each
  std::size_t statement_count = 0;  // that it has with anything: few tell more than many
};

struct CommonNeighbors {
  std::size_t count = 0;
  std::vector<CommonNeighbor> neighbors;  // those with fewest statements first
};

Result<CommonNeighbors> common_neighbors(const Snapshot& snapshot, EntityId first, EntityId second,
                                         const EdgeChoice& edges, std::size_t limit);

}  // namespace quipu
