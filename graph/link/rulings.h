// What the ledger comes to for the units of all articles: which decisions are in force, and what
// linking has to keep to. Never two that contradict one another.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/link/constraints.h"
#include "graph/link/locate.h"
#include "graph/link/units.h"

namespace quipu {

enum class Standing : std::uint8_t {
  kInForce,
  kInPart,     // what a later decision says otherwise is left out
  kOverruled,  // by a later decision
  kUndone,
  kDormant,  // no article has its mentions now
  kNoted,    // unsure: nothing follows from it
};

std::string_view standing_name(Standing standing);  // "in force", "in part", "overruled", …

struct Ruling {
  DecisionId id = 0;
  Standing standing = Standing::kInForce;
  DecisionId by = 0;  // the later decision that undoes or overrules it; 0: none
  const Decision* decision = nullptr;
  std::vector<UnitId> first, second;  // sorted, unique
};

struct Rulings {
  std::vector<Located> located;  // the rulings point into it
  std::vector<Ruling> rulings;   // one a decision, in their order
  std::vector<Constraint> constraints;
};

// `units.unit_of[i]` belongs to inputs[i]. A later decision outranks an earlier one: a distinct or
// a split whose sides a later decision has made one is overruled wholly; of a merge, and of either
// part of a split, holds what joins no two that a later decision keeps apart. Things of different
// types are never one. Of several names for one thing and language the last is its name; of which
// thing, when the mentions of a rename are of several now, the one with most of them.
Rulings rule(std::vector<Located> located, const Units& units,
             const std::vector<LinkInput>& inputs);

// How a decision is named as a reason: "a person decided (0123456789abcdef): because …".
std::string reason_in_words(const Ruling& ruling);

}  // namespace quipu
