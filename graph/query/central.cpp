#include "graph/query/central.h"

#include <algorithm>
#include <cmath>

namespace quipu {

std::vector<double> pagerank(const SimpleGraph& graph) {
  constexpr double kDamping = 0.85, kTolerance = 1e-15;
  constexpr int kMostRounds = 1000;
  const std::size_t size = graph.size();
  if (size == 0) return {};
  const double share = 1.0 / static_cast<double>(size);
  std::vector<double> rank(size, share), next(size), given(size);
  for (int round = 0; round < kMostRounds; ++round) {
    double loose = 0;  // at nodes without ties
    for (Node node = 0; node < size; ++node) {
      const auto degree = static_cast<double>(graph.of(node).size());
      if (degree == 0) loose += rank[node];
      given[node] = degree == 0 ? 0 : rank[node] / degree;
    }
    const double base = (1 - kDamping) * share + kDamping * loose * share;
    double change = 0;
    for (Node node = 0; node < size; ++node) {
      double sum = 0;
      for (const SimpleArc& arc : graph.of(node)) sum += given[arc.to];
      next[node] = base + kDamping * sum;
      change = std::max(change, std::abs(next[node] - rank[node]));
    }
    rank.swap(next);
    if (change <= kTolerance) break;
  }
  return rank;
}

namespace {

// Adds what one source contributes; keeps its working memory from source to source.
class Brandes {
 public:
  explicit Brandes(const SimpleGraph& graph)
      : graph_(graph), paths_(graph.size()), distance_(graph.size()), depends_(graph.size()) {}

  void add(Node source, std::vector<double>& sum) {
    std::fill(distance_.begin(), distance_.end(), -1);
    order_.clear();
    order_.push_back(source);
    distance_[source] = 0;
    paths_[source] = 1;
    for (std::size_t i = 0; i < order_.size(); ++i) {
      const Node node = order_[i];
      for (const SimpleArc& arc : graph_.of(node)) {
        if (distance_[arc.to] < 0) {
          distance_[arc.to] = distance_[node] + 1;
          paths_[arc.to] = 0;
          order_.push_back(arc.to);
        }
        if (distance_[arc.to] == distance_[node] + 1) paths_[arc.to] += paths_[node];
      }
    }
    for (const Node node : order_) depends_[node] = 0;
    for (std::size_t i = order_.size(); i-- > 1;) {
      const Node node = order_[i];
      const double part = (1 + depends_[node]) / paths_[node];
      for (const SimpleArc& arc : graph_.of(node)) {
        if (distance_[arc.to] == distance_[node] - 1) depends_[arc.to] += paths_[arc.to] * part;
      }
      sum[node] += depends_[node];
    }
  }

 private:
  const SimpleGraph& graph_;
  std::vector<double> paths_;
  std::vector<std::int32_t> distance_;
  std::vector<double> depends_;
  std::vector<Node> order_;
};

}  // namespace

Betweenness betweenness(const SimpleGraph& graph, std::size_t sources) {
  const std::size_t size = graph.size();
  Betweenness found{std::vector<double>(size, 0.0), std::min(sources, size)};
  if (size < 3 || found.source_count == 0) return found;
  Brandes brandes(graph);
  for (std::size_t i = 0; i < found.source_count; ++i) {
    brandes.add(static_cast<Node>(i * size / found.source_count), found.of);
  }
  const auto n = static_cast<double>(size);
  const double scale = n / static_cast<double>(found.source_count) / ((n - 1) * (n - 2));
  for (double& value : found.of) value *= scale;
  return found;
}

std::size_t affordable_sources(const SimpleGraph& graph) {
  constexpr std::size_t kSteps = 500'000'000;
  return std::max<std::size_t>(1,
                               kSteps / std::max<std::size_t>(1, graph.size() + graph.arcs.size()));
}

}  // namespace quipu
