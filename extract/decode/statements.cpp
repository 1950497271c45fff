#include "extract/decode/statements.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>
#include <tuple>

#include "extract/model/arithmetic.h"
#include "extract/text/date.h"

namespace quipu {
namespace {

constexpr float kConsidered = 0.08f;  // a link less likely than this is no candidate
constexpr float kQualified = 0.5f;    // a qualifier needs at least even odds
constexpr float kWeighed = 0.05f;     // less likely links are not even counted as refused

// Value spans, the qualifier they become, and the predicate whose subject they belong to.
struct ValueUse {
  std::string_view type, qualifier, predicate;
};
constexpr std::array<ValueUse, 4> kValueUses = {{{"Theme", "theme", "spoke_at"},
                                                 {"Level", "level", "received"},
                                                 {"Degree", "degree", "studied_at"},
                                                 {"Amount", "amount", "funded"}}};

// A date in the text belongs to the happening: presence and speech do not repeat it.
constexpr std::array<std::string_view, 5> kUndated = {"attended", "spoke_at", "presided_over",
                                                      "organized", "partnered_with"};

struct Cell {
  float odds = 0;
  float best = -1e30f;
  std::size_t pair = 0;  // index into Reading::pairs, of the best score

  float probability() const { return odds / (1.0f + odds); }
};

std::uint16_t thousandths(float p) {
  return static_cast<std::uint16_t>(std::clamp(p, 0.0f, 1.0f) * 1000.0f + 0.5f);
}

// Bounded, so that no single number outweighs everything else.
float log_odds(float p) {
  const float q = std::clamp(p, 0.001f, 0.999f);
  return log_fixed(q / (1.0f - q));
}

class Decision {
 public:
  Decision(const Reading& reading, const Coreference& coreference, const Labels& labels,
           const Admission& admission, const Schema& schema, std::string_view language,
           std::string_view published, std::map<std::string, std::uint32_t>& refused)
      : reading_(reading),
        coreference_(coreference),
        labels_(labels),
        admission_(admission),
        schema_(schema),
        language_(language),
        published_(published),
        refused_(refused),
        cells_(admission.relations()) {
    gather();
  }

  std::vector<CandidateStatement> run() {
    posts();
    for (const auto& predicate : schema_.predicates) {
      if (predicate.name != "holds_position") plain(predicate);
    }
    presence();
    nesting();
    dates();
    values();
    return finish();
  }

 private:
  using Unit = std::uint32_t;
  using Cells = std::map<std::pair<Unit, Unit>, Cell>;

  struct Draft {
    Statement statement;
    float link = 0, other_object = 0, other_subject = 0;  // probabilities
    std::set<std::uint32_t> sentences;
    std::optional<std::uint32_t> title;  // the mention of a post's title
  };

  // An entity, or a title, date or value by itself.
  std::optional<Unit> unit(std::uint32_t mention) const {
    const auto entity = coreference_.entity_of[mention];
    if (entity != kNoEntity) return static_cast<Unit>(entity);
    if (admission_.entity(reading_.mentions[mention].type)) return std::nullopt;
    return static_cast<Unit>(coreference_.entities.size() + mention);
  }

  std::uint32_t mention_of(Unit u) const {
    return u - static_cast<Unit>(coreference_.entities.size());
  }

  void gather() {
    for (std::size_t p = 0; p < reading_.pairs.size(); ++p) {
      const auto& pair = reading_.pairs[p];
      const auto a = unit(pair.first), b = unit(pair.second);
      if (!a || !b || *a == *b) continue;
      const auto first = reading_.mentions[pair.first].type;
      const auto second = reading_.mentions[pair.second].type;
      for (std::size_t r = 0; r < admission_.relations(); ++r) {
        if (!admission_.allows(r, first, second)) continue;
        const float score = reading_.scores[pair.scores + r];
        auto& cell = cells_[r][{*a, *b}];
        cell.odds += exp_fixed(score);
        if (score > cell.best) {
          cell.best = score;
          cell.pair = p;
        }
      }
    }
  }

  const Cells& cells(std::string_view relation) const {
    static const Cells kNone;
    const int r = admission_.output(relation);
    return r < 0 ? kNone : cells_[static_cast<std::size_t>(r)];
  }

  const Cell* cell(std::string_view relation, Unit a, Unit b) const {
    const auto& all = cells(relation);
    const auto it = all.find({a, b});
    return it == all.end() ? nullptr : &it->second;
  }

