// Shortest paths between two nodes: breadth first from both ends, always from the one with fewer
// nodes to go on from, until they meet; then the paths are read off the distances.
#include <algorithm>
#include <unordered_map>

#include "graph/cypher/matching.h"

namespace quipu::cypher {
namespace {

using Distances = std::unordered_map<NodeId, std::uint32_t>;

// One of the two searches.
struct Side {
  Distances distance;
  std::vector<NodeId> border;  // the nodes of the greatest distance, in the order they were found
  std::uint32_t depth = 0;
  Direction direction = Direction::kBoth;

  Side(NodeId begin, Direction along) : border{begin}, direction(along) { distance[begin] = 0; }
};

}  // namespace

bool Matcher::shortest(std::size_t i) {
  const Step& here = plan_.steps[i];
  const RelationshipPattern& pattern = *here.relationship;
  const NodeRef* from = node_at(here.from, pattern.place);
  const NodeRef* to = node_at(here.to, pattern.place);
  if (!from || !to) return !x_.failed();
  const std::uint32_t most = pattern.most.value_or(UINT32_MAX);
  const Direction direction = turned(pattern.direction, here.backwards);
  const auto give = [&](std::vector<RelationshipId> found) {
    Items relationships;
    for (const RelationshipId r : found) relationships.emplace_back(RelationshipRef{r});
    if (here.backwards) std::reverse(relationships.begin(), relationships.end());
    at(pattern.slot) = pattern.variable_length || relationships.size() != 1
                           ? Value(std::move(relationships))
                           : relationships.front();
    return go_on(i);
  };
  if (from->id == to->id) return pattern.least > 0 || give({});

  Side a(from->id, direction), b(to->id, turned(direction, true));
  bool met = false;
  std::uint64_t held = 0;
  RelationshipId relationship = 0;
  Ends ends;
  NodeId other = 0;
  while (!met && !a.border.empty() && !b.border.empty() && a.depth + b.depth < most) {
    Side& side = a.border.size() <= b.border.size() ? a : b;
    const Side& opposite = &side == &a ? b : a;
    std::vector<NodeId> next;
    for (const NodeId node : side.border) {
      Neighbours neighbours(graph_, node, side.direction);
      while (neighbours.next(relationship, ends, other)) {
        if (!x_.tick()) return false;
        if (!hop_allowed(here, relationship, ends)) continue;
        if (!side.distance.try_emplace(other, side.depth + 1).second) continue;
        next.push_back(other);
        met = met || opposite.distance.contains(other);
      }
    }
    side.border = std::move(next);
    ++side.depth;
    held += side.border.size();
    if (!x_.hold(side.border.size())) return false;
  }
  x_.release(held);
  if (!met) return !x_.failed();

  // Nodes from which `to` is still as near as it can be: those of b, and what leads to them in a.
  const std::uint32_t length = a.depth + b.depth;
  std::vector<NodeId> layer;
  for (const auto& [node, distance] : b.distance) {
    const auto found = a.distance.find(node);
    if (found != a.distance.end() && found->second == a.depth && distance == b.depth) {
      layer.push_back(node);
    }
  }
  Distances left;  // hops to `to` for the nodes of a that lie on a shortest path
  for (const NodeId node : layer) left[node] = b.depth;
  for (std::uint32_t depth = a.depth; depth > 0; --depth) {
    std::vector<NodeId> before;
    for (const NodeId node : layer) {
      Neighbours neighbours(graph_, node, turned(direction, true));
      while (neighbours.next(relationship, ends, other)) {
        if (!x_.tick()) return false;
        const auto found = a.distance.find(other);
        if (found == a.distance.end() || found->second != depth - 1 ||
            !hop_allowed(here, relationship, ends)) {
          continue;
        }
        if (left.try_emplace(other, length - depth + 1).second) before.push_back(other);
      }
    }
    layer = std::move(before);
  }
  const auto hops_left = [&](NodeId node) {
    if (const auto found = left.find(node); found != left.end()) return found->second;
    const auto found = b.distance.find(node);
    return found == b.distance.end() ? UINT32_MAX : found->second;
  };

  std::vector<RelationshipId> path;
  std::vector<Neighbours> open;
  open.emplace_back(graph_, from->id, direction);
  while (!open.empty()) {
    if (!x_.tick()) return false;
    if (!open.back().next(relationship, ends, other)) {
      open.pop_back();
      if (!path.empty()) path.pop_back();
      continue;
    }
    const auto hops = static_cast<std::uint32_t>(open.size());
    if (hops > length || hops_left(other) != length - hops ||
        !hop_allowed(here, relationship, ends)) {
      continue;
    }
    path.push_back(relationship);
    if (hops < length) {
      open.emplace_back(graph_, other, direction);
      continue;
    }
    if (other == to->id) {
      if (!give(path)) return false;
      if (here.path->search == Search::kAnyShortest) return true;
    }
    path.pop_back();
  }
  return true;
}

}  // namespace quipu::cypher
