#include "article.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace quipu::test {

std::uint32_t Article::add(std::string type, std::vector<std::string> names) {
  const auto id = static_cast<std::uint32_t>(extraction.entities.size());
  extraction.entities.push_back({std::move(type), std::move(names)});
  for (const std::string& name : extraction.entities[id].names) {
    mention(id, 1, static_cast<std::uint32_t>(name.size()));
  }
  return id;
}

void Article::mention(std::uint32_t entity, std::uint32_t times, std::uint32_t byte_count) {
  for (; times > 0; --times) {
    Mention& mention = extraction.mentions.emplace_back();
    mention.span = {at_, at_ + byte_count};
    mention.type = extraction.entities[entity].type;
    mention.entity = static_cast<std::int32_t>(entity);
    at_ += byte_count + 1;
  }
}

void Article::say(std::uint32_t subject, std::string predicate, std::uint32_t object,
                  Qualifiers qualifiers, Status status) {
  Statement& statement = extraction.statements.emplace_back();
  statement.subject = subject;
  statement.predicate = std::move(predicate);
  statement.object = object;
  statement.qualifiers = std::move(qualifiers);
  statement.status = status;
  statement.method = "test";
  statement.evidence = {{0, at_}};
}

LinkInput Article::input() const { return {id(), "zh", extraction, {}, {}}; }

std::vector<LinkInput> inputs(const std::vector<Article>& articles) {
  std::vector<LinkInput> out;
  for (const Article& article : articles) out.push_back(article.input());
  return out;
}

std::size_t count_named(const LinkedGraph& graph, std::string_view name) {
  return static_cast<std::size_t>(
      std::count_if(graph.entities.begin(), graph.entities.end(), [&](const EntityRecord& entity) {
        return std::find(entity.names.begin(), entity.names.end(), name) != entity.names.end();
      }));
}

const EntityRecord& named(const LinkedGraph& graph, std::string_view name) {
  for (const EntityRecord& entity : graph.entities) {
    if (std::find(entity.names.begin(), entity.names.end(), name) != entity.names.end()) {
      return entity;
    }
  }
  throw std::runtime_error("no entity is named " + std::string(name));
}

std::string dump(const LinkedGraph& graph) {
  std::string out;
  const auto field = [&](std::string_view text) { (out += text) += '\t'; };
  for (const EntityRecord& entity : graph.entities) {
    field(id_text(entity.id));
    field(entity.type);
    field(entity.name);
    for (const std::string& name : entity.names) field(name);
    for (const std::string& reason : entity.reasons) field(reason);
    out += '\n';
  }
  for (const StatementRecord& statement : graph.statements) {
    field(id_text(statement.id));
    field(id_text(statement.subject));
    field(statement.predicate);
    field(id_text(statement.object));
    field(status_name(statement.status));
    field(std::to_string(statement.confidence));
    field(statement.method);
    for (const auto& [name, value] : statement.qualifiers) field(name + "=" + value);
    for (const Evidence& e : statement.evidence) {
      field(id_text(e.document) + ":" + std::to_string(e.span.begin) + "-" +
            std::to_string(e.span.end));
    }
    out += '\n';
  }
  for (const MentionRecord& mention : graph.mentions) {
    field(id_text(mention.document));
    field(std::to_string(mention.span.begin) + "-" + std::to_string(mention.span.end));
    field(id_text(mention.entity));
    out += '\n';
  }
  for (const auto& [name, id] : graph.names) field(name + "=" + id_text(id));
  for (const auto& [key, reason] : graph.decisions) field(key + "=" + reason);
  return out;
}

}  // namespace quipu::test
