#include "graph/query/central.h"

#include <doctest/doctest.h>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/betweenness_centrality.hpp>
#include <numeric>
#include <random>

#include "graph/query/communities.h"

namespace quipu::test {
namespace {

using Pairs = std::vector<std::pair<Node, Node>>;

SimpleGraph graph_of(std::size_t size, Pairs pairs) {
  const std::size_t half = pairs.size();
  for (std::size_t i = 0; i < half; ++i) pairs.emplace_back(pairs[i].second, pairs[i].first);
  std::sort(pairs.begin(), pairs.end());
  SimpleGraph graph;
  for (Node node = 0; node < size; ++node) {
    for (const auto& [from, to] : pairs) {
      if (from != node) continue;
      if (graph.arcs.size() > graph.first.back() && graph.arcs.back().to == to) {
        ++graph.arcs.back().weight;
      } else {
        graph.arcs.push_back({to, 1});
      }
    }
    graph.first.push_back(static_cast<std::uint32_t>(graph.arcs.size()));
  }
  return graph;
}

Pairs random_pairs(Node size, std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  Pairs pairs;
  while (pairs.size() < count) {
    const Node a = static_cast<Node>(random() % size), b = static_cast<Node>(random() % size);
    if (a != b) pairs.emplace_back(a, b);
  }
  return pairs;
}

}  // namespace

TEST_CASE("ranks sum to one, and the middle of a star has the most") {
  const SimpleGraph star = graph_of(5, {{0, 1}, {0, 2}, {0, 3}});  // node 4 stands alone
  const auto ranks = pagerank(star);
  CHECK(std::accumulate(ranks.begin(), ranks.end(), 0.0) == doctest::Approx(1).epsilon(1e-12));
  CHECK(ranks[0] > ranks[1]);
  CHECK(ranks[1] == doctest::Approx(ranks[3]).epsilon(1e-12));
  CHECK(ranks[4] < ranks[1]);
  // In closed form: x0 = b + 0.85 * 3 x1, x1 = b + 0.85 * x0 / 3.
  const double b = 0.15 / 5 + 0.85 * ranks[4] / 5;
  CHECK(ranks[0] == doctest::Approx(b * (1 + 0.85 * 3) / (1 - 0.85 * 0.85)).epsilon(1e-12));
  CHECK(pagerank(SimpleGraph()).empty());
}

TEST_CASE("betweenness is that of Boost.Graph") {
  for (unsigned seed = 1; seed <= 5; ++seed) {
    constexpr Node kSize = 40;
    const SimpleGraph graph = graph_of(kSize, random_pairs(kSize, 70, seed));
    using Boost = boost::adjacency_list<boost::setS, boost::vecS, boost::undirectedS>;
    Boost reference(kSize);
    for (Node node = 0; node < kSize; ++node) {
      for (const SimpleArc& arc : graph.of(node)) boost::add_edge(node, arc.to, reference);
    }
    std::vector<double> expected(kSize, 0.0);
    const auto map =
        boost::make_iterator_property_map(expected.begin(), get(boost::vertex_index, reference));
    boost::brandes_betweenness_centrality(reference, map);
    const Betweenness found = betweenness(graph, kSize);
    CHECK(found.source_count == kSize);
    for (Node node = 0; node < kSize; ++node) {
      CHECK(found.of[node] ==
            doctest::Approx(expected[node] * 2 / ((kSize - 1.0) * (kSize - 2.0))).epsilon(1e-9));
    }
  }
}

TEST_CASE("betweenness from a sample of sources finds the bridge") {
  Pairs pairs;  // two stars with one tie between their middles
  for (Node i = 1; i < 50; ++i) {
    pairs.emplace_back(0, i);
    pairs.emplace_back(50, 50 + i);
  }
  pairs.emplace_back(0, 50);
  const SimpleGraph graph = graph_of(100, pairs);
  const auto exact = betweenness(graph, 100), sample = betweenness(graph, 20);
  CHECK(sample.source_count == 20);
  CHECK(sample.of[0] > 0.8 * exact.of[0]);
  CHECK(sample.of[0] < 1.2 * exact.of[0]);
  CHECK(sample.of[7] < 0.05);
}

TEST_CASE("two cliques with one tie between them are two communities") {
  Pairs pairs = {{0, 5}};
  for (Node i = 0; i < 5; ++i) {
    for (Node k = 0; k < i; ++k) {
      pairs.emplace_back(i, k);
      pairs.emplace_back(5 + i, 5 + k);
    }
  }
  const Communities found = find_communities(graph_of(11, pairs));  // node 10 stands alone
  CHECK(found.count == 3);
  CHECK(found.of == std::vector<std::uint32_t>{0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2});
  // Newman's formula by hand: 20 of 21 ties are within, each side has half of all ends.
  CHECK(found.modularity == doctest::Approx(20.0 / 21 - 0.5));
  CHECK(find_communities(SimpleGraph()).count == 0);
}

TEST_CASE("communities are connected, better than any single move, and the same every time") {
  for (unsigned seed = 1; seed <= 5; ++seed) {
    constexpr Node kSize = 60;
    const SimpleGraph graph = graph_of(kSize, random_pairs(kSize, 110, seed));
    const Communities found = find_communities(graph);
    CHECK(find_communities(graph).of == found.of);
    CHECK(found.modularity == doctest::Approx(modularity(graph, found.of)));
    for (Node node = 0; node < kSize; ++node) {
      for (const SimpleArc& arc : graph.of(node)) {
        auto moved = found.of;
        moved[node] = found.of[arc.to];
        CHECK(modularity(graph, moved) <= found.modularity + 1e-12);
      }
    }
    for (std::uint32_t community = 0; community < found.count; ++community) {
      std::vector<Node> reached;
      for (Node node = 0; node < kSize && reached.empty(); ++node) {
        if (found.of[node] == community) reached.push_back(node);
      }
      for (std::size_t i = 0; i < reached.size(); ++i) {
        for (const SimpleArc& arc : graph.of(reached[i])) {
          if (found.of[arc.to] != community) continue;
          if (std::find(reached.begin(), reached.end(), arc.to) == reached.end()) {
            reached.push_back(arc.to);
          }
        }
      }
      CHECK(static_cast<std::ptrdiff_t>(reached.size()) ==
            std::count(found.of.begin(), found.of.end(), community));
    }
  }
}

}  // namespace quipu::test
