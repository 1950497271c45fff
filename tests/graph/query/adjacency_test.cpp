#include "graph/query/adjacency.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "graph/query/simple_graph.h"
#include "tests/graph/query/fixture.h"

namespace quipu::test {

TEST_CASE("the graph in memory has every statement of the store, from both of its ends") {
  const TemporaryFolder folder;
  std::vector<EntityId> entities;
  GraphMaker maker = random_graph(30, 120, 3, entities);
  const Store store = maker.store(folder);
  const Snapshot snapshot = store.snapshot();
  const Adjacency graph = value(Adjacency::load(snapshot));
  CHECK(graph.node_count() == entities.size());
  CHECK(graph.edge_count() == maker.statements().size());
  CHECK(std::is_sorted(graph.predicate_names().begin(), graph.predicate_names().end()));
  for (Node node = 0; node < graph.node_count(); ++node) {
    CHECK(graph.find(graph.id(node)) == node);
    const auto from = value(snapshot.statements_from(graph.id(node)));
    REQUIRE(graph.out(node).size() == from.size());
    for (std::size_t i = 0; i < from.size(); ++i) {
      const Edge& edge = graph.out(node)[i];
      CHECK(edge.id == from[i].id);
      CHECK(graph.id(edge.object) == from[i].object);
      CHECK(graph.predicate_names()[edge.predicate] == from[i].predicate);
      CHECK(edge.confidence == from[i].confidence);
      CHECK(edge.status == from[i].status);
      CHECK(edge.evidence_count == from[i].evidence.size());
      CHECK(edge.one_document ==
            (from[i].evidence.front().document == from[i].evidence.back().document));
    }
    std::vector<StatementId> in, to;
    for (const EdgeIndex index : graph.in(node)) {
      CHECK(graph.edge(index).object == node);
      in.push_back(graph.edge(index).id);
    }
    for (const auto& statement : value(snapshot.statements_to(graph.id(node)))) {
      to.push_back(statement.id);
    }
    std::sort(in.begin(), in.end());
    std::sort(to.begin(), to.end());
    CHECK(in == to);
  }
  CHECK_FALSE(graph.find(1));
  CHECK_FALSE(graph.find_predicate("nothing"));
  CHECK(graph.find_type("Person"));
}

TEST_CASE("the simple graph counts statements between two entities, and negated ones not") {
  const TemporaryFolder folder;
  GraphMaker maker;
  const EntityId a = maker.entity("Person", "a"), b = maker.entity("Person", "b"),
                 c = maker.entity("Person", "c");
  maker.say(a, "met_with", b);
  maker.say(b, "visited", a);
  maker.say(a, "visited", c, {{}, Status::kNegated});
  const Store store = maker.store(folder);
  const Adjacency graph = value(Adjacency::load(store.snapshot()));
  const SimpleGraph simple = simple_graph(graph);
  REQUIRE(simple.size() == 3);
  for (const auto& [from, to] : {std::pair(a, b), std::pair(b, a)}) {
    REQUIRE(simple.of(*graph.find(from)).size() == 1);
    CHECK(simple.of(*graph.find(from))[0].to == *graph.find(to));
    CHECK(simple.of(*graph.find(from))[0].weight == 2);
  }
  CHECK(simple.of(*graph.find(c)).empty());
}

}  // namespace quipu::test
