// The sentence that a mention stands in.
#pragma once

#include "extract/value/result.h"
#include "extract/value/span.h"
#include "graph/store/store.h"

namespace quipu {

// In bytes of the article; the mention itself where the article's text has no sentence there.
// Errors: kNotFound, kCorrupt with the key.
Result<ByteSpan> sentence_around(const Snapshot& snapshot, DocumentId document, ByteSpan mention);

}  // namespace quipu
