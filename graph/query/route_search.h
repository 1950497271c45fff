// The search behind find_routes, over any walk (graph/query/walk.h).
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <queue>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "graph/query/path.h"
#include "graph/query/walk.h"

namespace quipu {

// Working memory, kept from one question to the next: a place for each node, all of them empty
// between uses, and the list of those in use.
template <typename Value>
class NodeTable {
 public:
  const Value* find(Node node) const {
    return node < place_.size() && place_[node] != kNone ? &values_[place_[node]] : nullptr;
  }
  Value& at(Node node, const Value& otherwise) {
    if (node >= place_.size())
      place_.resize(std::max<std::size_t>(node + 1, 2 * place_.size()), kNone);
    if (place_[node] == kNone) {
      place_[node] = static_cast<std::uint32_t>(values_.size());
      values_.push_back(otherwise);
      nodes_.push_back(node);
    }
    return values_[place_[node]];
  }
  void clear() {
    for (const Node node : nodes_) place_[node] = kNone;
    nodes_.clear();
    values_.clear();
  }

 private:
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint32_t> place_;
  std::vector<Value> values_;
  std::vector<Node> nodes_;
};

using Cost = std::uint32_t;
inline constexpr Cost kNever = std::numeric_limits<Cost>::max() / 4;

struct RouteLabel {  // the cheapest way to a node with a number of hops
  Cost cost = kNever;
  Node before = 0;
  EdgeIndex edge = 0;
};

struct RouteMemory {
  NodeTable<std::array<Cost, kMostHops + 1>> bounds;
  NodeTable<std::array<RouteLabel, kMostHops + 1>> labels;
};

template <typename Walk>
class RouteSearch {
 public:
  RouteSearch(Walk& walk, RouteMemory& memory, const RouteQuery& query)
      : walk_(walk),
        memory_(memory),
        query_(query),
        max_hops_(std::min(query.max_hops, kMostHops)) {}

  std::vector<Route> find() {
    std::vector<Route> routes;
    const auto from = walk_.find(query_.from), to = walk_.find(query_.to);
    if (!from || !to || *from == *to || max_hops_ == 0 || query_.count == 0) return routes;
    walk_.load(*from);
    walk_.load(*to);
    // The surroundings of the end that has fewer statements are cheaper to look at.
    const bool reversed = walk_.degree(*to) > walk_.degree(*from);
    source_ = reversed ? *to : *from;
    target_ = reversed ? *from : *to;
    survey_target();
    for (const Path& path : yen()) routes.push_back(route(path, reversed));
    memory_.bounds.clear();
    return routes;
  }

 private:
  struct Path {
    std::vector<Node> nodes;
    std::vector<EdgeIndex> edges;
    std::vector<Cost> costs;  // from the source to each node, without what that node itself costs
    std::size_t deviation = 0;
    Cost cost() const { return costs.back(); }
  };
  struct State {
    Cost estimate = 0;
    std::size_t hops = 0;
    EntityId id = 0;
    Node node = 0;
    Cost cost = 0;
    bool weighed = false;  // the estimate counts what the node itself costs
    bool operator>(const State& other) const {
      return std::tie(estimate, hops, id, cost, weighed) >
             std::tie(other.estimate, other.hops, other.id, other.cost, other.weighed);
    }
  };
  struct Ban {  // what a deviation from known paths may not use
    std::vector<Node> nodes;
    std::vector<Node> first_hops;
  };

  // Nodes with more statements than this are not looked behind when the target's surroundings are
  // surveyed; what lies behind them has one common lower bound.
  static constexpr std::size_t kSurveyedDegree = 256;

  Cost own_cost(Node node) {
    if (node == source_ || node == target_) return 0;
    walk_.load(node);
    return hub_cost(walk_.degree(node));
  }

  // bounds[node][h]: the least cost from the node to the target with at most h hops.
  void survey_target() {
    radius_ = max_hops_ / 2;
    behind_hubs_ = kNever;
    std::array<Cost, kMostHops + 1> none;
    none.fill(kNever);
    memory_.bounds.clear();
    memory_.bounds.at(target_, none).fill(0);
    std::vector<Node> frontier = {target_};
    for (std::size_t hops = 1; hops <= radius_; ++hops) {
      std::vector<Node> next;
      for (const Node node : frontier) {
        const Cost behind = memory_.bounds.at(node, none)[hops - 1] + own_cost(node);
        if (node != target_ && walk_.degree(node) > kSurveyedDegree) {
          behind_hubs_ = std::min(behind_hubs_, behind + kLeastHopCost);
          continue;
        }
        walk_.for_each_arc(node, [&](Node to, Cost cost, EdgeIndex) {
          auto& bound = memory_.bounds.at(to, none);
          if (behind + cost >= bound[hops]) return;
          std::fill(bound.begin() + static_cast<std::ptrdiff_t>(hops), bound.end(), behind + cost);
          next.push_back(to);
        });
      }
      std::sort(next.begin(), next.end());
      next.erase(std::unique(next.begin(), next.end()), next.end());
      frontier = std::move(next);
    }
  }

  // At most what the rest of a route costs from the node, without the node's own cost.
  Cost rest_at_least(Node node, std::size_t hops_left) const {
    if (node == target_) return 0;
    Cost least = kNever;
    if (const auto* bound = memory_.bounds.find(node)) {
      least = (*bound)[std::min(hops_left, radius_)];
    }
    if (hops_left > radius_) {
      least = std::min(least, static_cast<Cost>(kLeastHopCost * (radius_ + 1)));
    }
    return hops_left >= 2 ? std::min(least, behind_hubs_) : least;
  }