  // The best value of a choice ("status", "role:organized") as the pair's scores see it.
  std::string choose(std::string_view choice, std::size_t pair) const {
    const std::string prefix = std::string(choice) + "=";
    const float* row = reading_.scores.data() + reading_.pairs[pair].scores;
    std::string best;
    float top = -1e30f;
    for (std::size_t o = admission_.relations(); o < labels_.outputs.size(); ++o) {
      if (!labels_.outputs[o].starts_with(prefix) || row[o] <= top) continue;
      top = row[o];
      best = labels_.outputs[o].substr(prefix.size());
    }
    return best;
  }

  Draft draft(std::string_view predicate, Unit subject, Unit object, float probability,
              std::size_t pair, std::string method = "model") const {
    Draft out;
    out.statement.subject = subject;
    out.statement.predicate = predicate;
    out.statement.object = object;
    out.statement.confidence = thousandths(probability);
    out.link = probability;
    out.statement.method = std::move(method);
    parse_status(choose("status", pair), &out.statement.status);
    saw(out, pair);
    return out;
  }

  void saw(Draft& out, std::size_t pair) const {
    out.sentences.insert(reading_.mentions[reading_.pairs[pair].first].sentence);
    out.sentences.insert(reading_.mentions[reading_.pairs[pair].second].sentence);
  }

  std::string text_of(std::uint32_t mention) const {
    return to_utf8(reading_.surface(reading_.mentions[mention]));
  }

  // A title's person, then the body at which that person holds it: one body a title and person.
  void posts() {
    const auto& at = cells("title_at");
    for (const auto& [key, of] : cells("title_of")) {
      const auto [title, person] = key;
      if (of.probability() < kConsidered) continue;
      const Cell* best_at = nullptr;
      Unit body = 0;
      float top = -1, second = 0;
      for (auto it = at.lower_bound({title, 0}); it != at.end() && it->first.first == title; ++it) {
        const Cell* holds = cell("holds_position", person, it->first.second);
        if (holds == nullptr) continue;
        const float score = it->second.probability() * holds->probability();
        if (score > top) {
          second = std::max(top, 0.0f);
          top = score;
          body = it->first.second;
          best_at = &it->second;
        } else {
          second = std::max(second, score);
        }
      }
      const float probability =
          best_at == nullptr ? 0.0f : std::sqrt(std::sqrt(top) * of.probability());
      if (probability < kConsidered || std::sqrt(top) < kConsidered) {
        ++refused_[best_at == nullptr ? "post without a body" : "post with an unsure body"];
        continue;
      }
      auto out = draft("holds_position", person, body, probability, of.pair);
      saw(out, best_at->pair);
      out.other_object = std::sqrt(second);
      out.title = mention_of(title);
      out.statement.qualifiers["title"] = text_of(*out.title);
      drafts_.push_back(std::move(out));
    }
  }

  std::optional<std::string> title_for(Unit person, Unit body) const {
    std::optional<std::string> best;
    float top = kQualified * kQualified;
    for (const auto& [key, of] : cells("title_of")) {
      if (key.second != person) continue;
      const Cell* at = cell("title_at", key.first, body);
      const float score = at == nullptr ? 0.0f : of.probability() * at->probability();
      if (score <= top) continue;
      top = score;
      best = text_of(mention_of(key.first));
    }
    return best;
  }

  // For each unit the two best probabilities among its cells, on one side of the predicate.
  using Best = std::map<Unit, std::array<float, 2>>;
  static float other(const Best& best, Unit unit, float own) {
    const auto& [first, second] = best.at(unit);
    return own < first ? first : second;
  }

