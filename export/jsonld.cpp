// JSON-LD 1.1 on schema.org and PROV-O with an inline context: documents, entities, and each
// statement as a node with its evidence. One node a line.
#include <array>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "export/formats.h"
#include "export/printable.h"
#include "export/source_quotes.h"

namespace quipu {
namespace {

using Json = nlohmann::ordered_json;

Json id_term(const char* iri) { return {{"@id", iri}, {"@type", "@id"}}; }
Json typed_term(const char* iri, const char* type) { return {{"@id", iri}, {"@type", type}}; }

Json context() {
  return {{"@version", 1.1},
          {"schema", "https://schema.org/"},
          {"prov", "http://www.w3.org/ns/prov#"},
          {"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
          {"xsd", "http://www.w3.org/2001/XMLSchema#"},
          {"quipu", "https://quipu.example/ns#"},
          {"qualifier", "https://quipu.example/ns/qualifier#"},
          {"id", "@id"},
          {"type", "@type"},
          {"name", "schema:name"},
          {"alternateName", "schema:alternateName"},
          {"identifier", "schema:identifier"},
          {"headline", "schema:headline"},
          {"inLanguage", "schema:inLanguage"},
          {"datePublished", "schema:datePublished"},
          {"subject", id_term("rdf:subject")},
          {"predicate", id_term("rdf:predicate")},
          {"object", id_term("rdf:object")},
          {"reason", "quipu:reason"},
          {"status", "quipu:status"},
          {"method", "quipu:method"},
          {"confidence", typed_term("quipu:confidence", "xsd:decimal")},
          {"evidence", id_term("quipu:evidence")},
          {"byteStart", typed_term("quipu:byteStart", "xsd:integer")},
          {"byteEnd", typed_term("quipu:byteEnd", "xsd:integer")},
          {"quote", "quipu:quote"},
          {"wasDerivedFrom", id_term("prov:wasDerivedFrom")},
          {"wasQuotedFrom", id_term("prov:wasQuotedFrom")}};
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kSchemaTypes = {
    {{"Person", "schema:Person"},
     {"Organization", "schema:Organization"},
     {"Event", "schema:Event"},
     {"Place", "schema:Place"},
     {"Work", "schema:CreativeWork"}}};

std::string decimal(std::uint16_t thousandths) {
  std::string text = std::to_string(1000 + thousandths % 1000);
  return std::to_string(thousandths / 1000) + "." + text.substr(1);
}

// The name of a schema's term as the last part of an IRI: what is not plain ASCII is %-encoded.
std::string local_name(std::string_view term) {
  std::string out;
  for (const char c : term) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                       c == '_' || c == '-';
    if (plain) {
      out += c;
    } else {
      constexpr std::string_view kHex = "0123456789ABCDEF";
      out += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return out;
}

std::string quipu_iri(std::string_view term) { return "quipu:" + local_name(term); }
std::string entity_iri(EntityId id) { return "urn:quipu:entity:" + id_text(id); }
std::string document_iri(DocumentId id) { return "urn:quipu:document:" + id_text(id); }

std::string evidence_iri(const Evidence& evidence) {
  return "urn:quipu:evidence:" + id_text(evidence.document) + ":" +
         std::to_string(evidence.span.begin) + "-" + std::to_string(evidence.span.end);
}

Json document_node(const DocumentRecord& document) {
  Json node = {{"id", document_iri(document.id)},
               {"type", {"schema:NewsArticle", "prov:Entity"}},
               {"identifier", valid_utf8(document.uri)}};
  if (!document.title.empty()) node["headline"] = valid_utf8(document.title);
  if (!document.language.empty()) node["inLanguage"] = valid_utf8(document.language);
  if (!document.published.empty()) node["datePublished"] = valid_utf8(document.published);
  return node;
}

Json entity_node(const EntityRecord& entity) {
  Json types = Json::array({quipu_iri(entity.type)});
  for (const auto& [type, schema_type] : kSchemaTypes) {
    if (type == entity.type) types.insert(types.begin(), schema_type);
  }
  Json others = Json::array();
  for (const std::string& name : entity.names) {
    if (name != entity.name) others.push_back(printable(name));
  }
  Json node = {{"id", entity_iri(entity.id)}, {"type", types}, {"name", printable(entity.name)}};
  if (!others.empty()) node["alternateName"] = std::move(others);
  if (!entity.reasons.empty()) {
    Json reasons = Json::array();
    for (const std::string& reason : entity.reasons) reasons.push_back(printable(reason));
    node["reason"] = std::move(reasons);
  }
  return node;
}

Result<Json> statement_node(const StatementRecord& statement, SourceQuotes& quotes) {
  Json evidence = Json::array();
  std::set<std::string> sources;
  for (const Evidence& e : statement.evidence) {
    const auto quote = quotes.quote(e);
    if (!quote) return tl::unexpected(quote.error());
    sources.insert(document_iri(e.document));
    evidence.push_back({{"id", evidence_iri(e)},
                        {"type", {"quipu:Evidence", "prov:Entity"}},
                        {"wasQuotedFrom", document_iri(e.document)},
                        {"byteStart", std::to_string(e.span.begin)},
                        {"byteEnd", std::to_string(e.span.end)},
                        {"quote", valid_utf8(*quote)}});
  }
  const std::string predicate = quipu_iri(statement.predicate);
  Json subject = {{"id", entity_iri(statement.subject)}};
  // What holds is said directly, too, for those who do not look at statements as nodes.
  if (statement.status == Status::kAsserted) {
    subject[predicate] = {{"id", entity_iri(statement.object)}};
  }
  Json node = {{"id", "urn:quipu:statement:" + id_text(statement.id)},
               {"type", {"quipu:Statement", "rdf:Statement", "prov:Entity"}},
               {"subject", std::move(subject)},
               {"predicate", predicate},
               {"object", entity_iri(statement.object)},
               {"status", status_name(statement.status)},
               {"confidence", decimal(statement.confidence)},
               {"method", valid_utf8(statement.method)}};
  for (const auto& [name, value] : statement.qualifiers) {
    node["qualifier:" + local_name(name)] = valid_utf8(value);
  }
  node["evidence"] = std::move(evidence);
  node["wasDerivedFrom"] = sources;
  return node;
}

// The nodes of @graph, separated by commas.
class NodeList {
 public:
  explicit NodeList(std::ostream& out) : out_(out) {}
  bool add(const Json& node) {
    out_ << (first_ ? "\n" : ",\n") << node.dump();
    first_ = false;
    return out_.good();
  }

 private:
  std::ostream& out_;
  bool first_ = true;
};

}  // namespace

Result<void> write_jsonld(const Snapshot& snapshot, const ExportOptions& options,
                          std::ostream& out) {
  out << "{\"@context\":" << context().dump() << ",\n\"@graph\":[";
  NodeList nodes(out);
  const auto documents = snapshot.for_each_document(
      [&](const DocumentRecord& document) { return nodes.add(document_node(document)); });
  if (!documents) return tl::unexpected(documents.error());
  const auto entities = snapshot.for_each_entity(
      [&](const EntityRecord& entity) { return nodes.add(entity_node(entity)); });
  if (!entities) return tl::unexpected(entities.error());
  SourceQuotes quotes(snapshot);
  Result<void> written;
  const auto statements = snapshot.for_each_statement([&](const StatementRecord& statement) {
    if (!is_fact(statement) || statement.confidence < options.min_confidence) return true;
    const auto node = statement_node(statement, quotes);
    if (!node) {
      written = tl::unexpected(node.error());
      return false;
    }
    return nodes.add(*node);
  });
  if (!statements) return tl::unexpected(statements.error());
  out << "\n]}\n";
  return finish(written, out);
}

}  // namespace quipu
