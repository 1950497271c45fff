#include "graph/link/cluster.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "graph/link/distinction.h"
#include "graph/link/guarded_sets.h"
#include "graph/link/model.h"
#include "graph/link/own_names.h"

namespace quipu {
namespace {

// Bodies and places give persons their context, persons give it to one another: four rounds reach
// what a reader would see.
constexpr int kRounds = 4;

// Of two rivals less than this apart in log odds, neither is taken.
constexpr double kRivalMargin = 1.0;

// Namesakes are clusters whose names are alike to this degree.
constexpr double kNamesake = 0.9;

double value(const Features& features, Feature feature) {
  return features[static_cast<std::size_t>(feature)];
}

// Contradicting posts keep persons apart unless a shared one says that they are one.
bool by_posts(const Features& features) {
  return value(features, Feature::kSharedEmployer) == 0 &&
         value(features, Feature::kOtherEmployer) != 0;
}

// Two relative or generic names (开幕式, opening ceremony) say the same of many things: they need
// the same parent, place, or host and day beside them.
bool is_homeless(const Comparison& comparison, const Units& units) {
  const Features& f = comparison.features;
  return units.names[comparison.left].generic && units.names[comparison.right].generic &&
         value(f, Feature::kSharedParent) == 0 && value(f, Feature::kSharedPlace) == 0 &&
         (value(f, Feature::kSameDate) == 0 || value(f, Feature::kSharedOther) == 0);
}

// The three features that speak most for a pair, in words.
std::string reason(const Comparison& comparison, const Weights& weights, const Units& units) {
  std::vector<std::pair<double, std::size_t>> ranked;
  for (std::size_t i = 0; i < kFeatureCount; ++i) {
    const double share = comparison.features[i] * weights.features[i];
    if (share > 0) ranked.emplace_back(-share, i);
  }
  std::sort(ranked.begin(), ranked.end());
  std::string out;
  for (std::size_t i = 0; i < std::min<std::size_t>(3, ranked.size()); ++i) {
    if (!out.empty()) out += ", ";
    out += in_words(static_cast<Feature>(ranked[i].second), comparison, units);
  }
  return out;
}

struct Edge {
  Candidate pair;
  double log_odds = 0;
  std::size_t comparison = 0;
};

class Clusterer {
 public:
  Clusterer(const Units& units, const std::vector<Constraint>& constraints,
            const PairObserver& observe)
      : units_(units), observe_(observe), matcher_(units), sets_(units) {
    out_.refused = sets_.constrain(constraints);
    out_.cluster_of = sets_.cluster_of();
    for (const Constraint& said : constraints) {
      const auto& [a, b] = std::minmax(said.a, said.b);
      if (said.one && sets_.find(a) == sets_.find(b)) {
        out_.joins.push_back({a, b, "said to be one: " + said.reason, a != b});
      }
    }
  }

  Clustering run() {
    by_own_names();
    alike_ = alike_names_by_type(units_, matcher_);
    for (int round = 0; round < kRounds; ++round) by_model(round);
    return std::move(out_);
  }

 private:
  void by_own_names() {
    const std::vector<Distinction> known = distinctions(units_, out_.cluster_of);
    sets_.describe(known);
    OwnNamePairs own = own_name_pairs(units_, known);
    for (const NamedSeparation& apart : own.separations) {
      out_.separations.push_back({apart.a, apart.b, words(apart.name) + ": " + apart.reason});
    }
    for (const NamedPair& pair : own.pairs) {
      Join join{pair.a, pair.b, "the same folded name " + words(pair.name), false};
      std::string against = sets_.join(pair.a, pair.b, false, &join.united);
      if (against.empty()) {
        out_.joins.push_back(std::move(join));
      } else {
        out_.separations.push_back({pair.a, pair.b, words(pair.name) + ": " + against});
      }
    }
    out_.cluster_of = sets_.cluster_of();
  }

