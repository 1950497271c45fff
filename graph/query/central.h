// Which entities much of the graph leads to or through.
#pragma once

#include <cstddef>
#include <vector>

#include "graph/query/simple_graph.h"

namespace quipu {

// PageRank (Brin and Page, 1998) over ties without direction, each of weight one: the share of time
// that a walker spends at each node who goes on along a tie with probability 0.85 and else begins
// anew anywhere. Sums to 1. Power iteration until no rank changes by more than 1e-15, at most 1000
// times; from a node without ties the walker begins anew.
std::vector<double> pagerank(const SimpleGraph& graph);

struct Betweenness {
  std::vector<double> of;        // the share of shortest paths between other nodes over each one
  std::size_t source_count = 0;  // nodes that paths were counted from; all of them: exact
};

// Brandes' algorithm ("A faster algorithm for betweenness centrality", 2001), normalized by the
// number of pairs of other nodes. From at most `sources` nodes, evenly spread over the order of ids
// (which are hashes, so that this is a sample by chance, the same each time), scaled up to all.
Betweenness betweenness(const SimpleGraph& graph, std::size_t sources);

// Sources within about 5 * 10^8 steps over arcs: all of them up to some 15,000 entities and 30,000
// ties, a sample beyond.
std::size_t affordable_sources(const SimpleGraph& graph);

}  // namespace quipu
