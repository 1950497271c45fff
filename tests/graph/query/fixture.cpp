#include "tests/graph/query/fixture.h"

#include <algorithm>
#include <random>
#include <set>

#include "extract/text/clean_text.h"

namespace quipu::test {

EntityId GraphMaker::entity(const std::string& type, const std::string& name,
                            const std::vector<std::string>& names) {
  const EntityId id = document_id(type + "/" + name);
  EntityRecord record{id, type, name, names, {}, {}};
  record.names.push_back(name);
  std::sort(record.names.begin(), record.names.end());
  for (const std::string& one : record.names) graph_.names.emplace_back(fold_name(one), id);
  graph_.entities.push_back(std::move(record));
  return id;
}

void GraphMaker::say(EntityId subject, const std::string& predicate, EntityId object,
                     const Saying& saying) {
  const auto name_of = [this](EntityId id) {
    return std::find_if(graph_.entities.begin(), graph_.entities.end(),
                        [id](const EntityRecord& entity) { return entity.id == id; })
        ->name;
  };
  Document& article = articles_[saying.article];
  article.uri = "https://news.example/" + saying.article;
  article.published = saying.published;
  article.language = "en";
  const std::string first = name_of(subject), second = name_of(object);
  const auto begin = static_cast<std::uint32_t>(article.bytes.size());
  article.bytes += first + " ~ " + second + ".\n";
  const auto end = static_cast<std::uint32_t>(article.bytes.size() - 1);
  const DocumentId document = document_id(article);
  const auto mention = [&](EntityId id, std::size_t at, const std::string& name) {
    const auto place = static_cast<std::uint32_t>(begin + at);
    graph_.mentions.push_back({document,
                               {place, place + static_cast<std::uint32_t>(name.size())},
                               id,
                               "Person",
                               false,
                               1000});
  };
  mention(subject, 0, first);
  mention(object, first.size() + 3, second);

  const Evidence evidence = {document, {begin, end}};
  for (StatementRecord& known : graph_.statements) {
    if (known.subject == subject && known.predicate == predicate && known.object == object &&
        known.qualifiers == saying.qualifiers && known.status == saying.status) {
      known.evidence.push_back(evidence);
      std::sort(known.evidence.begin(), known.evidence.end());
      return;
    }
  }
  StatementRecord statement;
  statement.id = document_id(std::to_string(graph_.statements.size()) + predicate);
  statement.subject = subject;
  statement.predicate = predicate;
  statement.object = object;
  statement.qualifiers = saying.qualifiers;
  statement.status = saying.status;
  statement.confidence = saying.confidence;
  statement.method = "gold";
  statement.evidence = {evidence};
  graph_.statements.push_back(std::move(statement));
}

Store GraphMaker::store(const TemporaryFolder& folder) {
  Store store = open_store(folder / "kg");
  for (const auto& [address, article] : articles_) value(store.put(article, {}));
  value(store.replace_linked(graph_));
  return store;
}

GraphMaker random_graph(std::size_t nodes, std::size_t edges, unsigned seed,
                        std::vector<EntityId>& entities) {
  std::mt19937 random(seed);
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  GraphMaker maker;
  entities.clear();
  for (std::size_t i = 0; i < nodes; ++i) {
    entities.push_back(maker.entity("Person", "p" + std::to_string(i)));
  }
  for (std::size_t i = 0; i < edges; ++i) {
    // The smaller numbers are in more statements.
    const EntityId a = entities[below(1 + below(nodes))], b = entities[below(nodes)];
    if (a == b) continue;
    GraphMaker::Saying saying;
    saying.confidence = static_cast<std::uint16_t>(700 + below(301));
    saying.article = "a" + std::to_string(below(20));
    const std::size_t kind = below(20);
    saying.status = kind == 0 ? Status::kNegated : kind == 1 ? Status::kPlanned : Status::kAsserted;
    maker.say(a, below(2) == 0 ? "met_with" : "visited", b, saying);
  }
  return maker;
}

}  // namespace quipu::test
