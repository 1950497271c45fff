// What tells an entity apart from others of the same name.
#pragma once

#include <cstddef>
#include <vector>

#include "extract/value/result.h"
#include "graph/query/show.h"
#include "graph/store/store.h"

namespace quipu {

struct TellingFacts {
  std::size_t statement_count = 0;
  std::size_t document_count = 0;  // that say them
  std::vector<Fact> facts;         // its post, parent or place first; the first one quoted
};

// At most `fact_limit` facts, each of another predicate. Errors: kCorrupt.
Result<TellingFacts> distinction_of(const Snapshot& snapshot, EntityId id, std::size_t fact_limit);

}  // namespace quipu
