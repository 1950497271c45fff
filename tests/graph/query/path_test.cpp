#include "graph/query/path.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <set>

#include "graph/query/walk.h"
#include "tests/graph/query/fixture.h"

namespace quipu::test {
namespace {

// Every simple path of at most `max_hops`, cheapest first: what the search must give, found the
// long way.
std::vector<std::uint32_t> all_costs(const std::vector<StatementRecord>& statements, EntityId from,
                                     EntityId to, std::size_t max_hops) {
  std::map<EntityId, std::map<EntityId, std::uint32_t>> arcs;
  std::map<EntityId, std::size_t> degree;
  for (const StatementRecord& s : statements) {
    ++degree[s.subject];
    ++degree[s.object];
    if (s.status == Status::kNegated) continue;
    const bool one = s.evidence.front().document == s.evidence.back().document;
    const std::uint32_t cost = hop_cost(s.confidence, one, s.status);
    for (const auto& [a, b] : {std::pair(s.subject, s.object), std::pair(s.object, s.subject)}) {
      const auto known = arcs[a].try_emplace(b, cost).first;
      known->second = std::min(known->second, cost);
    }
  }
  std::vector<std::uint32_t> costs;
  std::set<EntityId> on_path = {from};
  const std::function<void(EntityId, std::uint32_t, std::size_t)> go =
      [&](EntityId at, std::uint32_t cost, std::size_t hops) {
        if (at == to) {
          costs.push_back(cost);
          return;
        }
        if (hops == max_hops) return;
        const std::uint32_t own = at == from ? 0 : hub_cost(degree[at]);
        for (const auto& [next, arc] : arcs[at]) {
          if (!on_path.insert(next).second) continue;
          go(next, cost + own + arc, hops + 1);
          on_path.erase(next);
        }
      };
  go(from, 0, 0);
  std::sort(costs.begin(), costs.end());
  return costs;
}

void check_is_route(const Snapshot& snapshot, const RouteQuery& query, const Route& route) {
  REQUIRE(route.entities.size() == route.hops.size() + 1);
  CHECK(route.hops.size() <= query.max_hops);
  CHECK(route.entities.front() == query.from);
  CHECK(route.entities.back() == query.to);
  CHECK(std::set(route.entities.begin(), route.entities.end()).size() == route.entities.size());
  for (std::size_t i = 0; i < route.hops.size(); ++i) {
    const RouteHop& hop = route.hops[i];
    const auto statement =
        value(snapshot.statement(hop.subject, hop.predicate, hop.object, hop.statement));
    CHECK(statement.status != Status::kNegated);
    CHECK(std::minmax(hop.subject, hop.object) ==
          std::minmax(route.entities[i], route.entities[i + 1]));
  }
}

}  // namespace

TEST_CASE("routes are those that trying every path gives, from the store and in memory alike") {
  for (unsigned seed = 1; seed <= 6; ++seed) {
    CAPTURE(seed);
    const TemporaryFolder folder;
    std::vector<EntityId> entities;
    GraphMaker maker = random_graph(14, 26, seed, entities);
    if (seed > 4) {  // more statements than the survey of a target's surroundings looks behind
      const EntityId hub = maker.entity("Place", "hub");
      for (std::size_t i = 0; i < entities.size(); i += 2) maker.say(entities[i], "visited", hub);
      for (int i = 0; i < 300; ++i) {
        maker.say(maker.entity("Person", "x" + std::to_string(i)), "visited", hub);
      }
    }
    const Store store = maker.store(folder);
    const Snapshot snapshot = store.snapshot();
    const Adjacency graph = value(Adjacency::load(snapshot));
    RouteFinder finder(graph);
    for (std::size_t max_hops = 1; max_hops <= 5; ++max_hops) {
      for (std::size_t i = 1; i < 6; ++i) {
        const RouteQuery query = {entities[0], entities[i * 2], max_hops, 5, {}};
        const auto routes = value(find_routes(snapshot, query));
        CHECK(finder.find(query) == routes);
        auto costs = all_costs(maker.statements(), query.from, query.to, max_hops);
        costs.resize(std::min(costs.size(), query.count));
        REQUIRE(routes.size() == costs.size());
        for (std::size_t k = 0; k < routes.size(); ++k) {
          CHECK(routes[k].cost == costs[k]);
          check_is_route(snapshot, query, routes[k]);
        }
      }
    }
  }
}

TEST_CASE("a detour over quiet entities is better than a hub") {
  const TemporaryFolder folder;
  GraphMaker maker;
  const EntityId a = maker.entity("Person", "a"), b = maker.entity("Person", "b"),
                 hub = maker.entity("Place", "hub"), c = maker.entity("Person", "c"),
                 d = maker.entity("Person", "d");
  maker.say(a, "located_in", hub);
  maker.say(b, "located_in", hub);
  maker.say(a, "met_with", c);
  maker.say(c, "met_with", d);
  maker.say(d, "met_with", b);
  for (int i = 0; i < 200; ++i) {
    maker.say(maker.entity("Person", "x" + std::to_string(i)), "located_in", hub);
  }
  const Store store = maker.store(folder);
  const auto routes = value(find_routes(store.snapshot(), {a, b, 4, 3, {}}));
  REQUIRE(routes.size() == 2);
  CHECK(routes[0].entities == std::vector<EntityId>{a, c, d, b});
  CHECK(routes[1].entities == std::vector<EntityId>{a, hub, b});
}

TEST_CASE("what is negated is no connection, what is reported by one article is a weak one") {
  const TemporaryFolder folder;
  GraphMaker maker;
  const EntityId a = maker.entity("Person", "a"), b = maker.entity("Person", "b"),
                 c = maker.entity("Person", "c"), d = maker.entity("Person", "d");
  maker.say(a, "met_with", b, {{}, Status::kNegated});
  maker.say(a, "met_with", c, {{}, Status::kReported, 1000, "x"});
  maker.say(c, "met_with", b, {{}, Status::kReported, 1000, "x"});
  for (const char* article : {"x", "y"}) {
    maker.say(a, "met_with", d, {{}, Status::kAsserted, 1000, article});
    maker.say(d, "met_with", b, {{}, Status::kAsserted, 1000, article});
  }
  const Store store = maker.store(folder);
  const auto routes = value(find_routes(store.snapshot(), {a, b, 4, 9, {}}));
  REQUIRE(routes.size() == 2);
  CHECK(routes[0].entities == std::vector<EntityId>{a, d, b});
  CHECK(routes[0].cost == 2 * 1000 + hub_cost(2));
  CHECK(routes[1].entities == std::vector<EntityId>{a, c, b});
  CHECK(routes[1].cost == 2 * 1750 + hub_cost(2));
}

TEST_CASE("a path keeps to the predicates and away from the entities that it is told") {
  const TemporaryFolder folder;
  GraphMaker maker;
  const EntityId a = maker.entity("Person", "a"), b = maker.entity("Person", "b"),
                 c = maker.entity("Person", "c"), d = maker.entity("Person", "d");
  maker.say(a, "visited", c);
  maker.say(c, "visited", b);
  maker.say(a, "met_with", d);
  maker.say(d, "met_with", b);
  const Store store = maker.store(folder);
  const Adjacency graph = value(Adjacency::load(store.snapshot()));
  for (const EdgeChoice& edges : {EdgeChoice{{"visited"}, {}}, EdgeChoice{{}, {d}}}) {
    const RouteQuery query = {a, b, 4, 3, edges};
    const auto routes = value(find_routes(store.snapshot(), query));
    REQUIRE(routes.size() == 1);
    CHECK(routes[0].entities == std::vector<EntityId>{a, c, b});
    CHECK(RouteFinder(graph).find(query) == routes);
  }
  CHECK(value(find_routes(store.snapshot(), {a, b, 1, 3, {}})).empty());
  CHECK(value(find_routes(store.snapshot(), {a, 12345, 4, 3, {}})).empty());
}

}  // namespace quipu::test
