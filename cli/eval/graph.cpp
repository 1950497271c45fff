#include "cli/eval/graph.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>
#include <variant>

#include "cli/eval/json_lines.h"

namespace quipu {
namespace {

using Json = nlohmann::json;
using Id = std::variant<std::int64_t, std::string>;  // in order: numbers, then strings

Id id_of(const Json& value) {
  if (value.is_number_integer()) return value.get<std::int64_t>();
  return value.get<std::string>();
}

struct RawEvidence {
  Id document;
  std::int64_t begin = 0, end = 0;
};
struct RawStatement {
  Id subject, object;
  ScoredStatement statement;
  std::vector<RawEvidence> evidence;
};
struct RawMention {
  Id document, entity;
  ScoredMention mention;
};

// An export as it is read, before ids become places.
struct RawGraph {
  std::vector<std::pair<Id, std::string>> documents;  // id and uri
  std::map<Id, ScoredEntity> entities;
  std::vector<RawMention> mentions;
  std::vector<RawStatement> statements;
};

std::vector<std::string> texts(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() ? std::vector<std::string>()
                               : found->get<std::vector<std::string>>();
}

RawStatement statement_of(const Json& json) {
  RawStatement raw;
  raw.subject = id_of(json.at("subject"));
  raw.object = id_of(json.at("object"));
  raw.statement.predicate = json.at("predicate").get<std::string>();
  raw.statement.status = text_or(json, "status", "asserted");
  raw.statement.confidence = json.value("confidence", 1.0);
  if (const auto qualifiers = json.find("qualifiers"); qualifiers != json.end()) {
    for (const auto& [name, value] : qualifiers->items()) {
      raw.statement.qualifiers[name] = value_text(value);
    }
  }
  if (const auto evidence = json.find("evidence"); evidence != json.end()) {
    for (const Json& piece : *evidence) {
      raw.evidence.push_back({id_of(piece.at("document")), piece.at("start").get<std::int64_t>(),
                              piece.at("end").get<std::int64_t>()});
    }
  }
  return raw;
}

void read_line(const Json& json, double min_confidence, RawGraph& raw) {
  const std::string kind = text_or(json, "kind", "");
  if (kind == "document") {
    raw.documents.emplace_back(id_of(json.at("id")), json.at("uri").get<std::string>());
  } else if (kind == "entity") {
    raw.entities[id_of(json.at("id"))] = {true, json.at("type").get<std::string>(),
                                          json.at("name").get<std::string>(), texts(json, "names")};
  } else if (kind == "mention") {
    ScoredMention mention;
    mention.type = json.at("type").get<std::string>();
    mention.text = json.at("text").get<std::string>();
    mention.begin = json.at("start").get<std::int64_t>();
    mention.end = json.at("end").get<std::int64_t>();
    raw.mentions.push_back(
        {id_of(json.at("document")), id_of(json.at("entity")), std::move(mention)});
  } else if (kind == "statement" && json.value("confidence", 1.0) >= min_confidence) {
    raw.statements.push_back(statement_of(json));
  }
}

ScoredGraph with_places(RawGraph raw) {
  for (const RawStatement& statement : raw.statements) {
    raw.entities[statement.subject];
    raw.entities[statement.object];
  }
  ScoredGraph graph;
  std::map<Id, ScoredEntityId> place_of;
  for (auto& [id, entity] : raw.entities) {
    place_of.emplace(id, static_cast<ScoredEntityId>(graph.entities.size()));
    graph.entities.push_back(std::move(entity));
  }
  std::map<Id, std::size_t> document_of;
  for (const auto& [id, uri] : raw.documents) {
    const auto [known, is_new] = document_of.emplace(id, graph.documents.size());
    if (is_new) graph.documents.emplace_back();
    graph.documents[known->second].base_name = base_name(uri);
  }
  for (RawMention& raw_mention : raw.mentions) {
    const auto document = document_of.find(raw_mention.document);
    const auto entity = place_of.find(raw_mention.entity);
    if (document == document_of.end() || entity == place_of.end()) continue;
    if (!graph.entities[entity->second].described) continue;
    raw_mention.mention.entity = entity->second;
    graph.documents[document->second].mentions.push_back(std::move(raw_mention.mention));
  }
  for (RawStatement& statement : raw.statements) {
    const auto place = static_cast<std::uint32_t>(graph.statements.size());
    if (statement.evidence.empty()) ++graph.without_evidence;
    for (const RawEvidence& evidence : statement.evidence) {
      const auto found = document_of.find(evidence.document);
      if (found == document_of.end()) continue;
      ScoredDocument& document = graph.documents[found->second];
      document.evidence.emplace_back(evidence.begin, evidence.end);
      if (document.statements.empty() || document.statements.back() != place) {
        document.statements.push_back(place);
      }
    }
    statement.statement.subject = place_of.at(statement.subject);
    statement.statement.object = place_of.at(statement.object);
    graph.statements.push_back(std::move(statement.statement));
  }
  return graph;
}

Id store_id(std::uint64_t id) { return id_text(id); }

Result<void> read_mentions(const Snapshot& snapshot, DocumentId document, RawGraph& raw) {
  const auto bytes = snapshot.document_bytes(document);
  if (!bytes) return tl::unexpected(bytes.error());
  const auto mentions = snapshot.mentions_in(document);
  if (!mentions) return tl::unexpected(mentions.error());
  for (const MentionRecord& mention : *mentions) {
    if (mention.span.begin > bytes->size()) continue;  // verify reports it
    raw.mentions.push_back(
        {store_id(document), store_id(mention.entity),
         ScoredMention{0, mention.type, bytes->substr(mention.span.begin, mention.span.size()),
                       mention.span.begin, mention.span.end}});
  }
  return {};
}

}  // namespace

std::string base_name(std::string_view uri) {
  const auto slash = uri.rfind('/');
  return std::string(slash == std::string_view::npos ? uri : uri.substr(slash + 1));
}

Result<ScoredGraph> read_export(std::istream& in, const std::string& file, double min_confidence) {
  RawGraph raw;
  const auto read =
      for_each_json_line(in, file, [&](const Json& json) { read_line(json, min_confidence, raw); });
  if (!read) return tl::unexpected(read.error());
  return with_places(std::move(raw));
}

Result<ScoredGraph> read_snapshot(const Snapshot& snapshot, double min_confidence) {
  RawGraph raw;
  std::vector<DocumentId> ids;
  const auto documents = snapshot.for_each_document([&](const DocumentRecord& document) {
    ids.push_back(document.id);
    raw.documents.emplace_back(store_id(document.id), document.uri);
    return true;
  });
  if (!documents) return tl::unexpected(documents.error());
  const auto entities = snapshot.for_each_entity([&](const EntityRecord& entity) {
    raw.entities[store_id(entity.id)] = {true, entity.type, entity.name, entity.names};
    return true;
  });
  if (!entities) return tl::unexpected(entities.error());
  for (const DocumentId id : ids) {
    if (auto read = read_mentions(snapshot, id, raw); !read) return tl::unexpected(read.error());
  }
  const auto statements = snapshot.for_each_statement([&](const StatementRecord& record) {
    if (record.confidence / 1000.0 < min_confidence) return true;
    RawStatement statement{
        store_id(record.subject),
        store_id(record.object),
        ScoredStatement{0, 0, record.predicate, std::string(status_name(record.status)),
                        record.qualifiers, record.confidence / 1000.0},
        {}};
    for (const Evidence& evidence : record.evidence) {
      statement.evidence.push_back(
          {store_id(evidence.document), evidence.span.begin, evidence.span.end});
    }
    raw.statements.push_back(std::move(statement));
    return true;
  });
  if (!statements) return tl::unexpected(statements.error());
  return with_places(std::move(raw));
}

}  // namespace quipu
