// Why two things are one, two, or not surely either: what the model saw and what it counted for.
#pragma once

#include <string>
#include <vector>

#include "graph/link/cluster.h"
#include "graph/link/constraints.h"
#include "graph/link/units.h"

namespace quipu {

// One feature of a pair: its share of the log odds, and the reason in words.
struct Contribution {
  std::string feature;  // its name in the model: "same_name", "shared_employer", …
  std::string words;    // "both hold a post at 桂湖区教育局"
  double value = 0;     // of the feature
  double log_odds = 0;  // weight times value; positive speaks for one thing
};

struct PairExplanation {
  UnitId a = 0, b = 0;                      // the two units that speak most for it
  double prior_log_odds = 0;                // of two candidates of this type
  std::vector<Contribution> contributions;  // the heaviest first
  double log_odds = 0;                      // prior and contributions
  double probability = 0;                   // calibrated; what a join needs is `threshold`
  double threshold = 0;
  std::vector<std::string> vetoes;   // in words; one is enough to keep them apart
  std::vector<std::string> decided;  // what a person said of them: "one: …", "two: …"
  bool joined = false;               // they are one in this clustering
};

// The pair of two sets of units (two entities' members, or two single units): contexts are those
// of `clustering`, so that what it joined already speaks for itself. Both sets non-empty, disjoint.
PairExplanation explain_pair(const Units& units, const Clustering& clustering,
                             const std::vector<Constraint>& constraints,
                             const std::vector<UnitId>& left, const std::vector<UnitId>& right);

}  // namespace quipu
