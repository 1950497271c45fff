// JSONL: every record on a line of its own, in the order document, entity, mention, statement.
#include <nlohmann/json.hpp>
#include <utility>

#include "export/formats.h"
#include "export/printable.h"
#include "export/source_quotes.h"

namespace quipu {
namespace {

using Json = nlohmann::ordered_json;

double fraction(std::uint16_t thousandths) { return thousandths / 1000.0; }

bool write_line(const Json& json, std::ostream& out) {
  out << json.dump() << '\n';
  return out.good();
}

Json names_json(const std::vector<std::string>& names) {
  Json list = Json::array();
  for (const std::string& name : names) list.push_back(printable(name));
  return list;
}

Json document_json(const DocumentRecord& document) {
  Json json = {{"kind", "document"},
               {"id", id_text(document.id)},
               {"uri", valid_utf8(document.uri)},
               {"language", valid_utf8(document.language)}};
  if (!document.title.empty()) json["title"] = valid_utf8(document.title);
  if (!document.published.empty()) json["published"] = valid_utf8(document.published);
  return json;
}

Json entity_json(const EntityRecord& entity) {
  Json json = {{"kind", "entity"},
               {"id", id_text(entity.id)},
               {"type", valid_utf8(entity.type)},
               {"name", printable(entity.name)},
               {"names", names_json(entity.names)}};
  if (!entity.labels.empty()) {
    json["labels"] = Json::object();
    for (const auto& [language, label] : entity.labels) {
      json["labels"][valid_utf8(language)] = printable(label);
    }
  }
  if (!entity.reasons.empty()) json["reasons"] = names_json(entity.reasons);
  return json;
}

Json mention_json(const MentionRecord& mention, const std::string& text) {
  Json json = {{"kind", "mention"},
               {"document", id_text(mention.document)},
               {"entity", id_text(mention.entity)},
               {"type", valid_utf8(mention.type)},
               {"text", valid_utf8(text)},
               {"start", mention.span.begin},
               {"end", mention.span.end}};
  if (mention.anaphor) json["anaphor"] = true;
  json["confidence"] = fraction(mention.confidence);
  return json;
}

Json statement_json(const StatementRecord& statement) {
  Json qualifiers = Json::object();
  for (const auto& [name, value] : statement.qualifiers) {
    qualifiers[valid_utf8(name)] = valid_utf8(value);
  }
  Json evidence = Json::array();
  for (const Evidence& e : statement.evidence) {
    evidence.push_back(
        {{"document", id_text(e.document)}, {"start", e.span.begin}, {"end", e.span.end}});
  }
  return {{"kind", "statement"},
          {"id", id_text(statement.id)},
          {"subject", id_text(statement.subject)},
          {"predicate", valid_utf8(statement.predicate)},
          {"object", id_text(statement.object)},
          {"qualifiers", std::move(qualifiers)},
          {"status", status_name(statement.status)},
          {"confidence", fraction(statement.confidence)},
          {"method", valid_utf8(statement.method)},
          {"evidence", std::move(evidence)}};
}

}  // namespace

Result<void> write_jsonl(const Snapshot& snapshot, const ExportOptions& options,
                         std::ostream& out) {
  Result<void> written;
  const auto documents = snapshot.for_each_document(
      [&](const DocumentRecord& document) { return write_line(document_json(document), out); });
  if (!documents) return tl::unexpected(documents.error());
  const auto entities = snapshot.for_each_entity(
      [&](const EntityRecord& entity) { return write_line(entity_json(entity), out); });
  if (!entities) return tl::unexpected(entities.error());
  SourceQuotes quotes(snapshot);
  const auto mentions = snapshot.for_each_mention([&](const MentionRecord& mention) {
    const auto text = quotes.quote(mention.document, mention.span);
    if (!text) {
      written = tl::unexpected(text.error());
      return false;
    }
    return write_line(mention_json(mention, *text), out);
  });
  if (!mentions) return tl::unexpected(mentions.error());
  if (!written) return written;
  const auto statements = snapshot.for_each_statement([&](const StatementRecord& statement) {
    if (statement.confidence < options.min_confidence) return true;
    return write_line(statement_json(statement), out);
  });
  if (!statements) return tl::unexpected(statements.error());
  return finish(written, out);
}

}  // namespace quipu
