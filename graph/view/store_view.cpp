#include "graph/view/store_view.h"

#include <algorithm>
#include <set>

#include "extract/text/clean_text.h"

namespace quipu::cypher {
namespace {

constexpr std::size_t kRecordsKept = 4096;

Value list_of(const std::vector<std::string>& strings) {
  Items items;
  for (const std::string& text : strings) items.emplace_back(text);
  return items;
}

std::int64_t document_count(const StatementRecord& statement) {
  std::set<DocumentId> documents;
  for (const Evidence& evidence : statement.evidence) documents.insert(evidence.document);
  return static_cast<std::int64_t>(documents.size());
}

double confidence_of(std::uint16_t thousandths) { return thousandths / 1000.0; }

}  // namespace

StoreView::StoreView(const Snapshot& snapshot, Adjacency graph)
    : snapshot_(snapshot),
      graph_(std::move(graph)),
      label_counts_(graph_.type_names().size()),
      type_counts_(graph_.predicate_names().size()),
      quoter_(snapshot) {
  for (Node node = 0; node < graph_.node_count(); ++node) ++label_counts_[graph_.type(node)];
  for (EdgeIndex edge = 0; edge < graph_.edge_count(); ++edge) {
    ++type_counts_[graph_.edge(edge).predicate];
  }
}

Result<std::unique_ptr<StoreView>> StoreView::load(const Snapshot& snapshot) {
  auto graph = Adjacency::load(snapshot);
  if (!graph) return tl::unexpected(graph.error());
  return std::unique_ptr<StoreView>(new StoreView(snapshot, std::move(*graph)));
}

Result<const EntityRecord*> StoreView::entity(NodeId node) const {
  if (const auto known = entities_.find(node); known != entities_.end()) return &known->second;
  auto record = snapshot_.entity(graph_.id(node));
  if (!record) return tl::unexpected(record.error());
  if (entities_.size() >= kRecordsKept) entities_.clear();
  return &entities_.emplace(node, std::move(*record)).first->second;
}

Result<const StatementRecord*> StoreView::statement(RelationshipId relationship) const {
  const auto known = statements_.find(relationship);
  if (known != statements_.end()) return &known->second;
  const Edge& edge = graph_.edge(relationship);
  auto record =
      snapshot_.statement(graph_.id(edge.subject), graph_.predicate_names()[edge.predicate],
                          graph_.id(edge.object), edge.id);
  if (!record) return tl::unexpected(record.error());
  if (statements_.size() >= kRecordsKept) statements_.clear();
  return &statements_.emplace(relationship, std::move(*record)).first->second;
}

Result<Value> StoreView::property(NodeRef node, std::string_view key) const {
  if (key == "id") return id_text(graph_.id(node.id));
  if (key == "type") return Value(graph_.type_names()[graph_.type(node.id)]);
  if (key != "name" && key != "names") return Value();
  const auto record = entity(node.id);
  if (!record) return tl::unexpected(record.error());
  return key == "name" ? Value((*record)->name) : list_of((*record)->names);
}

Result<Value> StoreView::property(RelationshipRef relationship, std::string_view key) const {
  const Edge& edge = graph_.edge(relationship.id);
  if (key == "id") return id_text(edge.id);
  if (key == "status") return Value(std::string_view(status_name(edge.status)));
  if (key == "confidence") return confidence_of(edge.confidence);
  const auto record = statement(relationship.id);
  if (!record) return tl::unexpected(record.error());
  if (key == "method") return Value((*record)->method);
  if (key == "documents") return document_count(**record);
  const auto found = (*record)->qualifiers.find(std::string(key));
  return found == (*record)->qualifiers.end() ? Value() : Value(found->second);
}

Result<Entries> StoreView::properties(NodeRef node) const {
  const auto record = entity(node.id);
  if (!record) return tl::unexpected(record.error());
  return Entries{{"id", id_text((*record)->id)},
                 {"name", (*record)->name},
                 {"names", list_of((*record)->names)},
                 {"type", (*record)->type}};
}

Result<Entries> StoreView::properties(RelationshipRef relationship) const {
  const auto record = statement(relationship.id);
  if (!record) return tl::unexpected(record.error());
  Entries entries;
  for (const auto& [key, value] : (*record)->qualifiers) entries.emplace(key, value);
  // What the store says of a statement outranks a qualifier of the same name.
  entries.insert_or_assign("id", id_text((*record)->id));
  entries.insert_or_assign("status", std::string_view(status_name((*record)->status)));
  entries.insert_or_assign("confidence", confidence_of((*record)->confidence));
  entries.insert_or_assign("method", (*record)->method);
  entries.insert_or_assign("documents", document_count(**record));
  return entries;
}

Result<std::optional<std::vector<NodeId>>> StoreView::lookup(std::string_view key,
                                                             const Value& value) const {
  std::vector<NodeId> nodes;
  if (key != "id" && key != "name" && key != "names") return std::nullopt;
  if (!value.string()) return nodes;
  std::vector<EntityId> ids;
  if (key == "id") {
    EntityId id = 0;
    if (parse_id(*value.string(), &id)) ids.push_back(id);
  } else {
    auto named = snapshot_.entities_named(fold_name(*value.string()));
    if (!named) return tl::unexpected(named.error());
    ids = std::move(*named);
  }
  for (const EntityId id : ids) {
    if (const auto node = graph_.find(id)) nodes.push_back(*node);
  }
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  return nodes;
}

Result<bool> StoreView::is_named(NodeRef node, std::string_view name) const {
  const auto record = entity(node.id);
  if (!record) return tl::unexpected(record.error());
  const std::string folded = fold_name(name);
  const auto& names = (*record)->names;
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& one) { return fold_name(one) == folded; });
}

Result<Value> StoreView::evidence(RelationshipRef relationship) const {
  const auto record = statement(relationship.id);
  if (!record) return tl::unexpected(record.error());
  const auto quotes = quoter_.quotes(**record, (*record)->evidence.size());
  if (!quotes) return tl::unexpected(quotes.error());
  Items sentences;
  for (const Quote& quote : *quotes) {
    sentences.emplace_back(Entries{{"sentence", quote.text},
                                   {"uri", quote.document.uri},
                                   {"published", quote.document.published},
                                   {"begin", std::int64_t{quote.span.begin}},
                                   {"end", std::int64_t{quote.span.end}}});
  }
  return Value(std::move(sentences));
}

}  // namespace quipu::cypher
