#include "graph/query/communities.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

namespace quipu {
namespace {

using Partition = std::vector<std::uint32_t>;

// Weights of arcs at a node; a loop (of a merged graph) holds both directions of what is within.
std::vector<std::int64_t> strengths(const SimpleGraph& graph) {
  std::vector<std::int64_t> out(graph.size(), 0);
  for (Node node = 0; node < graph.size(); ++node) {
    for (const SimpleArc& arc : graph.of(node)) out[node] += arc.weight;
  }
  return out;
}

// Communities numbered by their first node. Returns how many there are.
std::uint32_t renumber(Partition& partition) {
  constexpr std::uint32_t kNone = ~std::uint32_t{0};
  std::vector<std::uint32_t> number(partition.size(), kNone);
  std::uint32_t count = 0;
  for (std::uint32_t& community : partition) {
    if (number[community] == kNone) number[community] = count++;
    community = number[community];
  }
  return count;
}

// Moves each node of the queue, and those that it disturbs, to the community of a neighbour where
// that gains most, until none gains. With m
// the sum of all weights (each tie twice), a move to C gains in proportion to
//     m * (weight to C) - strength(node) * strength(C without the node),
// which fits 64 bits up to 10^9 statements.
bool move_nodes(const SimpleGraph& graph, std::vector<Node> queue, Partition& partition) {
  const std::vector<std::int64_t> strength = strengths(graph);
  const std::int64_t total = std::accumulate(strength.begin(), strength.end(), std::int64_t{0});
  std::vector<std::int64_t> of_community(graph.size(), 0), weight_to(graph.size(), 0);
  for (Node node = 0; node < graph.size(); ++node) of_community[partition[node]] += strength[node];
  std::vector<bool> waiting(graph.size(), true);
  std::vector<std::uint32_t> met;
  bool moved = false;
  for (std::size_t i = 0; i < queue.size(); ++i) {
    const Node node = queue[i];
    waiting[node] = false;
    met.clear();
    met.push_back(partition[node]);
    for (const SimpleArc& arc : graph.of(node)) {
      if (arc.to == node) continue;
      const std::uint32_t community = partition[arc.to];
      if (weight_to[community] == 0 && community != partition[node]) met.push_back(community);
      weight_to[community] += arc.weight;
    }
    const std::uint32_t home = partition[node];
    of_community[home] -= strength[node];
    const auto gain = [&](std::uint32_t community) {
      return total * weight_to[community] - strength[node] * of_community[community];
    };
    std::uint32_t best = home;
    std::int64_t best_gain = gain(home);
    for (const std::uint32_t community : met) {
      if (gain(community) > best_gain) {
        best = community;
        best_gain = gain(community);
      }
    }
    for (const std::uint32_t community : met) weight_to[community] = 0;
    of_community[best] += strength[node];
    if (best == home) continue;
    partition[node] = best;
    moved = true;
    for (const SimpleArc& arc : graph.of(node)) {
      if (waiting[arc.to] || partition[arc.to] == best) continue;
      waiting[arc.to] = true;
      queue.push_back(arc.to);
    }
  }
  return moved;
}

// One node for each community.
SimpleGraph merged(const SimpleGraph& graph, const Partition& partition, std::uint32_t count) {
  std::vector<std::map<Node, std::uint32_t>> arcs(count);
  for (Node node = 0; node < graph.size(); ++node) {
    for (const SimpleArc& arc : graph.of(node)) {
      arcs[partition[node]][partition[arc.to]] += arc.weight;
    }
  }
  SimpleGraph out;
  for (const auto& of_node : arcs) {
    for (const auto& [to, weight] : of_node) out.arcs.push_back({to, weight});
    out.first.push_back(static_cast<std::uint32_t>(out.arcs.size()));
  }
  return out;
}

// Merges communities level by level, beginning with those of `partition`.
void merge_levels(const SimpleGraph& graph, Partition& partition) {
  for (;;) {
    const std::uint32_t count = renumber(partition);
    const SimpleGraph above = merged(graph, partition, count);
    Partition of_communities(count);
    std::iota(of_communities.begin(), of_communities.end(), 0U);
    std::vector<Node> order(count);
    std::iota(order.begin(), order.end(), Node{0});
    if (!move_nodes(above, std::move(order), of_communities)) return;
    for (std::uint32_t& community : partition) community = of_communities[community];
  }
}

// Gives each connected piece of a community a number of its own.
void split_pieces(const SimpleGraph& graph, Partition& partition) {
  constexpr std::uint32_t kNone = ~std::uint32_t{0};
  Partition piece(graph.size(), kNone);
  std::uint32_t count = 0;
  std::vector<Node> stack;
  for (Node start = 0; start < graph.size(); ++start) {
    if (piece[start] != kNone) continue;
    piece[start] = count;
    stack.assign(1, start);
    while (!stack.empty()) {
      const Node node = stack.back();
      stack.pop_back();
      for (const SimpleArc& arc : graph.of(node)) {
        if (piece[arc.to] != kNone || partition[arc.to] != partition[node]) continue;
        piece[arc.to] = count;
        stack.push_back(arc.to);
      }
    }
    ++count;
  }
  partition = std::move(piece);
}

void number_by_size(Partition& partition, std::uint32_t count) {
  std::vector<std::size_t> sizes(count, 0);
  for (const std::uint32_t community : partition) ++sizes[community];
  std::vector<std::uint32_t> order(count), place(count);
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return sizes[a] > sizes[b]; });
  for (std::uint32_t i = 0; i < count; ++i) place[order[i]] = i;
  for (std::uint32_t& community : partition) community = place[community];
}

