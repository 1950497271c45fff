// Which entities a person means by a name.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "extract/value/result.h"
#include "graph/store/store.h"

namespace quipu {

struct NameCandidate {
  EntityRecord entity;
  std::size_t statement_count = 0;
  std::size_t likeness = 1000;  // thousandths; 1000: it bears the name
};

struct Lookup {
  bool by_name = false;  // the candidates bear the name; else their names are like it
  std::vector<NameCandidate> candidates;
};

// Entities that bear the name in any language, script, case, spelling or abbreviation that the
// graph knows (folded names are equal), those with most statements first. Where there is none,
// those whose names are like it, the likest first, at most `similar_limit`: few characters differ,
// or few letters of the pinyin, or one name holds the other. Of `type` unless it is empty.
Result<Lookup> look_up(const Snapshot& snapshot, std::string_view name, std::string_view type,
                       std::size_t similar_limit);

// Statements of which the entity is an end.
Result<std::size_t> statement_count(const Snapshot& snapshot, EntityId id);

}  // namespace quipu
