// Units that share a name of their own: what joins without a context.
#pragma once

#include <string>
#include <vector>

#include "graph/link/distinction.h"
#include "graph/link/units.h"

namespace quipu {

struct NamedPair {
  UnitId a = 0, b = 0;  // a < b
  NameId name = 0;
};

// Two units that share a name and are kept apart all the same.
struct NamedSeparation {
  UnitId a = 0, b = 0;  // a < b
  NameId name = 0;
  std::string reason;
};

struct OwnNamePairs {
  std::vector<NamedPair> pairs;  // the longer name first, then by unit
  std::vector<NamedSeparation> separations;
};

// Not of persons, whose names need something beside them, and not by generic names. A block of n
// units gives about n pairs: equals are chained.
OwnNamePairs own_name_pairs(const Units& units, const std::vector<Distinction>& distinctions);

}  // namespace quipu
