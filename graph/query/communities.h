// Groups of entities that have more to do with one another than with the rest.
#pragma once

#include <cstdint>
#include <vector>

#include "graph/query/simple_graph.h"

namespace quipu {

struct Communities {
  std::vector<std::uint32_t> of;  // for each node its community: 0 for the largest, and so on;
                                  // of equal size, the one with the smaller first node first
  std::uint32_t count = 0;
  double modularity = 0;
};

// Louvain's method (Blondel et al., "Fast unfolding of communities in large networks", 2008) for
// modularity weighted by statements: the best result of moving nodes in the order of their ids,
// those with fewest ties first, and those with most first. The best of several equal moves is that
// to the community met first; gains are compared as whole numbers, so the result depends on the
// graph alone. When nothing can be merged any more, nodes are moved again one by one, until that
// gains nothing. A community that fell apart on the way is split (Traag et al., "From Louvain to
// Leiden", 2019, says why it can).
Communities find_communities(const SimpleGraph& graph);

// Newman's modularity of a partition.
double modularity(const SimpleGraph& graph, const std::vector<std::uint32_t>& community_of);

}  // namespace quipu
