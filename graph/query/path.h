// How two entities are connected: the few best routes between them, statement by statement.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "extract/value/result.h"
#include "graph/query/adjacency.h"
#include "graph/query/tie.h"
#include "graph/store/store.h"

namespace quipu {

// A route is as good as it is short, well attested and out of the way of hubs. Its cost, in
// thousandths of a hop, is the sum over its hops of
//     1000 + (1000 - confidence) + 250 when one article alone says it
//          + 500 when it is planned or merely reported
// and over the entities between its ends of 250 * log2(how many statements the entity has).
// So two hops over an entity with 4,000 statements cost as much as five over quiet ones: that two
// people both have to do with a ministry says little.
struct RouteQuery {
  EntityId from = 0, to = 0;
  std::size_t max_hops = 4;  // at most kMostHops
  std::size_t count = 3;     // routes wanted, no two through the same entities
  EdgeChoice edges;
};

inline constexpr std::size_t kMostHops = 12;

struct RouteHop {  // the cheapest statement between two entities of a route
  EntityId subject = 0;
  std::string predicate;
  EntityId object = 0;
  StatementId statement = 0;

  bool operator==(const RouteHop&) const = default;
};

struct Route {
  std::uint32_t cost = 0;
  std::vector<EntityId> entities;  // from, …, to; each once
  std::vector<RouteHop> hops;      // one less

  bool operator==(const Route&) const = default;
};

// The cheapest routes, cheapest first, equal ones by ids; fewer than wanted when there are no more
// within max_hops. Loopless k shortest paths by Yen's algorithm ("Finding the k shortest loopless
// paths in a network", 1971) with Lawler's rule, over an A* search whose lower bounds come from the
// surroundings of the target.

// Reads from the store what the search comes by. Errors: kCorrupt.
Result<std::vector<Route>> find_routes(const Snapshot& snapshot, const RouteQuery& query);

// For many questions to one graph. Keeps working memory between them; not thread-safe. The graph
// must outlive it. Gives the routes that find_routes gives.
class RouteFinder {
 public:
  explicit RouteFinder(const Adjacency& graph);
  RouteFinder(const RouteFinder&) = delete;
  RouteFinder& operator=(const RouteFinder&) = delete;
  ~RouteFinder();

  std::vector<Route> find(const RouteQuery& query);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace quipu