  void plain(const PredicateSchema& predicate) {
    Best of_subject, of_object;
    for (const auto& [key, found] : cells(predicate.name)) {
      for (auto* best : {&of_subject[key.first], &of_object[key.second]}) {
        const float p = found.probability();
        if (p > (*best)[0]) {
          *best = {p, (*best)[0]};
        } else {
          (*best)[1] = std::max((*best)[1], p);
        }
      }
    }
    for (const auto& [key, found] : cells(predicate.name)) {
      const auto [subject, object] = key;
      if (predicate.symmetric && object < subject) continue;
      float probability = found.probability();
      std::size_t pair = found.pair;
      if (predicate.symmetric) {
        if (const Cell* back = cell(predicate.name, object, subject)) {
          if (back->best > found.best) pair = back->pair;
          probability = std::max(probability, back->probability());
        }
      }
      if (probability < kConsidered) {
        if (probability >= kWeighed) ++refused_["unsure"];
        continue;
      }
      auto out = draft(predicate.name, subject, object, probability, pair);
      out.other_object = other(of_subject, subject, found.probability());
      out.other_subject = other(of_object, object, found.probability());
      if (!predicate.roles.empty()) {
        const auto role = choose("role:" + predicate.name, pair);
        if (!role.empty()) out.statement.qualifiers["role"] = role;
      }
      if (predicate.name == "appointed") {
        if (auto title = title_for(object, subject)) out.statement.qualifiers["title"] = *title;
      }
      drafts_.push_back(std::move(out));
    }
  }

  // Adds what follows from something else, unless the text itself makes it as likely.
  void conclude(Draft out) {
    const auto known = std::find_if(drafts_.begin(), drafts_.end(), [&](const Draft& d) {
      return d.statement.predicate == out.statement.predicate &&
             d.statement.subject == out.statement.subject &&
             d.statement.object == out.statement.object;
    });
    if (known == drafts_.end()) {
      drafts_.push_back(std::move(out));
    } else if (known->link < out.link) {
      *known = std::move(out);
    }
  }

  // Who presides or speaks is there.
  void presence() {
    for (std::size_t i = 0, n = drafts_.size(); i < n; ++i) {
      const auto& s = drafts_[i].statement;
      if (s.predicate != "presided_over" && s.predicate != "spoke_at") continue;
      Draft out = drafts_[i];
      out.statement.predicate = "attended";
      out.statement.method = "follows";
      out.statement.qualifiers.clear();
      conclude(std::move(out));
    }
  }

  // A place or a parent inside an organization's name says where it is and what it belongs to.
  void nesting() {
    const auto& mentions = reading_.mentions;
    for (std::uint32_t i = 0; i < mentions.size(); ++i) {
      if (labels_.types[mentions[i].type] != "Organization") continue;
      for (std::uint32_t j = i + 1; j < mentions.size() && mentions[j].begin < mentions[i].end;
           ++j) {
        const auto& inner = labels_.types[mentions[j].type];
        const bool place = inner == "Place", parent = inner == "Organization";
        if (mentions[j].end > mentions[i].end || !(place || parent) || innermost_of(i, j)) continue;
        const auto a = unit(i), b = unit(j);
        if (!a || !b || *a == *b) continue;
        const std::string_view predicate = place ? "located_in" : "part_of";
        Draft out;
        out.statement = {*a, std::string(predicate), *b, {}, Status::kAsserted, 900, "nesting", {}};
        out.link = 0.9f;
        out.sentences.insert(mentions[i].sentence);
        conclude(std::move(out));
      }
    }
  }

  // A place inside an organization inside the outer name speaks of the inner organization only.
  bool innermost_of(std::uint32_t outer, std::uint32_t inner) const {
    const auto& mentions = reading_.mentions;
    for (std::uint32_t k = outer + 1; k < inner; ++k) {
      if (mentions[k].begin <= mentions[inner].begin && mentions[inner].end <= mentions[k].end &&
          labels_.types[mentions[k].type] == "Organization" && unit(k) != unit(outer)) {
        return true;
      }
    }
    return false;
  }

  void dates() {
    std::map<Unit, std::pair<float, Unit>> best;  // entity -> probability, date
    for (const auto& [key, found] : cells("date_of")) {
      const float p = found.probability();
      if (p < kQualified) continue;
      auto& entry = best.emplace(key.second, std::pair{0.0f, key.first}).first->second;
      if (p > entry.first) entry = {p, key.first};
    }
    for (auto& d : drafts_) {
      const auto* predicate = schema_.predicate(d.statement.predicate);
      if (predicate == nullptr || !predicate->has_qualifier("date") ||
          std::find(kUndated.begin(), kUndated.end(), predicate->name) != kUndated.end()) {
        continue;
      }
      const Unit anchor =
          d.statement.predicate == "held_in" ? d.statement.subject : d.statement.object;
      const auto it = best.find(anchor);
      if (it == best.end()) continue;
      const auto iso = resolve_date(text_of(mention_of(it->second.second)), published_, language_);
      if (iso) d.statement.qualifiers["date"] = *iso;
    }
  }

