// Relationships of variable length: every walk that takes none twice, depth first. The walk is kept
// in a list of its own, not in calls: it may be as long as the graph has relationships.
#include <algorithm>

#include "graph/cypher/matching.h"

namespace quipu::cypher {

bool Matcher::hop_allowed(const Step& step, RelationshipId relationship, const Ends& ends) {
  if (!has_type(step, ends.type) || trail_.contains(relationship)) return false;
  for (const auto& [key, value] : step.relationship->properties) {
    auto stored = graph_.property(RelationshipRef{relationship}, key);
    if (!stored) {
      x_.fail(stored.error(), value->place);
      return false;
    }
    if (!equal(*stored, x_.value(*value, row_)).value_or(false)) return false;
  }
  return true;
}

bool Matcher::arrive(std::size_t i, NodeId node, std::size_t trail_begin) {
  const Step& here = plan_.steps[i];
  if (here.to_bound) {
    if (at(here.to).node()->id != node) return true;
  } else {
    at(here.to) = NodeRef{node};
  }
  if (here.list_wanted) {
    Items relationships;
    for (std::size_t k = trail_begin; k < trail_.size(); ++k) {
      relationships.emplace_back(RelationshipRef{trail_[k]});
    }
    if (here.backwards) std::reverse(relationships.begin(), relationships.end());
    at(here.relationship->slot) = std::move(relationships);
  }
  return go_on(i);
}

bool Matcher::walk(std::size_t i) {
  const Step& here = plan_.steps[i];
  if (here.relationship_bound) return known_walk(i);
  const RelationshipPattern& pattern = *here.relationship;
  const NodeRef* from = node_at(here.from, pattern.place);
  if (!from || (here.to_bound && !node_at(here.to, pattern.place))) return !x_.failed();
  const NodeId begin = from->id;
  const std::size_t trail_begin = trail_.size();
  const Direction direction = turned(pattern.direction, here.backwards);
  const std::uint32_t most = pattern.most.value_or(UINT32_MAX);
  if (pattern.least > most) return true;
  if (pattern.least == 0 && !arrive(i, begin, trail_begin)) return false;
  if (most == 0) return true;

  std::vector<Neighbours> open;
  open.emplace_back(graph_, begin, direction);
  RelationshipId relationship = 0;
  Ends ends;
  NodeId other = 0;
  bool more = true;
  while (more && !open.empty()) {
    if (!x_.tick()) more = false;
    if (!more || !open.back().next(relationship, ends, other)) {
      open.pop_back();
      if (!open.empty()) trail_.pop();
      continue;
    }
    if (!hop_allowed(here, relationship, ends)) {
      more = !x_.failed();
      continue;
    }
    trail_.push(relationship);
    if (open.size() >= pattern.least) more = arrive(i, other, trail_begin);
    if (more && open.size() < most) {
      open.emplace_back(graph_, other, direction);
    } else {
      trail_.pop();
    }
  }
  while (trail_.size() > trail_begin) trail_.pop();
  return more;
}

// The relationships come from an earlier clause: do they make a walk from here to there?
bool Matcher::known_walk(std::size_t i) {
  const Step& here = plan_.steps[i];
  const Value known = at(here.relationship->slot);
  const NodeRef* from = node_at(here.from, here.relationship->place);
  if (known.is_null() || !from) return !x_.failed();
  if (!known.list()) {
    x_.fail("TypeError", "InvalidArgumentType", here.relationship->place,
            "The pattern needs a list of relationships; this is " + kind_name(known) + ".");
    return false;
  }
  const std::size_t trail_begin = trail_.size();
  const auto count = known.list()->size();
  NodeId node = from->id;
  bool is_walk = count >= here.relationship->least &&
                 (!here.relationship->most || count <= *here.relationship->most);
  const Direction direction = turned(here.relationship->direction, here.backwards);
  for (std::size_t k = 0; is_walk && k < count; ++k) {
    const Value& one = (*known.list())[here.backwards ? count - 1 - k : k];
    is_walk = one.relationship() &&
              hop_allowed(here, one.relationship()->id, graph_.ends(one.relationship()->id));
    if (!is_walk) break;
    const Ends ends = graph_.ends(one.relationship()->id);
    const bool along = ends.start == node && direction != Direction::kIn;
    is_walk = along || (ends.end == node && direction != Direction::kOut);
    node = along ? ends.end : ends.start;
    trail_.push(one.relationship()->id);
  }
  bool more = !x_.failed();
  if (is_walk && (!here.to_bound || at(here.to).node())) {
    if (here.to_bound) {
      if (at(here.to).node()->id == node) more = go_on(i);
    } else {
      at(here.to) = NodeRef{node};
      more = go_on(i);
    }
  }
  while (trail_.size() > trail_begin) trail_.pop();
  return more;
}

}  // namespace quipu::cypher
