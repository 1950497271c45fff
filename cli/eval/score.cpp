#include "cli/eval/score.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "extract/text/clean_text.h"

namespace quipu {
namespace {

constexpr std::string_view kDefaultStatus = "asserted";

bool is_lenient(std::string_view predicate) {  // gold need not list every containment
  return predicate == "located_in" || predicate == "part_of";
}
bool has_title(std::string_view predicate) {
  return predicate == "holds_position" || predicate == "appointed";
}
bool is_symmetric(std::string_view predicate) {
  return predicate == "partnered_with" || predicate == "met_with";
}

double ratio(std::uint64_t part, std::uint64_t rest) {
  return part + rest > 0 ? static_cast<double>(part) / static_cast<double>(part + rest) : 0.0;
}
double harmonic_mean(double a, double b) { return a + b > 0 ? 2 * a * b / (a + b) : 0.0; }

// A statement's identity for scoring; End is a gold id or an entity's place.
template <typename End>
struct Key {
  End subject{};
  std::string predicate;
  End object{};
  std::string title, status;
  auto operator<=>(const Key&) const = default;
};

std::string title_of(const std::map<std::string, std::string>& qualifiers) {
  const auto title = qualifiers.find("title");
  return title == qualifiers.end() ? std::string() : title->second;
}

// Found gold entities, for linking.
struct Found {
  const std::string* doc;
  const std::string* language;
  const std::string* type;
  std::string link;
  ScoredEntityId entity;
};

class Scorer {
 public:
  Scorer(const ScoredGraph& graph, const ArticleBytes& article) : graph_(graph), article_(article) {
    for (const ScoredDocument& document : graph.documents) {
      documents_[document.base_name] = &document;
    }
    scores_.without_evidence = graph.without_evidence;
  }

  void add(const GoldDocument& gold) {
    const auto found = documents_.find(gold.doc);
    if (found == documents_.end()) scores_.missing_documents.push_back(gold.doc);
    static const ScoredDocument kNone;
    gold_ = &gold;
    document_ = found == documents_.end() ? &kNone : found->second;
    match_.clear();
    if (found != documents_.end()) check_spans();
    score_mentions();
    score_entities();
    score_traps();
    score_statements();
  }

  Scores finish() {
    score_b_cubed();
    score_pairs();
    return std::move(scores_);
  }

 private:
  using GoldKey = Key<std::string>;

  const std::string& folded(const std::string& text) {
    const auto known = folded_.find(text);
    if (known != folded_.end()) return known->second;
    return folded_.emplace(text, fold_name(text)).first->second;
  }

  void error(std::string kind, std::string what, std::string detail) {
    scores_.errors.push_back({std::move(kind), gold_->doc, std::move(what), std::move(detail)});
  }

  template <typename End>
  Key<End> key(End subject, const std::string& predicate, End object, const std::string& title,
               const std::string& status) {
    if (is_symmetric(predicate) && object < subject) std::swap(subject, object);
    const bool titled = has_title(predicate) && !title.empty();
    return {std::move(subject), predicate, std::move(object),
            titled ? folded(title) : std::string(), status};
  }

  void check_spans() {
    const auto bytes = article_ ? article_(gold_->doc) : std::nullopt;
    if (!bytes) return;
    const auto size = static_cast<std::int64_t>(bytes->size());
    for (const ScoredMention& mention : document_->mentions) {
      const bool inside = 0 <= mention.begin && mention.begin <= mention.end && mention.end <= size;
      const auto length = static_cast<std::size_t>(mention.end - mention.begin);
      if (!inside ||
          bytes->compare(static_cast<std::size_t>(mention.begin), length, mention.text) != 0) {
        ++scores_.unsound_spans;
      }
    }
    for (const auto& [begin, end] : document_->evidence) {
      if (!(0 <= begin && begin < end && end <= size)) ++scores_.unsound_spans;
    }
  }

