#include "cli/answer.h"

#include <nlohmann/json.hpp>

#include "cli/display.h"
#include "cli/terminal.h"

namespace quipu {

using Json = nlohmann::ordered_json;

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += separator;
    text += part;
  }
  return text;
}

std::string title_line(const EntityRecord& entity) {
  return displayed(entity.name) + "  (" + displayed(entity.type) + ", " + id_text(entity.id) + ")";
}

std::string other_names_line(const EntityRecord& entity, std::string_view indent) {
  std::vector<std::string> others;
  for (const std::string& name : entity.names) {
    if (name != entity.name) others.push_back(displayed(name));
  }
  if (others.empty()) return {};
  return std::string(indent) + "also: " + joined(others, " | ") + "\n";
}

std::string confidence_text(std::uint16_t thousandths) {
  const std::string decimals = std::to_string(1000 + thousandths % 1000).substr(1);
  return (thousandths >= 1000 ? "1." : "0.") + decimals;
}

std::string details(const StatementRecord& statement) {
  std::vector<std::string> parts;
  if (statement.status != Status::kAsserted) parts.emplace_back(status_name(statement.status));
  for (const auto& [key, value] : statement.qualifiers) parts.push_back(key + ": " + value);
  parts.push_back(confidence_text(statement.confidence));
  return joined(parts, "; ");
}

std::string predicate_label(const Schema& schema, std::string_view predicate, bool outgoing) {
  if (const PredicateSchema* known = schema.predicate(predicate)) {
    const std::string& label = outgoing ? known->label_en : known->inverse_en;
    if (!label.empty()) return label;
  }
  return (outgoing ? "" : "(inverse) ") + std::string(predicate);
}

std::string quote_lines(const Quote& quote, std::string_view indent,
                        const std::vector<std::string>& words) {
  std::string text = std::string(indent) + '"' + highlighted(quote.text, words, terminal().colour) +
                     "\"\n" + std::string(indent) + "  " + displayed(quote.document.uri);
  if (!quote.document.published.empty()) text += ", " + displayed(quote.document.published);
  return text + "\n";
}

std::vector<TableColumn> statement_columns() {
  return {{"subject"},   {"subject_id"}, {"predicate"},  {"object"},
          {"object_id"}, {"status"},     {"qualifiers"}, {"confidence", true},
          {"uri"},       {"published"},  {"sentence"}};
}

void append_statement_cells(const StatementRecord& statement, const EntityRecord& subject,
                            const EntityRecord& object, const std::vector<Quote>& quotes,
                            std::vector<std::string>& row) {
  std::vector<std::string> qualifiers;
  for (const auto& [key, value] : statement.qualifiers) qualifiers.push_back(key + "=" + value);
  const Quote* quote = quotes.empty() ? nullptr : &quotes.front();
  row.insert(row.end(), {subject.name, id_text(subject.id), statement.predicate, object.name,
                         id_text(object.id), std::string(status_name(statement.status)),
                         joined(qualifiers, "; "), confidence_text(statement.confidence),
                         quote == nullptr ? std::string() : quote->document.uri,
                         quote == nullptr ? std::string() : quote->document.published,
                         quote == nullptr ? std::string() : quote->text});
}

Json json_of(const EntityRecord& entity) {
  return {{"id", id_text(entity.id)},
          {"type", entity.type},
          {"name", entity.name},
          {"names", entity.names}};
}

Json json_of(const Quote& quote) {
  return {{"document", id_text(quote.document.id)},
          {"uri", quote.document.uri},
          {"published", quote.document.published},
          {"language", quote.document.language},
          {"start", quote.span.begin},
          {"end", quote.span.end},
          {"text", quote.text}};
}

Json json_of(const StatementRecord& statement, const std::vector<Quote>& quotes) {
  Json json = {{"id", id_text(statement.id)},
               {"subject", id_text(statement.subject)},
               {"predicate", statement.predicate},
               {"object", id_text(statement.object)},
               {"qualifiers", statement.qualifiers},
               {"status", status_name(statement.status)},
               {"confidence", statement.confidence / 1000.0},
               {"method", statement.method},
               {"evidence_count", statement.evidence.size()},
               {"evidence", Json::array()}};
  for (const Quote& quote : quotes) json["evidence"].push_back(json_of(quote));
  return json;
}

}  // namespace quipu
