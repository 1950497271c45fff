// The linked graph as algorithms on whole graphs want it: entities, and whether (and by how many
// statements) two of them are tied, without direction.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "graph/query/adjacency.h"

namespace quipu {

struct SimpleArc {
  Node to = 0;
  std::uint32_t weight = 0;  // statements between the two
};

// Nodes are those of the Adjacency, each arc is there both ways, arcs of a node by `to`. No loops
// (the graphs that communities are merged into have one for what is within a node).
struct SimpleGraph {
  std::vector<std::uint32_t> first = {0};  // of each node, and one past the last
  std::vector<SimpleArc> arcs;

  std::size_t size() const { return first.size() - 1; }
  std::span<const SimpleArc> of(Node node) const {
    return std::span(arcs).subspan(first[node], first[node + 1] - first[node]);
  }
};

// What is negated ties nothing.
SimpleGraph simple_graph(const Adjacency& graph);

}  // namespace quipu