  void score_mentions() {
    if (gold_->mentions.empty()) return;
    using Span = std::tuple<std::int64_t, std::int64_t, std::string>;
    std::set<Span> wanted, got;
    std::set<std::pair<std::int64_t, std::int64_t>> free;  // anaphors neither gain nor cost
    for (const GoldMention& mention : gold_->mentions) {
      if (mention.anaphor) {
        free.emplace(mention.begin, mention.end);
      } else if (mention.type != kTitleType && mention.type != kDateType) {
        wanted.emplace(mention.begin, mention.end, mention.type);
      }
    }
    for (const ScoredMention& mention : document_->mentions) {
      if (free.contains({mention.begin, mention.end})) continue;
      got.emplace(mention.begin, mention.end, mention.type);
    }
    for (const Span& span : got) {
      Tally& tally = scores_.mentions[std::get<2>(span)];
      ++(wanted.contains(span) ? tally.right : tally.wrong);
    }
    for (const Span& span : wanted) {
      if (!got.contains(span)) ++scores_.mentions[std::get<2>(span)].missed;
    }
  }

  void count_entity(const std::string& type, std::uint64_t Tally::*what) {
    ++(scores_.entities[type].*what);
    ++(scores_.entities_by_language[gold_->language].*what);
  }

  // The entities of the document, each with its folded names and mentions there.
  std::map<ScoredEntityId, std::set<std::string>> present() {
    std::map<ScoredEntityId, std::set<std::string>> texts;
    for (const ScoredMention& mention : document_->mentions) {
      texts[mention.entity].insert(folded(mention.text));
    }
    for (auto& [id, names] : texts) {
      const ScoredEntity& entity = graph_.entities[id];
      names.insert(folded(entity.name));
      for (const std::string& name : entity.names) names.insert(folded(name));
    }
    return texts;
  }

  void score_entities() {
    const auto texts = present();
    for (const GoldEntity& gold : gold_->entities) {
      std::vector<ScoredEntityId> hits;
      for (const auto& [id, names] : texts) {
        if (graph_.entities[id].type != gold.type) continue;
        const bool named = std::any_of(gold.names.begin(), gold.names.end(), [&](const auto& name) {
          return names.contains(folded(name));
        });
        if (!named) continue;
        hits.push_back(id);
        match_[id].insert(gold.id);
      }
      if (!hits.empty()) {
        found_.push_back({&gold_->doc, &gold_->language, &gold.type,
                          gold.link.empty() ? gold_->doc + "#" + gold.id : gold.link,
                          hits.front()});
      }
      if (hits.size() > 1) {
        scores_.duplicates += hits.size() - 1;
        std::string names;
        for (const ScoredEntityId id : hits) {
          names += (names.empty() ? "" : " | ") + graph_.entities[id].name;
        }
        error("one entity as several", gold.type, names);
      }
      if (gold.optional) continue;
      count_entity(gold.type, hits.empty() ? &Tally::missed : &Tally::right);
      if (hits.empty()) {
        error("missed entity", gold.type, gold.names.empty() ? gold.id : gold.names.front());
      }
    }
    for (const auto& [id, names] : texts) {
      const ScoredEntity& entity = graph_.entities[id];
      if (match_.contains(id) || entity.type == "Place") continue;
      count_entity(entity.type, &Tally::wrong);
      error("wrong entity", entity.type, entity.name);
    }
  }

  void score_traps() {
    scores_.traps += gold_->forbidden.size();
    for (const std::string& forbidden : gold_->forbidden) {
      const std::string& trap = folded(forbidden);
      std::set<std::string> names;
      for (const ScoredMention& mention : document_->mentions) {
        const std::string& text = folded(mention.text);
        if (text.empty() || match_.contains(mention.entity)) continue;
        if (text.find(trap) == std::string::npos && trap.find(text) == std::string::npos) continue;
        names.insert(graph_.entities[mention.entity].name);
      }
      if (names.empty()) continue;
      std::string all;
      for (const std::string& name : names) all += (all.empty() ? "" : " | ") + name;
      scores_.sprung_traps.push_back({"trap", gold_->doc, forbidden, all});
    }
  }

  void count_statement(const std::string& predicate, std::uint64_t Tally::*what) {
    ++(scores_.statements[predicate].*what);
    ++(scores_.statements_by_language[gold_->language].*what);
    ++(scores_.statements_by_kind[gold_->kind].*what);
  }

  void count_confidence(double confidence, bool is_right) {
    const auto bins = scores_.confidence.size();
    const auto tenth = static_cast<std::size_t>(confidence * static_cast<double>(bins));
    ConfidenceBin& bin = scores_.confidence[std::min(tenth, bins - 1)];
    ++bin.count;
    bin.right += is_right ? 1 : 0;
    bin.sum += confidence;
  }

