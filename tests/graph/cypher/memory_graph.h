// A graph in memory, for tests: made node by node, then seen by queries like any other.
#pragma once

#include <string>
#include <vector>

#include "graph/cypher/graph_view.h"

namespace quipu::cypher::testing {

class MemoryGraph : public GraphView {
 public:
  struct Relationship {
    NodeId start = 0, end = 0;
    std::string type;
    Entries properties;
  };

  NodeId add_node(std::vector<std::string> labels, Entries properties);
  void add_relationship(Relationship relationship);
  void remove(const std::vector<RelationshipId>& relationships);
  // Numbers relationships and names anew; to be called before queries look at the graph.
  void finish();

  std::size_t node_count() const override { return nodes_.size(); }
  std::size_t relationship_count() const override { return relationships_.size(); }
  const std::vector<std::string>& label_names() const override { return label_names_; }
  const std::vector<std::string>& type_names() const override { return type_names_; }
  std::size_t label_count(Term label) const override;
  std::size_t type_count(Term type) const override;
  std::vector<Term> labels(NodeId node) const override;
  bool has_label(NodeId node, Term label) const override;
  Ends ends(RelationshipId relationship) const override;
  RelationshipId first_out(NodeId node) const override { return first_out_[node]; }
  std::span<const RelationshipId> in(NodeId node) const override { return in_[node]; }
  Result<Value> property(NodeRef node, std::string_view key) const override;
  Result<Value> property(RelationshipRef relationship, std::string_view key) const override;
  Result<Entries> properties(NodeRef node) const override { return nodes_[node.id].properties; }
  Result<Entries> properties(RelationshipRef relationship) const override {
    return relationships_[relationship.id].properties;
  }
  Result<std::optional<std::vector<NodeId>>> lookup(std::string_view key,
                                                    const Value& value) const override;
  Result<bool> is_named(NodeRef node, std::string_view name) const override;
  Result<Value> evidence(RelationshipRef) const override { return Value(Items()); }

 private:
  struct Node {
    std::vector<std::string> labels;
    Entries properties;
  };
  std::vector<Node> nodes_;
  std::vector<Relationship> relationships_;
  std::vector<std::string> label_names_, type_names_;
  std::vector<RelationshipId> first_out_;
  std::vector<std::vector<RelationshipId>> in_;
};

}  // namespace quipu::cypher::testing
