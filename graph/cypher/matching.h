// The matcher's parts share this: steps of a plan one inside the other, depth first.
#pragma once

#include <functional>
#include <unordered_map>
#include <vector>

#include "graph/cypher/execution.h"

namespace quipu::cypher {

// Relationships that the match in hand goes over: none comes twice in one MATCH.
class Trail {
 public:
  bool contains(RelationshipId relationship) const;
  void push(RelationshipId relationship);
  void pop();
  std::size_t size() const { return order_.size(); }
  RelationshipId operator[](std::size_t i) const { return order_[i]; }

 private:
  std::vector<RelationshipId> order_;
  std::vector<bool> marked_;  // once there are many
};

// The relationships at a node, one by one, with the node at the other end of each.
class Neighbours {
 public:
  Neighbours(const GraphView& graph, NodeId node, Direction direction);
  // False at the end.
  bool next(RelationshipId& relationship, Ends& ends, NodeId& other);

 private:
  const GraphView* graph_;
  NodeId node_;
  Direction direction_;
  RelationshipId out_, out_end_;
  std::span<const RelationshipId> in_;
  std::size_t next_in_ = 0;
};

class Matcher {
 public:
  Matcher(Execution& execution, const MatchPlan& plan, Row& row, const std::function<bool()>& found)
      : x_(execution), graph_(execution.graph()), plan_(plan), row_(row), found_(found) {}

  // False when `found` or a problem stopped it.
  bool run() { return !passes(plan_.first) || step(0); }

 private:
  // match.cpp
  bool step(std::size_t i);
  bool go_on(std::size_t i);  // tests the conditions of step i, then the next step
  bool passes(const std::vector<Filter>& filters);
  bool passes(const Filter& filter);
  bool has_labels(NodeId node, const TermSets& labels) const;
  bool has_type(const Step& step, Term type) const;
  bool bound_node(std::size_t i);
  bool scan(std::size_t i);
  bool lookup(std::size_t i);
  bool expand(std::size_t i);
  bool known_relationship(std::size_t i);
  bool whole_path(std::size_t i);
  const NodeRef* node_at(Slot slot, const Place& place);
  Value& at(Slot slot) { return row_[static_cast<std::size_t>(slot)]; }

  // walk.cpp
  bool walk(std::size_t i);
  bool known_walk(std::size_t i);
  bool arrive(std::size_t i, NodeId node, std::size_t trail_begin);
  bool hop_allowed(const Step& step, RelationshipId relationship, const Ends& ends);

  // shortest.cpp
  bool shortest(std::size_t i);

  Execution& x_;
  const GraphView& graph_;
  const MatchPlan& plan_;
  Row& row_;
  const std::function<bool()>& found_;
  Trail trail_;
};

Direction turned(Direction direction, bool backwards);

}  // namespace quipu::cypher
