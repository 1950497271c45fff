// The end of every verb that changes articles: the graph linked again, everything on the disk.
#pragma once

#include "extract/value/result.h"
#include "graph/store/store.h"

namespace quipu {

class Progress;

// Links where an article has changed since the last time (not when the user interrupted: the next
// run does it), flushes, and clears the progress bar. Returns what the store holds now.
Result<StoreCounts> finish(Store& store, Progress& progress, bool interrupted);

}  // namespace quipu
