#include "graph/query/simple_graph.h"

#include <algorithm>

namespace quipu {

SimpleGraph simple_graph(const Adjacency& graph) {
  SimpleGraph simple;
  std::vector<Node> others;
  for (Node node = 0; node < graph.node_count(); ++node) {
    others.clear();
    const auto add = [&](const Edge& edge, Node other) {
      if (edge.status != Status::kNegated && other != node) others.push_back(other);
    };
    for (const Edge& edge : graph.out(node)) add(edge, edge.object);
    for (const EdgeIndex index : graph.in(node)) add(graph.edge(index), graph.edge(index).subject);
    std::sort(others.begin(), others.end());
    for (const Node other : others) {
      if (simple.arcs.size() == simple.first.back() || simple.arcs.back().to != other) {
        simple.arcs.push_back({other, 0});
      }
      ++simple.arcs.back().weight;
    }
    simple.first.push_back(static_cast<std::uint32_t>(simple.arcs.size()));
  }
  return simple;
}

}  // namespace quipu
