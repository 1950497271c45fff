#include "graph/link/explain.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>

#include "graph/link/distinction.h"
#include "graph/link/model.h"
#include "graph/link/name_pairs.h"

namespace quipu {
namespace {

bool contains(const std::vector<UnitId>& units, UnitId unit) {
  return std::find(units.begin(), units.end(), unit) != units.end();
}

std::set<NameId> names_of(const Units& units, const std::vector<UnitId>& side) {
  std::set<NameId> names;
  for (UnitId unit : side)
    names.insert(units.units[unit].names.begin(), units.units[unit].names.end());
  return names;
}

// Whether linking would compare the two at all.
bool are_named_alike(const Units& units, const std::vector<UnitId>& left,
                     const std::vector<UnitId>& right, NameMatcher& matcher) {
  const std::set<NameId> a = names_of(units, left), b = names_of(units, right);
  std::vector<NameId> all;
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(all));
  if (all.size() < a.size() + b.size()) return true;
  const auto pairs = alike_names(all, units.units[left.front()].type != "Person", matcher);
  return std::any_of(pairs.begin(), pairs.end(), [&](const NamePair& pair) {
    return a.contains(pair.a) != a.contains(pair.b);
  });
}

}  // namespace

PairExplanation explain_pair(const Units& units, const Clustering& clustering,
                             const std::vector<Constraint>& constraints,
                             const std::vector<UnitId>& left, const std::vector<UnitId>& right) {
  PairExplanation out;
  out.a = left.front();
  out.b = right.front();
  out.joined = clustering.cluster_of[out.a] == clustering.cluster_of[out.b];
  for (const Constraint& said : constraints) {
    if ((contains(left, said.a) && contains(right, said.b)) ||
        (contains(left, said.b) && contains(right, said.a))) {
      out.decided.push_back((said.one ? "one: " : "two: ") + said.reason);
    }
  }
  std::vector<UnitId> cluster_of = clustering.cluster_of;
  for (const auto* side : {&left, &right}) {
    const UnitId first = *std::min_element(side->begin(), side->end());
    for (UnitId unit : *side) cluster_of[unit] = first;
  }
  const Profiles profiles(units, cluster_of);
  NameMatcher matcher(units);
  const Comparison compared =
      compare(profiles.of_units(left), profiles.of_units(right), profiles, matcher);
  const Weights& weights = weights_for(units.units[out.a].type);
  out.prior_log_odds = weights.prior;
  out.log_odds = log_odds(compared.features, weights);
  out.probability = probability(out.log_odds);
  out.threshold = probability(weights.threshold);
  for (std::size_t i = 0; i < kFeatureCount; ++i) {
    const auto feature = static_cast<Feature>(i);
    const double share = compared.features[i] * weights.features[i];
    if (share == 0) continue;
    out.contributions.push_back({std::string(feature_name(feature)),
                                 in_words(feature, compared, units), compared.features[i], share});
  }
  std::stable_sort(out.contributions.begin(), out.contributions.end(),
                   [](const Contribution& a, const Contribution& b) {
                     return std::abs(a.log_odds) > std::abs(b.log_odds);
                   });
  const std::vector<Distinction> known = distinctions(units, clustering.cluster_of);
  std::set<std::string> vetoes;
  if (!are_named_alike(units, left, right, matcher)) {
    vetoes.insert("no name of one is like a name of the other");
  }
  for (UnitId a : left) {
    for (UnitId b : right) {
      if (units.units[a].document == units.units[b].document) vetoes.insert("two of one document");
      std::string reason = kept_apart(known[a], known[b], true);
      if (!reason.empty()) vetoes.insert(std::move(reason));
    }
  }
  out.vetoes.assign(vetoes.begin(), vetoes.end());
  return out;
}

}  // namespace quipu
