// Which names of one type are worth comparing: those that share a rare word in either language, or
// the beginning and an end of a short form.
#pragma once

#include <cstdint>
#include <vector>

#include "graph/link/name_match.h"
#include "graph/link/units.h"

namespace quipu {

struct NamePair {
  NameId a = 0, b = 0;  // a < b
  NameMatch match;
};

// Pairs of `names` (sorted, unique) that are alike, sorted. `short_forms`: Chinese short forms,
// too. Near-linear: of each name only the best few by the rarity of shared words are compared.
std::vector<NamePair> alike_names(const std::vector<NameId>& names, bool short_forms,
                                  NameMatcher& matcher);

}  // namespace quipu
