// Evidence read back from its document: the exact bytes, and where they came from.
#pragma once

#include <cstddef>
#include <list>
#include <string>
#include <string_view>

#include "extract/value/result.h"
#include "graph/store/store.h"

namespace quipu {

// Reads documents as they are asked for and keeps a few of them: memory is bounded whatever the
// size of the graph. Not thread-safe.
class SourceQuotes {
 public:
  explicit SourceQuotes(const Snapshot& snapshot) : snapshot_(snapshot) {}

  // The bytes of `evidence`. Errors: kCorrupt when the span does not lie in its document.
  Result<std::string> quote(const Evidence& evidence);
  Result<std::string> quote(DocumentId document, ByteSpan span);
  Result<std::string> uri(DocumentId document);

 private:
  struct Source {
    DocumentId id = 0;
    std::string uri;
    std::string bytes;
  };
  Result<const Source*> source(DocumentId id);

  const Snapshot& snapshot_;
  std::list<Source> recent_;  // last used first
  std::size_t byte_count_ = 0;
};

}  // namespace quipu
