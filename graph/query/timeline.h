// What the articles say of an entity, in the order of its dates.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "extract/value/result.h"
#include "graph/query/show.h"
#include "graph/store/store.h"

namespace quipu {

struct Moment {
  std::string date;        // ISO: a year, month, day, or a range of these
  bool published = false;  // the date is that of the earliest article, not of the statement
  Fact fact;
};

struct Timeline {
  std::size_t count = 0;          // dated statements in all; `moments` may hold fewer
  std::size_t undated_count = 0;  // statements without a date, in articles without one
  std::vector<Moment> moments;  // earliest first; a year before its months, a month before its days
};

// At most `limit` moments, the latest; 0 is no limit. `said_only`: only statements that carry a
// date themselves. Errors: kNotFound, kCorrupt.
Result<Timeline> timeline_of(const Snapshot& snapshot, EntityId id, bool said_only,
                             std::size_t limit);

}  // namespace quipu
