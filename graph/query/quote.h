// Sentences of stored articles, as a reader sees them.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

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

  // How telling a sentence is of a statement: 2 when it speaks of the subject, and 1 more when it
  // speaks of the object. Errors: kCorrupt.
  Result<int> telling(const Evidence& evidence, EntityId subject, EntityId object);

 private:
  struct Article {
    DocumentRecord record;
    SourceText text;
    std::vector<MentionRecord> mentions;
  };
  Result<const Article*> article(DocumentId id);

  const Snapshot& snapshot_;
  std::map<DocumentId, Article> articles_;
};

}  // namespace quipu
