#include "tests/graph/cypher/memory_graph.h"

#include <algorithm>
#include <set>

namespace quipu::cypher::testing {
namespace {

Value value_at(const Entries& properties, std::string_view key) {
  const auto found = properties.find(key);
  return found == properties.end() ? Value() : found->second;
}

}  // namespace

NodeId MemoryGraph::add_node(std::vector<std::string> labels, Entries properties) {
  std::erase_if(properties, [](const auto& entry) { return entry.second.is_null(); });
  nodes_.push_back({std::move(labels), std::move(properties)});
  return static_cast<NodeId>(nodes_.size() - 1);
}

void MemoryGraph::add_relationship(Relationship relationship) {
  std::erase_if(relationship.properties, [](const auto& entry) { return entry.second.is_null(); });
  relationships_.push_back(std::move(relationship));
}

void MemoryGraph::remove(const std::vector<RelationshipId>& relationships) {
  const std::set<RelationshipId> gone(relationships.begin(), relationships.end());
  for (auto i = gone.rbegin(); i != gone.rend(); ++i) {
    relationships_.erase(relationships_.begin() + static_cast<std::ptrdiff_t>(*i));
  }
}

void MemoryGraph::finish() {
  std::set<std::string> labels, types;
  for (const Node& node : nodes_) labels.insert(node.labels.begin(), node.labels.end());
  for (const Relationship& relationship : relationships_) types.insert(relationship.type);
  label_names_.assign(labels.begin(), labels.end());
  type_names_.assign(types.begin(), types.end());
  std::stable_sort(relationships_.begin(), relationships_.end(),
                   [](const Relationship& a, const Relationship& b) { return a.start < b.start; });
  first_out_.assign(nodes_.size() + 1, 0);
  in_.assign(nodes_.size(), {});
  for (RelationshipId i = 0; i < relationships_.size(); ++i) {
    ++first_out_[relationships_[i].start + 1];
    in_[relationships_[i].end].push_back(i);
  }
  for (std::size_t i = 1; i < first_out_.size(); ++i) first_out_[i] += first_out_[i - 1];
}

std::size_t MemoryGraph::label_count(Term label) const {
  std::size_t count = 0;
  for (NodeId node = 0; node < nodes_.size(); ++node) count += has_label(node, label);
  return count;
}

std::size_t MemoryGraph::type_count(Term type) const {
  return static_cast<std::size_t>(
      std::count_if(relationships_.begin(), relationships_.end(),
                    [&](const Relationship& r) { return r.type == type_names_[type]; }));
}

std::vector<Term> MemoryGraph::labels(NodeId node) const {
  std::vector<Term> terms;
  for (Term label = 0; label < label_names_.size(); ++label) {
    if (has_label(node, label)) terms.push_back(label);
  }
  return terms;
}

bool MemoryGraph::has_label(NodeId node, Term label) const {
  const auto& labels = nodes_[node].labels;
  return std::find(labels.begin(), labels.end(), label_names_[label]) != labels.end();
}

Ends MemoryGraph::ends(RelationshipId relationship) const {
  const Relationship& r = relationships_[relationship];
  return {r.start, r.end, find_term(type_names_, r.type).value_or(0)};
}

Result<Value> MemoryGraph::property(NodeRef node, std::string_view key) const {
  return value_at(nodes_[node.id].properties, key);
}

Result<Value> MemoryGraph::property(RelationshipRef relationship, std::string_view key) const {
  return value_at(relationships_[relationship.id].properties, key);
}

// As the store has it: an index of names, which gives more than is asked for.
Result<std::optional<std::vector<NodeId>>> MemoryGraph::lookup(std::string_view key,
                                                               const Value& value) const {
  if (key != "name" && key != "names") return std::nullopt;
  std::vector<NodeId> found;
  for (NodeId node = 0; node < nodes_.size(); ++node) {
    const Value name = value_at(nodes_[node].properties, "name");
    const Value names = value_at(nodes_[node].properties, "names");
    if (equal(name, value).value_or(false) || names.list()) found.push_back(node);
  }
  return found;
}

Result<bool> MemoryGraph::is_named(NodeRef node, std::string_view name) const {
  return equal(value_at(nodes_[node.id].properties, "name"), Value(name)).value_or(false);
}

}  // namespace quipu::cypher::testing
