// The graph as queries see it: nodes with labels, typed relationships, properties of both.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extract/value/result.h"
#include "graph/cypher/value.h"

namespace quipu::cypher {

using Term = std::uint16_t;  // index of a label's or a type's name

struct Ends {
  NodeId start = 0, end = 0;
  Term type = 0;
};

// Nodes and relationships are numbered from 0, relationships in the order of their start nodes.
// Nothing changes while it is there. Errors: what the store may say (kCorrupt).
class GraphView {
 public:
  virtual ~GraphView() = default;

  virtual std::size_t node_count() const = 0;
  virtual std::size_t relationship_count() const = 0;

  virtual const std::vector<std::string>& label_names() const = 0;  // sorted
  virtual const std::vector<std::string>& type_names() const = 0;   // sorted
  virtual std::size_t label_count(Term label) const = 0;            // of nodes that have it
  virtual std::size_t type_count(Term type) const = 0;              // of relationships of it

  virtual std::vector<Term> labels(NodeId node) const = 0;  // sorted
  virtual bool has_label(NodeId node, Term label) const = 0;
  virtual Ends ends(RelationshipId relationship) const = 0;
  // The first that leaves `node`; those that leave it end where those of the next node begin.
  virtual RelationshipId first_out(NodeId node) const = 0;  // node may be node_count()
  virtual std::span<const RelationshipId> in(NodeId node) const = 0;

  // Null where there is none of this name.
  virtual Result<Value> property(NodeRef node, std::string_view key) const = 0;
  virtual Result<Value> property(RelationshipRef relationship, std::string_view key) const = 0;
  virtual Result<Entries> properties(NodeRef node) const = 0;
  virtual Result<Entries> properties(RelationshipRef relationship) const = 0;

  // Sorted nodes among which are all whose property `key` is `value` (or, for a list, holds it),
  // where an index knows them; nothing where only a scan does.
  virtual Result<std::optional<std::vector<NodeId>>> lookup(std::string_view key,
                                                            const Value& value) const = 0;
  // Whether one of the node's names is this one in any script, case or spelling that folding makes
  // equal.
  virtual Result<bool> is_named(NodeRef node, std::string_view name) const = 0;
  // The sentences that say it, the most telling first: maps with sentence, uri, published, begin,
  // end.
  virtual Result<Value> evidence(RelationshipRef relationship) const = 0;
};

std::optional<Term> find_term(const std::vector<std::string>& sorted_names, std::string_view name);

}  // namespace quipu::cypher