  void values() {
    for (const auto& [key, found] : cells("value_of")) {
      if (found.probability() < kQualified) continue;
      const auto mention = mention_of(key.first);
      const auto& type = labels_.types[reading_.mentions[mention].type];
      const auto use = std::find_if(kValueUses.begin(), kValueUses.end(),
                                    [&](const ValueUse& u) { return u.type == type; });
      if (use == kValueUses.end()) continue;
      const auto sentence = reading_.mentions[mention].sentence;
      Draft* best = nullptr;
      for (auto& d : drafts_) {
        if (d.statement.predicate != use->predicate || d.statement.subject != key.second) continue;
        const auto fits = [&](const Draft& x) {
          return std::pair(x.sentences.contains(sentence), x.link);
        };
        if (best == nullptr || fits(d) > fits(*best)) best = &d;
      }
      if (best == nullptr) {
        ++refused_["qualifier without its statement"];
        continue;
      }
      best->statement.qualifiers.emplace(use->qualifier, text_of(mention));
      best->sentences.insert(sentence);
    }
  }

  // How an entity is named in the text.
  struct Naming {
    float best = 0;  // probability of its surest mention
    std::size_t count = 0, length = 0;
  };

  std::vector<Naming> namings() const {
    std::vector<Naming> out(coreference_.entities.size());
    for (std::size_t i = 0; i < reading_.mentions.size(); ++i) {
      const auto& mention = reading_.mentions[i];
      if (coreference_.entity_of[i] == kNoEntity || admission_.anaphor(mention.type)) continue;
      Naming& naming = out[static_cast<std::size_t>(coreference_.entity_of[i])];
      naming.best = std::max(naming.best, mention.probability);
      if (naming.count++ == 0) naming.length = mention.end - mention.begin;
    }
    return out;
  }

  static float log_of_count(std::size_t count) {
    return log_fixed(1.0f + static_cast<float>(count));
  }

  Support support(const Draft& d, const std::vector<Naming>& namings) const {
    const Naming &subject = namings[d.statement.subject], &object = namings[d.statement.object];
    return {log_odds(d.link),
            log_odds(subject.best),
            log_odds(object.best),
            d.title ? log_odds(reading_.mentions[*d.title].probability) : 0.0f,
            log_odds(d.other_object),
            log_odds(d.other_subject),
            d.sentences.size() == 1 ? 1.0f : 0.0f,
            log_of_count(subject.count),
            log_of_count(object.count),
            log_of_count(subject.length),
            log_of_count(object.length),
            d.statement.status == Status::kAsserted ? 0.0f : 1.0f};
  }

  std::vector<CandidateStatement> finish() {
    std::vector<CandidateStatement> out;
    const auto all = namings();
    for (auto& d : drafts_) {
      for (const auto index : d.sentences) {
        const auto& sentence = reading_.sentences[index];
        d.statement.evidence.push_back(reading_.text.span(sentence.begin, sentence.end));
      }
      const Support signs = support(d, all);
      out.push_back({std::move(d.statement), signs});
    }
    const auto key = [](const CandidateStatement& c) {
      const Statement& s = c.statement;
      return std::tie(s.subject, s.predicate, s.object, s.status, s.qualifiers);
    };
    std::stable_sort(out.begin(), out.end(), [&](const auto& a, const auto& b) {
      return key(a) != key(b) ? key(a) < key(b) : a.statement.confidence > b.statement.confidence;
    });
    out.erase(std::unique(out.begin(), out.end(),
                          [&](const auto& a, const auto& b) { return key(a) == key(b); }),
              out.end());
    return out;
  }

  const Reading& reading_;
  const Coreference& coreference_;
  const Labels& labels_;
  const Admission& admission_;
  const Schema& schema_;
  const std::string_view language_, published_;
  std::map<std::string, std::uint32_t>& refused_;
  std::vector<Cells> cells_;
  std::vector<Draft> drafts_;
};

}  // namespace

std::vector<CandidateStatement> decide(const Reading& reading, const Coreference& coreference,
                                       const Labels& labels, const Admission& admission,
                                       const Schema& schema, std::string_view language,
                                       std::string_view published,
                                       std::map<std::string, std::uint32_t>& refused) {
  return Decision(reading, coreference, labels, admission, schema, language, published, refused)
      .run();
}

}  // namespace quipu
