// Clusters of units that are one thing, by claims that agree and nothing that speaks against them.
#pragma once

#include <string>
#include <vector>

#include "graph/link/constraints.h"
#include "graph/link/context.h"
#include "graph/link/units.h"

namespace quipu {

// An edge of the linking graph: two units and what they share.
struct Join {
  UnitId a = 0, b = 0;  // a < b
  Ground ground = Ground::kOwnName;
  NameId name = 0;
  UnitId context = 0;
  std::string detail;
  bool united = false;  // it brought two clusters together that nothing stronger had
};

// Two units that share a name and are kept apart all the same.
struct Separation {
  UnitId a = 0, b = 0;  // a < b
  NameId name = 0;
  std::string reason;
};

struct Clustering {
  std::vector<UnitId> cluster_of;  // for each unit the smallest unit of its cluster
  std::vector<Join> joins;         // those that were accepted
  std::vector<Separation> separations;
  std::vector<Constraint> refused;  // constraints that contradict what was said later
};

// Organizations, places, events first by names of their own; then, in a fixed number of rounds,
// generic names and persons by the clusters that stand beside them. A cluster never holds two
// units of one document, nor two that kept_apart() holds apart, unless a constraint says so; no
// cluster holds two that a constraint keeps apart.
Clustering cluster(const Units& units, const std::vector<Constraint>& constraints = {});

}  // namespace quipu