  void score_qualifiers(const GoldStatement& gold, const ScoredStatement& statement) {
    std::set<std::string> names;
    for (const auto& [name, value] : gold.qualifiers) names.insert(name);
    for (const auto& [name, value] : statement.qualifiers) names.insert(name);
    names.erase("title");  // counted with the statement
    for (const std::string& name : names) {
      const auto want = gold.qualifiers.find(name);
      const auto have = statement.qualifiers.find(name);
      const bool wanted = want != gold.qualifiers.end();
      const bool had = have != statement.qualifiers.end();
      Tally& tally = scores_.qualifiers[name];
      if (wanted && had && folded(want->second) == folded(have->second)) {
        ++tally.right;
        continue;
      }
      if (had) ++tally.wrong;
      if (wanted) ++tally.missed;
      error("qualifier", name,
            statement.predicate + ": want " + (wanted ? want->second : "none") + ", got " +
                (had ? have->second : "none"));
    }
  }

  // The gold statements that this one can be.
  std::vector<GoldKey> candidates(const ScoredStatement& statement,
                                  const std::map<GoldKey, const GoldStatement*>& wanted) {
    std::vector<GoldKey> keys;
    const auto subjects = match_.find(statement.subject);
    const auto objects = match_.find(statement.object);
    if (subjects == match_.end() || objects == match_.end()) return keys;
    for (const std::string& subject : subjects->second) {
      for (const std::string& object : objects->second) {
        auto candidate = key(subject, statement.predicate, object, title_of(statement.qualifiers),
                             statement.status);
        if (wanted.contains(candidate)) keys.push_back(std::move(candidate));
      }
    }
    return keys;
  }

  static std::string words(const std::map<std::string, std::string>& qualifiers) {
    std::string text;
    for (const auto& [name, value] : qualifiers) text += " " + name + "=" + value;
    return text;
  }

  void score_statements() {
    std::map<GoldKey, const GoldStatement*> wanted;
    std::vector<GoldKey> in_order;
    for (const GoldStatement& gold : gold_->statements) {
      const auto gold_key =
          key(gold.subject, gold.predicate, gold.object, title_of(gold.qualifiers), gold.status);
      if (wanted.emplace(gold_key, &gold).second) in_order.push_back(gold_key);
    }
    std::set<GoldKey> found;
    std::set<Key<ScoredEntityId>> seen;
    for (const std::uint32_t place : document_->statements) {
      const ScoredStatement& statement = graph_.statements[place];
      if (!seen.insert(key(statement.subject, statement.predicate, statement.object,
                           title_of(statement.qualifiers), statement.status))
               .second) {
        continue;
      }
      auto keys = candidates(statement, wanted);
      const bool is_right = !keys.empty();
      const bool is_open = std::all_of(keys.begin(), keys.end(),
                                       [&](const GoldKey& k) { return wanted.at(k)->optional; });
      if (is_right ? !is_open : !is_lenient(statement.predicate)) {
        count_confidence(statement.confidence, is_right);
      }
      std::erase_if(keys, [&](const GoldKey& k) { return found.contains(k); });
      for (const GoldKey& fresh : keys) {
        found.insert(fresh);
        const GoldStatement& gold = *wanted.at(fresh);
        if (!gold.optional) score_qualifiers(gold, statement);
      }
      if (is_right || is_lenient(statement.predicate)) continue;
      count_statement(statement.predicate, &Tally::wrong);
      error("wrong statement", statement.predicate,
            graph_.entities[statement.subject].name + " -> " +
                graph_.entities[statement.object].name + words(statement.qualifiers) + " " +
                statement.status);
    }
    for (const GoldKey& gold_key : in_order) {
      const GoldStatement& gold = *wanted.at(gold_key);
      if (gold.optional) continue;
      const bool is_found = found.contains(gold_key);
      count_statement(gold_key.predicate, is_found ? &Tally::right : &Tally::missed);
      if (is_found) continue;
      error("missed statement", gold_key.predicate,
            gold_name(gold_key.subject) + " -> " + gold_name(gold_key.object) +
                words(gold.qualifiers) + " " + gold_key.status);
    }
  }

