// What `quipu show` answers: what the articles say of an entity.
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "extract/value/result.h"
#include "graph/query/quote.h"
#include "graph/store/store.h"

namespace quipu {

// A statement seen from one of its ends.
struct Fact {
  StatementRecord statement;
  bool outgoing = true;  // the entity is its subject
  EntityRecord other;
  std::vector<Quote> quotes;  // the most telling sentence first
};

// The facts of one predicate in one direction.
struct FactGroup {
  std::string predicate;
  bool outgoing = true;
  std::size_t fact_count = 0;  // in all; `facts` may hold fewer
  std::vector<Fact> facts;     // those with most evidence first
};

struct EntityView {
  EntityRecord entity;
  std::size_t fact_count = 0;
  std::vector<FactGroup> groups;  // outgoing first, each by predicate
};

struct ViewLimits {
  std::vector<Status> statuses;  // only statements of these; empty: all
  std::size_t facts_per_group = std::numeric_limits<std::size_t>::max();
  std::size_t quotes_per_fact = std::numeric_limits<std::size_t>::max();
};

// Errors: kNotFound when there is no such entity.
Result<EntityView> view_entity(const Snapshot& snapshot, EntityId id, const ViewLimits& limits);

}  // namespace quipu
