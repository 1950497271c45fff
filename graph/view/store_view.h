// The linked graph of a store as queries see it. Labels are types of entities, types of
// relationships are predicates. Structure is held in memory (adjacency.h); names, qualifiers and
// evidence are read when a query asks for them.
//   node: id, name, names, type
//   relationship: id, status, confidence (0 to 1), method, documents (how many say it), and every
//   qualifier (title, date, role, …)
#pragma once

#include <map>
#include <memory>

#include "graph/cypher/graph_view.h"
#include "graph/query/adjacency.h"
#include "graph/query/quote.h"

namespace quipu::cypher {

class StoreView : public GraphView {
 public:
  // Errors: kCorrupt, kUnsupported (too many statements). The snapshot must outlive the view.
  static Result<std::unique_ptr<StoreView>> load(const Snapshot& snapshot);

  std::size_t node_count() const override { return graph_.node_count(); }
  std::size_t relationship_count() const override { return graph_.edge_count(); }
  const std::vector<std::string>& label_names() const override { return graph_.type_names(); }
  const std::vector<std::string>& type_names() const override { return graph_.predicate_names(); }
  std::size_t label_count(Term label) const override { return label_counts_[label]; }
  std::size_t type_count(Term type) const override { return type_counts_[type]; }
  std::vector<Term> labels(NodeId node) const override { return {graph_.type(node)}; }
  bool has_label(NodeId node, Term label) const override { return graph_.type(node) == label; }
  Ends ends(RelationshipId relationship) const override {
    const Edge& edge = graph_.edge(relationship);
    return {edge.subject, edge.object, edge.predicate};
  }
  RelationshipId first_out(NodeId node) const override {
    return node == graph_.node_count() ? static_cast<RelationshipId>(graph_.edge_count())
                                       : graph_.first_out(node);
  }
  std::span<const RelationshipId> in(NodeId node) const override { return graph_.in(node); }

  Result<Value> property(NodeRef node, std::string_view key) const override;
  Result<Value> property(RelationshipRef relationship, std::string_view key) const override;
  Result<Entries> properties(NodeRef node) const override;
  Result<Entries> properties(RelationshipRef relationship) const override;
  Result<std::optional<std::vector<NodeId>>> lookup(std::string_view key,
                                                    const Value& value) const override;
  Result<bool> is_named(NodeRef node, std::string_view name) const override;
  Result<Value> evidence(RelationshipRef relationship) const override;

 private:
  StoreView(const Snapshot& snapshot, Adjacency graph);
  Result<const EntityRecord*> entity(NodeId node) const;
  Result<const StatementRecord*> statement(RelationshipId relationship) const;

  const Snapshot& snapshot_;
  Adjacency graph_;
  std::vector<std::size_t> label_counts_, type_counts_;
  // The last records that were asked for. One view is used by one thread.
  mutable std::map<NodeId, EntityRecord> entities_;
  mutable std::map<RelationshipId, StatementRecord> statements_;
  mutable Quoter quoter_;
};

}  // namespace quipu::cypher
