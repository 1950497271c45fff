// A graph as a search for routes walks it: in memory, or read from the store as it goes. Both
// number entities, know what each hop costs, and give the same answers.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "graph/query/adjacency.h"
#include "graph/query/path.h"
#include "graph/query/tie.h"
#include "graph/store/store.h"

namespace quipu {

// path.h has the formula.
inline std::uint32_t hop_cost(std::uint16_t confidence, bool one_document, Status status) {
  const bool unsure = status == Status::kPlanned || status == Status::kReported;
  return 1000U + (confidence < 1000 ? 1000U - confidence : 0U) + (one_document ? 250U : 0U) +
         (unsure ? 500U : 0U);
}
inline constexpr std::uint32_t kLeastHopCost = 1000;

inline std::uint32_t hub_cost(std::size_t degree) {
  return static_cast<std::uint32_t>(
      std::lround(250.0 * std::log2(static_cast<double>(std::max<std::size_t>(1, degree)))));
}

// A walk has: find(entity), id(node), size() (numbers given out so far), load(node) before degree
// and arcs, degree(node), for_each_arc(node, f(to, cost, edge)), statement(edge), hop(edge).
class AdjacencyWalk {
 public:
  AdjacencyWalk(const Adjacency& graph, const EdgeChoice& choice) : graph_(graph) {
    if (!choice.predicates.empty()) {
      followed_.assign(graph.predicate_names().size(), false);
      for (const std::string& name : choice.predicates) {
        if (const auto predicate = graph.find_predicate(name)) followed_[*predicate] = true;
      }
    }
    for (const EntityId entity : choice.avoid) {
      if (const auto node = graph.find(entity)) avoided_.push_back(*node);
    }
  }

  std::optional<Node> find(EntityId entity) const { return graph_.find(entity); }
  EntityId id(Node node) const { return graph_.id(node); }
  std::size_t size() const { return graph_.node_count(); }
  void load(Node) {}
  std::size_t degree(Node node) const { return graph_.degree(node); }

  template <typename F>
  void for_each_arc(Node node, const F& f) const {
    const EdgeIndex first = graph_.first_out(node);
    for (std::size_t i = 0; i < graph_.out(node).size(); ++i) {
      const auto index = static_cast<EdgeIndex>(first + i);
      visit(graph_.edge(index).object, index, f);
    }
    for (const EdgeIndex index : graph_.in(node)) visit(graph_.edge(index).subject, index, f);
  }

  StatementId statement(EdgeIndex edge) const { return graph_.edge(edge).id; }
  RouteHop hop(EdgeIndex index) const {
    const Edge& edge = graph_.edge(index);
    return {graph_.id(edge.subject), graph_.predicate_names()[edge.predicate],
            graph_.id(edge.object), edge.id};
  }

 private:
  template <typename F>
  void visit(Node to, EdgeIndex index, const F& f) const {
    const Edge& edge = graph_.edge(index);
    if (edge.status == Status::kNegated || edge.subject == edge.object) return;
    if (!followed_.empty() && !followed_[edge.predicate]) return;
    if (std::find(avoided_.begin(), avoided_.end(), to) != avoided_.end()) return;
    f(to, hop_cost(edge.confidence, edge.one_document, edge.status), index);
  }

  const Adjacency& graph_;
  std::vector<bool> followed_;  // empty: all
  std::vector<Node> avoided_;
};

// Numbers entities in the order in which it meets them. After an error nothing more is found.
class StoreWalk {
 public:
  StoreWalk(const Snapshot& snapshot, const EdgeChoice& choice)
      : snapshot_(snapshot), choice_(choice) {}

  std::optional<Node> find(EntityId entity) { return number(entity); }
  EntityId id(Node node) const { return nodes_[node].id; }
  std::size_t size() const { return nodes_.size(); }
  void load(Node node);
  std::size_t degree(Node node) const { return nodes_[node].degree; }

  template <typename F>
  void for_each_arc(Node node, const F& f) const {
    for (const Arc& arc : nodes_[node].arcs) f(arc.to, arc.cost, arc.edge);
  }

  StatementId statement(EdgeIndex edge) const { return hops_[edge].statement; }
  RouteHop hop(EdgeIndex edge) const { return hops_[edge]; }
  const std::optional<Error>& error() const { return error_; }

 private:
  struct Arc {
    Node to = 0;
    std::uint32_t cost = 0;
    EdgeIndex edge = 0;
  };
  struct Visited {
    EntityId id = 0;
    std::size_t degree = 0;
    bool loaded = false;
    std::vector<Arc> arcs;
  };
  Node number(EntityId entity);

  const Snapshot& snapshot_;
  const EdgeChoice& choice_;
  std::map<EntityId, Node> numbers_;
  std::vector<Visited> nodes_;
  std::vector<RouteHop> hops_;
  std::optional<Error> error_;
};

}  // namespace quipu
