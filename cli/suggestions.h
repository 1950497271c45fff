// Pairs of entities that linking is not sure of, those first where a person's word is worth most.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "extract/value/result.h"
#include "graph/store/store.h"

namespace quipu {

struct Suggestion {
  struct Side {
    EntityId id = 0;
    std::size_t mention_count = 0;
  };
  std::array<Side, 2> sides;  // by id
  double value = 0;           // mentions of the smaller one, times uncertainty (1: even odds)
  std::string reason;         // in words, with how likely it is
};

// At most `limit`, of `type` unless it is empty; by value, then by ids. Pairs of which a person has
// said that it is not known are left out. Errors: kCorrupt with the key.
Result<std::vector<Suggestion>> suggest(const Snapshot& snapshot, std::string_view type,
                                        std::size_t limit);

}  // namespace quipu
