#include "graph/link/explain.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "graph/link/guarded_sets.h"

namespace quipu {
namespace {

bool contains(const std::vector<UnitId>& units, UnitId unit) {
  return std::find(units.begin(), units.end(), unit) != units.end();
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
  std::set<NameId> names;
  for (UnitId unit : left)
    names.insert(units.units[unit].names.begin(), units.units[unit].names.end());
  std::set<NameId> seen;
  for (UnitId unit : right) {
    for (NameId name : units.units[unit].names) {
      if (!names.contains(name) || !seen.insert(name).second) continue;
      const double weight = units.names[name].generic ? 1.0 : 4.0;
      out.contributions.push_back(
          {"same_name", "the same folded name " + units.names[name].text, 1.0, weight});
      out.log_odds += weight;
    }
  }
  out.prior_log_odds = -2.0;
  out.log_odds += out.prior_log_odds;
  out.probability = 1.0 / (1.0 + std::exp(-out.log_odds));
  out.threshold = 0.5;
  const std::vector<Distinction> known = distinctions(units, clustering.cluster_of);
  std::set<std::string> vetoes;
  for (UnitId a : left) {
    for (UnitId b : right) {
      if (units.units[a].document == units.units[b].document) vetoes.insert("two of one document");
      std::string reason = kept_apart(known[a], known[b], Ground::kNeighbour);
      if (!reason.empty()) vetoes.insert(std::move(reason));
    }
  }
  out.vetoes.assign(vetoes.begin(), vetoes.end());
  return out;
}

}  // namespace quipu
