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

  // The sentences of a statement, at most `limit`, those first that speak of the subject, then
  // those that speak of the object. Errors: kCorrupt.
  Result<std::vector<Quote>> quotes(const StatementRecord& statement, std::size_t limit);

 private:
  struct Article {
    DocumentRecord record;
    SourceText text;
    std::vector<MentionRecord> mentions;
  };
  Result<const Article*> article(DocumentId id);
  Result<int> telling(const Evidence& evidence, EntityId subject, EntityId object);

  const Snapshot& snapshot_;
  std::map<DocumentId, Article> articles_;
};

}  // namespace quipu
