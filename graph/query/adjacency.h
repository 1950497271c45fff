// The linked graph in memory, compact: what walks over many hops need and nothing else. Names,
// qualifiers and evidence stay in the store until a result asks for them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extract/value/result.h"
#include "graph/store/store.h"

namespace quipu {

using Node = std::uint32_t;       // in the order of entity ids
using EdgeIndex = std::uint32_t;  // in the order of spo: subject, predicate, object, statement id
using TermIndex = std::uint16_t;  // of a type or a predicate, in byte order of their names

// A statement, without what it says beside its ends.
struct Edge {
  Node subject = 0;
  Node object = 0;
  StatementId id = 0;
  TermIndex predicate = 0;
  std::uint16_t confidence = 0;      // thousandths
  std::uint16_t evidence_count = 0;  // at most 65535
  Status status = Status::kAsserted;
  bool one_document = true;  // all of its evidence is in one article
};

// 24 bytes an edge, 4 for its place among the incoming ones, 10 an entity. Immutable; any number of
// threads may read.
class Adjacency {
 public:
  // Errors: kCorrupt with the key; kUnsupported beyond 2^32 statements.
  static Result<Adjacency> load(const Snapshot& snapshot);

  std::size_t node_count() const { return ids_.size(); }
  std::size_t edge_count() const { return edges_.size(); }

  EntityId id(Node node) const { return ids_[node]; }
  std::optional<Node> find(EntityId id) const;
  TermIndex type(Node node) const { return types_[node]; }

  const Edge& edge(EdgeIndex edge) const { return edges_[edge]; }
  std::span<const Edge> out(Node node) const {
    return std::span(edges_).subspan(first_out_[node], first_out_[node + 1] - first_out_[node]);
  }
  EdgeIndex first_out(Node node) const { return first_out_[node]; }  // the index of out(node)[0]
  // Statements about the node, by predicate, subject, statement id.
  std::span<const EdgeIndex> in(Node node) const {
    return std::span(in_).subspan(first_in_[node], first_in_[node + 1] - first_in_[node]);
  }
  std::size_t degree(Node node) const { return out(node).size() + in(node).size(); }

  const std::vector<std::string>& type_names() const { return type_names_; }
  const std::vector<std::string>& predicate_names() const { return predicate_names_; }
  std::optional<TermIndex> find_type(std::string_view name) const;
  std::optional<TermIndex> find_predicate(std::string_view name) const;

 private:
  std::vector<EntityId> ids_;
  std::vector<TermIndex> types_;
  std::vector<Edge> edges_;
  std::vector<EdgeIndex> first_out_, first_in_, in_;
  std::vector<std::string> type_names_, predicate_names_;
};

}  // namespace quipu