  void by_model(int round) {
    const Profiles profiles(units_, out_.cluster_of);
    const std::vector<Candidate> pairs = candidates(profiles, alike_);
    std::vector<Comparison> compared = compare_all(pairs, profiles);
    const std::vector<Distinction> known = distinctions(units_, out_.cluster_of);
    sets_.describe(known);
    contradicting_.clear();
    std::vector<Edge> edges;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      const std::string& type = units_.units[pairs[i].a].type;
      if (round == 0 && type != "Organization" && type != "Place") continue;
      if (compared[i].name.likeness == Likeness::kNone) continue;
      if (type != "Person" && is_homeless(compared[i], units_)) continue;
      if (observe_) observe_(round, pairs[i], compared[i]);
      if (by_posts(compared[i].features)) contradicting_.push_back(pairs[i]);
      edges.push_back({pairs[i], log_odds(compared[i].features, weights_for(type)), i});
    }
    std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) {
      return std::tuple(-a.log_odds, a.pair) < std::tuple(-b.log_odds, b.pair);
    });
    take(edges, compared, round + 1 == kRounds);
    out_.cluster_of = sets_.cluster_of();
  }

  std::vector<Comparison> compare_all(const std::vector<Candidate>& pairs,
                                      const Profiles& profiles) {
    std::vector<Comparison> out;
    out.reserve(pairs.size());
    std::map<UnitId, std::size_t> namesakes;
    for (const Candidate& pair : pairs) {
      out.push_back(compare(profiles.of(pair.a), profiles.of(pair.b), profiles, matcher_));
      const NameMatch& name = out.back().name;
      if (name.likeness == Likeness::kNone || name.alignment.least() < kNamesake) continue;
      ++namesakes[pair.a];
      ++namesakes[pair.b];
    }
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      const bool counted = out[i].name.alignment.least() >= kNamesake;
      const std::size_t all = namesakes[pairs[i].a] + namesakes[pairs[i].b];
      set_namesakes(counted ? all - 2 : all, out[i].features);
    }
    return out;
  }

  // `edges` are sorted, the surest first.
  void take(const std::vector<Edge>& edges, const std::vector<Comparison>& compared, bool last) {
    std::map<UnitId, std::vector<const Edge*>> by_cluster;
    for (const Edge& edge : edges) {
      by_cluster[edge.pair.a].push_back(&edge);
      by_cluster[edge.pair.b].push_back(&edge);
    }
    for (const Edge& edge : edges) {
      const auto& [a, b] = edge.pair;
      const Comparison& comparison = compared[edge.comparison];
      const Weights& weights = weights_for(units_.units[a].type);
      if (edge.log_odds < weights.unsure || sets_.find(a) == sets_.find(b)) continue;
      const bool posts = by_posts(comparison.features);
      std::string against = sets_.against(a, b, posts);
      if (against.empty() && has_rival(edge, a, b, by_cluster[a])) against = "another is as likely";
      if (against.empty() && has_rival(edge, b, a, by_cluster[b])) against = "another is as likely";
      if (!against.empty()) {
        if (edge.log_odds >= weights.threshold && last) {
          out_.separations.push_back({a, b, reason(comparison, weights, units_) + ": " + against});
        }
        continue;
      }
      if (edge.log_odds < weights.threshold) {
        if (last) {
          out_.unsure.push_back({a, b, edge.log_odds, reason(comparison, weights, units_)});
        }
        continue;
      }
      Join join{a, b, reason(comparison, weights, units_), false};
      sets_.join(a, b, posts, &join.united);
      out_.joins.push_back(std::move(join));
    }
  }

  // Whether `a` has another edge, to what cannot be one with `b`, that is nearly as sure.
  bool has_rival(const Edge& edge, UnitId a, UnitId b, const std::vector<const Edge*>& edges) {
    for (const Edge* other : edges) {
      if (other->log_odds < edge.log_odds - kRivalMargin) break;
      const UnitId rival = other->pair.a == a ? other->pair.b : other->pair.a;
      if (other == &edge || sets_.find(rival) == sets_.find(b) ||
          sets_.find(rival) == sets_.find(a)) {
        continue;
      }
      if (!sets_.against(rival, b, contradict(rival, b)).empty() &&
          sets_.against(rival, a, false).empty()) {
        return true;
      }
    }
    return false;
  }

  // Whether two clusters of this round were compared and hold contradicting posts.
  bool contradict(UnitId a, UnitId b) const {
    return std::binary_search(contradicting_.begin(), contradicting_.end(),
                              Candidate{std::min(a, b), std::max(a, b)});
  }

  const std::string& words(NameId name) const { return units_.names[name].text; }

  const Units& units_;
  const PairObserver& observe_;
  NameMatcher matcher_;
  GuardedSets sets_;
  std::vector<TypedNamePairs> alike_;
  std::vector<Candidate> contradicting_;  // of this round, sorted
  Clustering out_;
};

}  // namespace

Clustering cluster(const Units& units, const std::vector<Constraint>& constraints,
                   const PairObserver& observe) {
  return Clusterer(units, constraints, observe).run();
}

}  // namespace quipu
