// All that linking works out: units, what persons decided of them, clusters, and their ids.
#pragma once

#include <vector>

#include "extract/value/result.h"
#include "graph/link/cluster.h"
#include "graph/link/identity.h"
#include "graph/link/input.h"
#include "graph/link/locate.h"
#include "graph/link/rulings.h"
#include "graph/link/units.h"
#include "graph/store/store.h"

namespace quipu {

struct Linking {
  std::vector<LinkInput> inputs;  // by document, one a document
  Units units;
  Rulings rulings;
  Clustering clustering;
  Identities identities;

  EntityId entity_of(UnitId unit) const { return identities.entity_of[unit]; }
};

// Of several inputs for one document the first counts.
Linking link_units(std::vector<LinkInput> inputs, const ConstraintSource& constraints);

// Errors: those of `text`.
Result<Linking> link_units(std::vector<LinkInput> inputs, const Ledger& ledger,
                           const ArticleText& text);

// Of all articles of a store, under its ledger. Errors: kCorrupt with the key.
Result<Linking> link_units(const Snapshot& snapshot);

}  // namespace quipu
