// The id of each entity, and the other ids that it answers to. Ids come from the articles and the
// ledger alone, never from what a store held before.
#pragma once

#include <utility>
#include <vector>

#include "graph/link/input.h"
#include "graph/link/rulings.h"
#include "graph/link/units.h"
#include "graph/store/records.h"

namespace quipu {

struct Identities {
  std::vector<EntityId> entity_of;                     // by unit
  std::vector<std::pair<EntityId, EntityId>> aliases;  // id -> entity; sorted, unique by the first
};

// Every unit has an id of its own, that of its article, type and first name. An entity has that of
// its oldest unit: of the article published first, of those without a date last, then by article
// and name. So it keeps its id as long as it keeps that unit, whatever comes later or goes
// elsewhere, and of two that become one the older id stays. The ids of all its units, under each
// of their names, lead to it.
//
// Where a person split an entity, its id goes to the part that has more units (when equal, to the
// part that stayed).
Identities identify(const Units& units, const std::vector<UnitId>& cluster_of,
                    const std::vector<LinkInput>& inputs, const Rulings& rulings);

}  // namespace quipu
