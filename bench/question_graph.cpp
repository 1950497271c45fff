#include "bench/question_graph.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <random>
#include <set>
#include <string_view>
#include <tuple>

#include "extract/text/clean_text.h"

namespace quipu::bench {
namespace {

// In a thousand entities.
struct TypeShare {
  std::string_view type;
  std::size_t share;
  std::string_view stem;  // names are the stem and a number
};
constexpr std::array<TypeShare, 7> kTypes = {{{"Person", 430, "林远"},
                                              {"Organization", 220, "桂湖学校"},
                                              {"Event", 130, "Maple Forum "},
                                              {"Place", 70, "云溪"},
                                              {"Work", 80, "Reading Plan "},
                                              {"Award", 40, "金穗奖"},
                                              {"Program", 30, "Bridge Programme "}}};

// In a thousand statements.
struct PredicateShare {
  std::string_view predicate;
  std::size_t subject, object;  // into kTypes
  std::size_t share;
};
constexpr std::array<PredicateShare, 16> kPredicates = {{{"holds_position", 0, 1, 250},
                                                         {"attended", 0, 2, 220},
                                                         {"located_in", 1, 3, 120},
                                                         {"spoke_at", 0, 2, 60},
                                                         {"organized", 1, 2, 70},
                                                         {"part_of", 1, 1, 60},
                                                         {"held_in", 2, 3, 50},
                                                         {"received", 0, 5, 40},
                                                         {"presided_over", 0, 2, 30},
                                                         {"runs_program", 1, 6, 20},
                                                         {"published", 1, 4, 20},
                                                         {"signed", 1, 4, 20},
                                                         {"partnered_with", 1, 1, 15},
                                                         {"visited", 0, 1, 10},
                                                         {"met_with", 0, 0, 10},
                                                         {"funded", 1, 6, 5}}};

constexpr std::size_t kStatementsAnArticle = 10;
constexpr double kEntitiesAStatement = 0.35;

std::uint64_t hash(const std::string& text) { return document_id(text); }

class Maker {
 public:
  Maker(std::size_t statements, std::uint64_t seed) : statement_count_(statements), random_(seed) {}

  QuestionGraph make() {
    make_entities();
    make_articles();
    finish();
    return std::move(out_);
  }

 private:
  double uniform() { return static_cast<double>(random_() >> 11) * 0x1.0p-53; }

  // Few entities in many statements: the density of number i falls like i to the power of
  // 1/skew - 1.
  const EntityRecord& choose(std::size_t type, double skew) {
    const auto& [begin, end] = ranges_[type];
    const auto place =
        static_cast<std::size_t>(std::pow(uniform(), skew) * static_cast<double>(end - begin));
    return entities_[std::min(begin + place, end - 1)];
  }

  void make_entities() {
    const auto total =
        static_cast<std::size_t>(kEntitiesAStatement * static_cast<double>(statement_count_));
    for (const TypeShare& share : kTypes) {
      const std::size_t begin = entities_.size();
      const std::size_t count = std::max<std::size_t>(2, total * share.share / 1000);
      for (std::size_t i = 0; i < count; ++i) {
        const std::string name = std::string(share.stem) + std::to_string(i);
        entities_.push_back(
            {hash(std::string(share.type) + name), std::string(share.type), name, {name}, {}});
      }
      ranges_.emplace_back(begin, entities_.size());
    }
  }

  const PredicateShare& choose_predicate() {
    std::size_t left = static_cast<std::size_t>(uniform() * 1000);
    for (const PredicateShare& share : kPredicates) {
      if (left < share.share) return share;
      left -= share.share;
    }
    return kPredicates.back();
  }

  void make_articles() {
    std::map<std::tuple<EntityId, std::string_view, EntityId>, std::size_t> known;
    while (out_.graph.statements.size() < statement_count_) {
      Document& article = out_.documents.emplace_back();
      const std::size_t number = out_.documents.size();
      article.uri = "https://news.example/" + std::to_string(number);
      article.language = "en";
      article.published = std::to_string(2015 + number % 10) + "-0" +
                          std::to_string(1 + number % 9) + "-1" + std::to_string(number % 10);
      const DocumentId id = document_id(article);
      for (std::size_t i = 0; i < kStatementsAnArticle; ++i) {
        const PredicateShare& predicate = choose_predicate();
        const EntityRecord& subject = choose(predicate.subject, 2.0);
        const EntityRecord& object = choose(predicate.object, 3.0);
        if (subject.id == object.id) continue;
        const auto at = static_cast<std::uint32_t>(article.bytes.size());
        article.bytes += subject.name + " " + std::string(predicate.predicate) + " " + object.name +
                         ", as was said that day.\n";
        const auto end = static_cast<std::uint32_t>(article.bytes.size() - 1);
        mention(id, subject, at);
        mention(
            id, object,
            at + static_cast<std::uint32_t>(subject.name.size() + predicate.predicate.size()) + 2);
        auto& statements = out_.graph.statements;
        const auto [place, fresh] = known.try_emplace(
            std::tuple(subject.id, predicate.predicate, object.id), statements.size());
        const Evidence evidence = {id, {at, end}};
        if (fresh) {
          add(subject, predicate.predicate, object, evidence);
        } else {
          statements[place->second].evidence.push_back(evidence);
        }
      }
    }
  }

  void mention(DocumentId document, const EntityRecord& entity, std::uint32_t at) {
    out_.graph.mentions.push_back({document,
                                   {at, at + static_cast<std::uint32_t>(entity.name.size())},
                                   entity.id,
                                   entity.type,
                                   false,
                                   900});
  }

  void add(const EntityRecord& subject, std::string_view predicate, const EntityRecord& object,
           const Evidence& evidence) {
    StatementRecord statement;
    statement.id = hash(id_text(subject.id) + std::string(predicate) + id_text(object.id));
    statement.subject = subject.id;
    statement.predicate = predicate;
    statement.object = object.id;
    if (predicate == "holds_position") statement.qualifiers["title"] = "director";
    statement.confidence = static_cast<std::uint16_t>(800 + random_() % 200);
    statement.method = "model";
    statement.evidence = {evidence};
    out_.graph.statements.push_back(std::move(statement));
  }

  void finish() {
    LinkedGraph& graph = out_.graph;
    graph.statements.resize(statement_count_);
    for (StatementRecord& statement : graph.statements) {
      std::sort(statement.evidence.begin(), statement.evidence.end());
    }
    std::set<EntityId> used;
    for (const StatementRecord& statement : graph.statements) {
      used.insert(statement.subject);
      used.insert(statement.object);
    }
    for (const MentionRecord& mention : graph.mentions) used.insert(mention.entity);
    for (const EntityRecord& entity : entities_) {
      if (!used.contains(entity.id)) continue;
      graph.names.emplace_back(fold_name(entity.name), entity.id);
      graph.entities.push_back(entity);
    }
    std::sort(graph.entities.begin(), graph.entities.end(),
              [](const auto& a, const auto& b) { return a.id < b.id; });
    std::sort(graph.names.begin(), graph.names.end());
  }

  const std::size_t statement_count_;
  std::mt19937_64 random_;
  std::vector<EntityRecord> entities_;
  std::vector<std::pair<std::size_t, std::size_t>> ranges_;
  QuestionGraph out_;
};

}  // namespace

QuestionGraph make_question_graph(std::size_t statement_count, std::uint64_t seed) {
  return Maker(statement_count, seed).make();
}

}  // namespace quipu::bench
