// Sentences of stored articles, as a reader sees them.
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "extract/text/clean_text.h"
#include "graph/store/store.h"

namespace quipu {

struct Quote {
  DocumentRecord document;
  ByteSpan span;
  std::string text;  // without tags, runs of blanks made one; as the article has it otherwise
};

// Reads each article once, as long as it stays among the last few.
class Quoter {
 public:
  explicit Quoter(const Snapshot& snapshot) : snapshot_(snapshot) {}

  // Errors: kCorrupt with the key.
  Result<Quote> quote(const Evidence& evidence);

 private:
  struct Article {
    DocumentRecord record;
    SourceText text;
  };
  Result<const Article*> article(DocumentId id);

  const Snapshot& snapshot_;
  std::map<DocumentId, Article> articles_;
};

}  // namespace quipu
