// Which clusters are worth comparing: those that have alike names.
#pragma once

#include <vector>

#include "graph/link/name_pairs.h"
#include "graph/link/profile.h"

namespace quipu {

struct Candidate {
  UnitId a = 0, b = 0;  // clusters, a < b
  auto operator<=>(const Candidate&) const = default;
};

// The alike names of each type, once for all rounds.
struct TypedNamePairs {
  std::string type;
  std::vector<NamePair> pairs;
};
std::vector<TypedNamePairs> alike_names_by_type(const Units& units, NameMatcher& matcher);

// Sorted, unique. Names that very many clusters have make candidates only of clusters that share
// something beside the name.
std::vector<Candidate> candidates(const Profiles& profiles,
                                  const std::vector<TypedNamePairs>& alike);

}  // namespace quipu
