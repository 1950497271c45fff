#include "cli/eval/gold.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "cli/eval/json_lines.h"

namespace quipu {
namespace {

using Json = nlohmann::json;

bool flag(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_boolean() && found->get<bool>();
}

GoldEntity entity_of(const Json& json) {
  GoldEntity entity;
  entity.id = json.at("id").get<std::string>();
  entity.type = json.at("type").get<std::string>();
  entity.names = json.at("names").get<std::vector<std::string>>();
  entity.link = text_or(json, "link", "");
  entity.optional = flag(json, "optional");
  return entity;
}

GoldStatement statement_of(const Json& json) {
  GoldStatement statement;
  statement.subject = json.at("s").get<std::string>();
  statement.predicate = json.at("p").get<std::string>();
  statement.object = json.at("o").get<std::string>();
  statement.status = text_or(json, "status", "asserted");
  statement.optional = flag(json, "optional");
  if (const auto qualifiers = json.find("q"); qualifiers != json.end()) {
    for (const auto& [name, value] : qualifiers->items()) {
      statement.qualifiers[name] = value_text(value);
    }
  }
  return statement;
}

GoldDocument document_of(const Json& json) {
  GoldDocument document;
  document.doc = json.at("doc").get<std::string>();
  document.language = text_or(json, "lang", "?");
  document.kind = text_or(json, "kind", "?");
  if (const auto mentions = json.find("mentions"); mentions != json.end()) {
    for (const Json& mention : *mentions) {
      document.mentions.push_back(
          {mention.at("type").get<std::string>(), mention.at("start").get<std::int64_t>(),
           mention.at("end").get<std::int64_t>(), flag(mention, "anaphor")});
    }
  }
  for (const Json& entity : json.at("entities")) document.entities.push_back(entity_of(entity));
  for (const Json& statement : json.at("statements")) {
    document.statements.push_back(statement_of(statement));
  }
  if (const auto forbidden = json.find("forbidden"); forbidden != json.end()) {
    document.forbidden = forbidden->get<std::vector<std::string>>();
  }
  return document;
}

}  // namespace

Result<std::vector<GoldDocument>> read_gold(std::istream& in, const std::string& file) {
  std::vector<GoldDocument> documents;
  const auto read = for_each_json_line(
      in, file, [&](const Json& json) { documents.push_back(document_of(json)); });
  if (!read) return tl::unexpected(read.error());
  return documents;
}

}  // namespace quipu
