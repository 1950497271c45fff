// All statements that tie an entity to one neighbour.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "extract/value/result.h"
#include "graph/store/store.h"

namespace quipu {

// Which statements a walk may follow. What an article denies is no tie. Sentences that merely
// speak of two things are none either: only statements are.
struct EdgeChoice {
  std::vector<std::string> predicates;  // empty: all
  std::vector<EntityId> avoid;          // entities that a walk does not enter

  bool follows(const StatementRecord& statement) const;
  bool enters(EntityId entity) const;
};

struct EntityTie {
  StatementRecord best;  // the weightiest
  std::size_t statement_count = 0;
};

// By entity at the other end. Errors: kCorrupt.
Result<std::map<EntityId, EntityTie>> ties_of(const Snapshot& snapshot, EntityId id,
                                              const EdgeChoice& choice);

// More sentences, then more confidence, then the smaller id.
bool weightier(const StatementRecord& a, const StatementRecord& b);

std::size_t document_count(const StatementRecord& statement);

}  // namespace quipu
