#include "cli/finish.h"

#include "cli/progress.h"
#include "graph/link/link.h"

namespace quipu {

Result<StoreCounts> finish(Store& store, Progress& progress, bool interrupted) {
  const auto linked = store.snapshot().linked();
  if (!linked) return tl::unexpected(linked.error());
  if (!*linked && !interrupted) {
    progress.say("linking …");
    if (const auto done = relink(store); !done) return tl::unexpected(done.error());
  }
  if (const auto flushed = store.flush(); !flushed) return tl::unexpected(flushed.error());
  progress.clear();
  return store.counts();
}

}  // namespace quipu
