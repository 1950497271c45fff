#include <algorithm>

#include "graph/cypher/matching.h"

namespace quipu::cypher {
namespace {

constexpr std::size_t kFew = 16;  // relationships that are quickly looked through

}  // namespace

bool Trail::contains(RelationshipId relationship) const {
  if (order_.size() > kFew) return relationship < marked_.size() && marked_[relationship];
  return std::find(order_.begin(), order_.end(), relationship) != order_.end();
}

void Trail::push(RelationshipId relationship) {
  order_.push_back(relationship);
  if (order_.size() <= kFew) return;
  if (order_.size() == kFew + 1) {
    for (const RelationshipId earlier : order_) {
      if (marked_.size() <= earlier) marked_.resize(earlier + 1);
      marked_[earlier] = true;
    }
  }
  if (marked_.size() <= relationship) marked_.resize(relationship + 1);
  marked_[relationship] = true;
}

void Trail::pop() {
  if (order_.size() > kFew) marked_[order_.back()] = false;
  if (order_.size() == kFew + 1) {  // few again: they are looked through
    for (const RelationshipId earlier : order_) marked_[earlier] = false;
  }
  order_.pop_back();
}

Direction turned(Direction direction, bool backwards) {
  if (!backwards || direction == Direction::kBoth) return direction;
  return direction == Direction::kOut ? Direction::kIn : Direction::kOut;
}

Neighbours::Neighbours(const GraphView& graph, NodeId node, Direction direction)
    : graph_(&graph),
      node_(node),
      direction_(direction),
      out_(direction == Direction::kIn ? 0 : graph.first_out(node)),
      out_end_(direction == Direction::kIn ? 0 : graph.first_out(node + 1)) {
  if (direction != Direction::kOut) in_ = graph.in(node);
}

bool Neighbours::next(RelationshipId& relationship, Ends& ends, NodeId& other) {
  if (out_ < out_end_) {
    relationship = out_++;
    ends = graph_->ends(relationship);
    other = ends.end;
    return true;
  }
  while (next_in_ < in_.size()) {
    relationship = in_[next_in_++];
    ends = graph_->ends(relationship);
    other = ends.start;
    // One from a node to itself came among those that leave it.
    if (direction_ == Direction::kIn || other != node_) return true;
  }
  return false;
}

bool Execution::match(std::size_t plan, Row& row, const std::function<bool()>& found) {
  return Matcher(*this, plans_[plan], row, found).run() && !failed();
}

bool Matcher::step(std::size_t i) {
  if (!x_.tick()) return false;
  if (i == plan_.steps.size()) return found_();
  switch (plan_.steps[i].kind) {
    case Step::Kind::kBoundNode:
      return bound_node(i);
    case Step::Kind::kScan:
      return scan(i);
    case Step::Kind::kLookup:
      return lookup(i);
    case Step::Kind::kExpand:
      return expand(i);
    case Step::Kind::kWalk:
      return walk(i);
    case Step::Kind::kShortest:
      return shortest(i);
    case Step::Kind::kPath:
      return whole_path(i);
  }
  return true;
}

bool Matcher::go_on(std::size_t i) {
  if (!passes(plan_.steps[i].filters)) return !x_.failed();
  return step(i + 1);
}

bool Matcher::has_labels(NodeId node, const TermSets& labels) const {
  return std::all_of(labels.begin(), labels.end(), [&](const auto& any) {
    return std::any_of(any.begin(), any.end(),
                       [&](Term label) { return graph_.has_label(node, label); });
  });
}

bool Matcher::has_type(const Step& step, Term type) const {
  return step.any_type || std::binary_search(step.types.begin(), step.types.end(), type);
}

bool Matcher::passes(const std::vector<Filter>& filters) {
  return std::all_of(filters.begin(), filters.end(),
                     [&](const Filter& filter) { return passes(filter); });
}

bool Matcher::passes(const Filter& filter) {
  if (filter.kind == Filter::Kind::kCondition) {
    return x_.truth(*filter.expression, row_).value_or(false);
  }
  const Value& of = at(filter.slot);
  if (filter.kind == Filter::Kind::kLabels)
    return of.node() && has_labels(of.node()->id, filter.labels);
  if (of.is_null()) return false;
  if (!of.node() && !of.relationship()) return true;  // its own step says what is wrong
  auto stored = of.node() ? graph_.property(*of.node(), filter.key)
                          : graph_.property(*of.relationship(), filter.key);
  if (!stored) {
    x_.fail(stored.error(), filter.expression->place);
    return false;
  }
  if (stored->is_null()) return false;
  return equal(*stored, x_.value(*filter.expression, row_)).value_or(false);
}

const NodeRef* Matcher::node_at(Slot slot, const Place& place) {
  const Value& value = at(slot);
  if (!value.node() && !value.is_null()) {
    x_.fail("TypeError", "InvalidArgumentType", place,
            "A pattern begins at a node; this is " + kind_name(value) + ".");
  }
  return value.node();
}

bool Matcher::bound_node(std::size_t i) {
  if (node_at(plan_.steps[i].to, {})) return go_on(i);
  return !x_.failed();
}

bool Matcher::scan(std::size_t i) {
  const Step& here = plan_.steps[i];
  const auto count = static_cast<NodeId>(graph_.node_count());
  for (NodeId node = 0; node < count; ++node) {
    if (!x_.tick()) return false;
    if (!here.labels.empty() && !has_labels(node, here.labels)) continue;
    at(here.to) = NodeRef{node};
    if (!go_on(i)) return false;
  }
  return true;
}

bool Matcher::lookup(std::size_t i) {
  const Step& here = plan_.steps[i];
  const auto found = graph_.lookup(here.key, x_.value(*here.value, row_));
  if (!found) {
    x_.fail(found.error(), here.value->place);
    return false;
  }
  if (!*found) return scan(i);
  for (const NodeId node : **found) {
    at(here.to) = NodeRef{node};
    if (!go_on(i)) return false;
  }
  return true;
}

bool Matcher::expand(std::size_t i) {
  const Step& here = plan_.steps[i];
  if (here.relationship_bound) return known_relationship(i);
  const NodeRef* from = node_at(here.from, here.relationship->place);
  const NodeRef* to = here.to_bound ? node_at(here.to, here.relationship->place) : nullptr;
  if (!from || (here.to_bound && !to)) return !x_.failed();
  NodeId begin = from->id;
  std::optional<NodeId> end = to ? std::optional(to->id) : std::nullopt;
  bool backwards = here.backwards;
  const auto degree = [&](NodeId node) {
    return graph_.first_out(node + 1) - graph_.first_out(node) + graph_.in(node).size();
  };
  if (end && degree(*end) < degree(begin)) {
    std::swap(begin, *end);
    backwards = !backwards;
  }
  RelationshipId relationship = 0;
  Ends ends;
  NodeId other = 0;
  Neighbours neighbours(graph_, begin, turned(here.relationship->direction, backwards));
  while (neighbours.next(relationship, ends, other)) {
    if (!x_.tick()) return false;
    if (!has_type(here, ends.type) || (end && other != *end) || trail_.contains(relationship)) {
      continue;
    }
    if (!end) at(here.to) = NodeRef{other};
    at(here.relationship->slot) = RelationshipRef{relationship};
    trail_.push(relationship);
    const bool more = go_on(i);
    trail_.pop();
    if (!more) return false;
  }
  return true;
}

// The relationship comes from an earlier clause: are its ends where the pattern says?
bool Matcher::known_relationship(std::size_t i) {
  const Step& here = plan_.steps[i];
  const Value known = at(here.relationship->slot);
  if (known.is_null()) return true;
  if (!known.relationship()) {
    x_.fail("TypeError", "InvalidArgumentType", here.relationship->place,
            "The pattern needs a relationship; this is " + kind_name(known) + ".");
    return false;
  }
  const RelationshipId relationship = known.relationship()->id;
  const Ends ends = graph_.ends(relationship);
  if (!has_type(here, ends.type) || trail_.contains(relationship)) return true;
  const Direction direction = turned(here.relationship->direction, here.backwards);
  for (const bool along : {true, false}) {
    if (direction == (along ? Direction::kIn : Direction::kOut)) continue;
    if (!along && direction == Direction::kBoth && ends.start == ends.end) continue;
    const NodeRef first{along ? ends.start : ends.end}, last{along ? ends.end : ends.start};
    if (here.from_bound && (!at(here.from).node() || *at(here.from).node() != first)) continue;
    if (here.to_bound && (!at(here.to).node() || *at(here.to).node() != last)) continue;
    if (!here.from_bound) at(here.from) = first;
    if (!here.to_bound) at(here.to) = last;
    // A loop's one node under two names, or two names of one node.
    if (here.from == here.to && first != last) continue;
    trail_.push(relationship);
    const bool more = go_on(i);
    trail_.pop();
    if (!more) return false;
  }
  return true;
}

bool Matcher::whole_path(std::size_t i) {
  const PathPattern& pattern = *plan_.steps[i].path;
  Path path;
  path.nodes.push_back(at(pattern.nodes.front().slot).node()->id);
  const auto add = [&](RelationshipId relationship) {
    const Ends ends = graph_.ends(relationship);
    path.relationships.push_back(relationship);
    path.nodes.push_back(ends.start == path.nodes.back() ? ends.end : ends.start);
  };
  for (const RelationshipPattern& part : pattern.relationships) {
    const Value& value = at(part.slot);
    if (value.relationship()) {
      add(value.relationship()->id);
    } else if (value.list()) {
      for (const Value& one : *value.list()) {
        if (one.relationship()) add(one.relationship()->id);
      }
    }
  }
  at(pattern.slot) = std::move(path);
  return go_on(i);
}

}  // namespace quipu::cypher