Communities communities_in_order(const SimpleGraph& graph, const std::vector<Node>& order) {
  constexpr int kMostRounds = 20;  // each gains; this many are never needed in practice
  Communities found;
  found.of.resize(graph.size());
  std::iota(found.of.begin(), found.of.end(), 0U);
  for (int round = 0; round < kMostRounds && move_nodes(graph, order, found.of); ++round) {
    merge_levels(graph, found.of);
  }
  split_pieces(graph, found.of);
  found.count = renumber(found.of);
  number_by_size(found.of, found.count);
  found.modularity = modularity(graph, found.of);
  return found;
}

}  // namespace

Communities find_communities(const SimpleGraph& graph) {
  const auto ties = [&](Node node) { return graph.of(node).size(); };
  std::vector<Node> order(graph.size());
  std::iota(order.begin(), order.end(), Node{0});
  Communities best = communities_in_order(graph, order);
  const auto attempt = [&] {
    Communities found = communities_in_order(graph, order);
    if (found.modularity > best.modularity) best = std::move(found);
  };
  std::stable_sort(order.begin(), order.end(), [&](Node a, Node b) { return ties(a) < ties(b); });
  attempt();
  std::reverse(order.begin(), order.end());
  attempt();
  return best;
}

double modularity(const SimpleGraph& graph, const std::vector<std::uint32_t>& community_of) {
  const std::vector<std::int64_t> strength = strengths(graph);
  const auto total =
      static_cast<double>(std::accumulate(strength.begin(), strength.end(), std::int64_t{0}));
  if (total == 0) return 0;
  std::map<std::uint32_t, std::pair<double, double>> sums;  // within, at all
  for (Node node = 0; node < graph.size(); ++node) {
    auto& [within, at_all] = sums[community_of[node]];
    at_all += static_cast<double>(strength[node]);
    for (const SimpleArc& arc : graph.of(node)) {
      if (community_of[arc.to] == community_of[node]) within += arc.weight;
    }
  }
  double sum = 0;
  for (const auto& [community, weights] : sums) {
    sum += weights.first / total - (weights.second / total) * (weights.second / total);
  }
  return sum;
}

}  // namespace quipu