  std::string gold_name(const std::string& id) const {
    for (const GoldEntity& entity : gold_->entities) {
      if (entity.id == id && !entity.names.empty()) return entity.names.front();
    }
    return id;
  }

  // A. Bagga and B. Baldwin, "Algorithms for scoring coreference chains", 1998.
  void score_b_cubed() {
    scores_.linked_count = found_.size();
    if (found_.empty()) return;
    std::map<std::string, std::uint64_t> by_link;
    std::map<ScoredEntityId, std::uint64_t> by_entity;
    std::map<std::pair<std::string, ScoredEntityId>, std::uint64_t> by_both;
    for (const Found& item : found_) {
      ++by_link[item.link];
      ++by_entity[item.entity];
      ++by_both[{item.link, item.entity}];
    }
    double precision = 0, recall = 0;
    for (const Found& item : found_) {
      const auto both = static_cast<double>(by_both[{item.link, item.entity}]);
      precision += both / static_cast<double>(by_entity[item.entity]);
      recall += both / static_cast<double>(by_link[item.link]);
    }
    scores_.b_cubed_precision = precision / static_cast<double>(found_.size());
    scores_.b_cubed_recall = recall / static_cast<double>(found_.size());
  }

  void score_pairs() {
    std::map<std::string, std::vector<const Found*>> by_link;
    std::map<ScoredEntityId, std::vector<const Found*>> by_entity;
    for (const Found& item : found_) {
      by_link[item.link].push_back(&item);
      by_entity[item.entity].push_back(&item);
    }
    const auto is_chinese = [](const Found& item) { return item.language->starts_with("zh"); };
    for (const auto& [link, items] : by_link) {
      for (std::size_t a = 0; a < items.size(); ++a) {
        for (std::size_t b = 0; b < a; ++b) {
          if (*items[a]->doc == *items[b]->doc) continue;
          const bool joined = items[a]->entity == items[b]->entity;
          JoinedPairs& pairs = is_chinese(*items[a]) == is_chinese(*items[b])
                                   ? scores_.same_language_pairs
                                   : scores_.cross_language_pairs;
          ++(joined ? pairs.joined : pairs.apart);
          ++(joined ? scores_.all_pairs.joined : scores_.all_pairs.apart);
        }
      }
    }
    for (const auto& [entity, items] : by_entity) {
      for (std::size_t a = 0; a < items.size(); ++a) {
        for (std::size_t b = 0; b < a; ++b) {
          if (items[a]->link == items[b]->link) continue;
          ++scores_.wrongly_joined[*items[a]->type];
          scores_.errors.push_back({"wrongly joined", *items[a]->doc, *items[a]->type,
                                    items[a]->link + " = " + items[b]->link});
        }
      }
    }
  }

  const ScoredGraph& graph_;
  const ArticleBytes& article_;
  std::map<std::string, const ScoredDocument*> documents_;
  std::unordered_map<std::string, std::string> folded_;
  Scores scores_;
  std::vector<Found> found_;

  // Of the document in hand.
  const GoldDocument* gold_ = nullptr;
  const ScoredDocument* document_ = nullptr;
  std::map<ScoredEntityId, std::set<std::string>> match_;  // entity -> gold ids
};

}  // namespace

double Tally::precision() const { return ratio(right, wrong); }
double Tally::recall() const { return ratio(right, missed); }
double Tally::f1() const { return harmonic_mean(precision(), recall()); }

Tally total(const Table& table) {
  Tally sum;
  for (const auto& [name, tally] : table) {
    sum.right += tally.right;
    sum.wrong += tally.wrong;
    sum.missed += tally.missed;
  }
  return sum;
}

double Scores::b_cubed_f1() const { return harmonic_mean(b_cubed_precision, b_cubed_recall); }

std::uint64_t Scores::wrongly_joined_count() const {
  std::uint64_t count = 0;
  for (const auto& [type, number] : wrongly_joined) count += number;
  return count;
}

Scores score(const ScoredGraph& graph, const std::vector<GoldDocument>& gold,
             const ArticleBytes& article) {
  Scorer scorer(graph, article);
  for (const GoldDocument& document : gold) scorer.add(document);
  return scorer.finish();
}

}  // namespace quipu
