// Clusters of units that are one thing, by what the model makes of their names and contexts and
// where nothing speaks against it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "graph/link/candidates.h"
#include "graph/link/constraints.h"
#include "graph/link/features.h"
#include "graph/link/units.h"

namespace quipu {

// Two units whose clusters were joined, with the reason in words.
struct Join {
  UnitId a = 0, b = 0;  // a < b
  std::string reason;
  bool united = false;  // they were two before
};

// Two units that have a name in common, or alike ones, and are kept apart all the same.
struct Separation {
  UnitId a = 0, b = 0;  // a < b
  std::string reason;
};

// Two clusters that the model is not sure of, for a person to decide.
struct Unsure {
  UnitId a = 0, b = 0;  // a < b
  double log_odds = 0;
  std::string reason;
};

struct Clustering {
  std::vector<UnitId> cluster_of;  // for each unit the smallest unit of its cluster
  std::vector<Join> joins;         // those that were accepted
  std::vector<Separation> separations;
  std::vector<Unsure> unsure;       // the likeliest first
  std::vector<Constraint> refused;  // constraints that contradict what was said later
};

// Sees every pair that is compared, with the round.
using PairObserver =
    std::function<void(int round, const Candidate& candidate, const Comparison& comparison)>;

// First by equal names of their own (not persons); then in a fixed number of rounds by the model,
// bodies and places before what stands beside them, the surest pairs first. No cluster holds two
// units of one document, nor two that kept_apart() holds apart, unless a constraint says so; no
// cluster holds two that a constraint keeps apart. A pair that has a rival nearly as sure, whom it
// cannot have too, is not joined. Depends on the content alone, not on any order.
Clustering cluster(const Units& units, const std::vector<Constraint>& constraints = {},
                   const PairObserver& observe = {});

}  // namespace quipu
