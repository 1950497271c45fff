// Two entities side by side: what linking makes of them, and the sentences that tell most.
#pragma once

#include <string>
#include <vector>

#include "extract/value/result.h"
#include "graph/link/explain.h"
#include "graph/link/linking.h"
#include "graph/query/quote.h"
#include "graph/store/store.h"

namespace quipu {

// Links the articles of a store once more, to explain any pair of its entities.
class EntityPairs {
 public:
  // Errors: kCorrupt with the key.
  static Result<EntityPairs> read(const Snapshot& snapshot);

  // Two different entities of the snapshot.
  PairExplanation explain(EntityId a, EntityId b) const;

 private:
  explicit EntityPairs(Linking linking) : linking_(std::move(linking)) {}
  std::vector<UnitId> units_of(EntityId entity) const;

  Linking linking_;
};

// "one", "two" or "not sure": nothing keeps them apart, and too little speaks for one.
std::string verdict_on(const PairExplanation& pair);

// At most two sentences that say something of it, of two articles where there are two; where there
// is no statement, those of its first mentions. Errors: kCorrupt.
Result<std::vector<Quote>> telling_quotes(const Snapshot& snapshot, EntityId entity);

}  // namespace quipu
