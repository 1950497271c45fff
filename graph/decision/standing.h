// How decisions stand in a linked graph, and which entities they speak of.
#pragma once

#include <map>
#include <set>
#include <string>

#include "extract/value/result.h"
#include "graph/decision/decision.h"
#include "graph/store/store.h"

namespace quipu {

// Rows of LinkedGraph::decisions: "decided ID" -> "in force", "overruled 0123456789abcdef", …
inline constexpr std::string_view kDecidedPrefix = "decided ";

struct DecisionStanding {
  std::string words;  // "in force", "in part", "overruled", "undone", "dormant", "noted"
  DecisionId by = 0;  // the later decision that overrules or undoes it; 0: none
  bool operator==(const DecisionStanding&) const = default;
};

// By decision, as the last linking left it. Errors: kCorrupt with the key.
Result<std::map<DecisionId, DecisionStanding>> standings(const Snapshot& snapshot);

// The living entities that the mentions of one side are of. Errors: kCorrupt with the key.
Result<std::set<EntityId>> entities_of(const Snapshot& snapshot,
                                       const std::vector<MentionEvidence>& side);

}  // namespace quipu