  std::vector<Path> yen() {
    std::vector<Path> found;
    const auto before = [this](const Path& a, const Path& b) {
      if (a.cost() != b.cost()) return a.cost() < b.cost();
      return std::lexicographical_compare(
          a.nodes.begin(), a.nodes.end(), b.nodes.begin(), b.nodes.end(),
          [this](Node x, Node y) { return walk_.id(x) < walk_.id(y); });
    };
    std::set<Path, decltype(before)> candidates(before);
    Path start;
    start.nodes = {source_};
    start.costs = {0};
    if (Path first; deviate(start, {}, kNever - 1, first)) candidates.insert(std::move(first));
    while (!candidates.empty()) {
      found.push_back(*candidates.begin());
      candidates.erase(candidates.begin());
      const std::size_t wanted = query_.count - found.size();
      if (wanted == 0) break;
      const Path& last = found.back();
      for (std::size_t i = last.deviation; i + 1 < last.nodes.size(); ++i) {
        Path root;
        root.nodes.assign(last.nodes.begin(),
                          last.nodes.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        root.edges.assign(last.edges.begin(), last.edges.begin() + static_cast<std::ptrdiff_t>(i));
        root.costs.assign(last.costs.begin(),
                          last.costs.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        Ban ban;
        ban.nodes.assign(root.nodes.begin(), root.nodes.end() - 1);
        for (const Path& path : found) {
          if (path.nodes.size() > i + 1 &&
              std::equal(root.nodes.begin(), root.nodes.end(), path.nodes.begin())) {
            ban.first_hops.push_back(path.nodes[i + 1]);
          }
        }
        // Only what is among the best that are still wanted counts.
        Cost limit = kNever - 1;
        if (candidates.size() >= wanted)
          limit = std::next(candidates.begin(), static_cast<std::ptrdiff_t>(wanted) - 1)->cost();
        if (Path path; deviate(root, ban, limit, path)) candidates.insert(std::move(path));
      }
    }
    return found;
  }

  static bool has(const std::vector<Node>& nodes, Node node) {
    return std::find(nodes.begin(), nodes.end(), node) != nodes.end();
  }

  // The cheapest path that goes on from the end of `root`, of at most `limit`.
  bool deviate(const Path& root, const Ban& ban, Cost limit, Path& out) {
    const Node start = root.nodes.back();
    const std::size_t start_hops = root.edges.size();
    std::array<RouteLabel, kMostHops + 1> none;
    auto& labels = memory_.labels;
    labels.clear();
    std::priority_queue<State, std::vector<State>, std::greater<State>> open;
    labels.at(start, none)[start_hops].cost = root.cost();
    open.push({root.cost(), start_hops, walk_.id(start), start, root.cost(), false});
    while (!open.empty()) {
      State state = open.top();
      open.pop();
      if (state.estimate > limit) break;
      if (state.node == target_) {
        out = path_to(root, state.hops);
        return true;
      }
      if (labels.at(state.node, none)[state.hops].cost != state.cost) continue;  // a cheaper came
      if (!state.weighed) {
        state.weighed = true;
        state.estimate =
            state.cost + own_cost(state.node) + rest_at_least(state.node, max_hops_ - state.hops);
        if (state.estimate <= limit) open.push(state);
        continue;
      }
      const Cost behind = state.cost + own_cost(state.node);
      const std::size_t hops = state.hops + 1;
      walk_.for_each_arc(state.node, [&](Node to, Cost arc, EdgeIndex edge) {
        if (has(ban.nodes, to) || to == start) return;
        if (state.node == start && has(ban.first_hops, to)) return;
        const Cost cost = behind + arc;
        const Cost rest = rest_at_least(to, max_hops_ - hops);
        if (rest >= kNever || cost + rest > limit) return;
        auto& at = labels.at(to, none);
        for (std::size_t fewer = start_hops; fewer < hops; ++fewer) {
          if (at[fewer].cost <= cost) return;
        }
        RouteLabel& label = at[hops];
        if (cost < label.cost) {
          label = {cost, state.node, edge};
          open.push({cost + rest, hops, walk_.id(to), to, cost, false});
        } else if (cost == label.cost && label.before == state.node &&
                   walk_.statement(edge) < walk_.statement(label.edge)) {
          label.edge = edge;
        }
      });
    }
    return false;
  }

  Path path_to(const Path& root, std::size_t hops) const {
    Path path = root;
    path.deviation = root.edges.size();
    const std::size_t length = hops + 1;
    path.nodes.resize(length);
    path.edges.resize(hops);
    path.costs.resize(length);
    Node node = target_;
    for (std::size_t i = hops; i > root.edges.size(); --i) {
      const RouteLabel& label = (*memory_.labels.find(node))[i];
      path.nodes[i] = node;
      path.costs[i] = label.cost;
      path.edges[i - 1] = label.edge;
      node = label.before;
    }
    return path;
  }

  Route route(const Path& path, bool reversed) const {
    Route route;
    route.cost = path.cost();
    for (const Node node : path.nodes) route.entities.push_back(walk_.id(node));
    for (const EdgeIndex edge : path.edges) route.hops.push_back(walk_.hop(edge));
    if (reversed) {
      std::reverse(route.entities.begin(), route.entities.end());
      std::reverse(route.hops.begin(), route.hops.end());
    }
    return route;
  }

  Walk& walk_;
  RouteMemory& memory_;
  const RouteQuery& query_;
  const std::size_t max_hops_;
  Node source_ = 0, target_ = 0;
  std::size_t radius_ = 0;
  Cost behind_hubs_ = kNever;
};

}  // namespace quipu
