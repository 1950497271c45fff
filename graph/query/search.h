// Words looked for in names and in the sentences of all articles.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "extract/value/result.h"
#include "graph/query/lookup.h"
#include "graph/query/quote.h"
#include "graph/store/store.h"

namespace quipu {

struct SentenceHit {
  Quote quote;
  std::vector<EntityRecord> entities;  // that the sentence names, in the order of the sentence
};

struct SearchLimits {
  std::size_t names = 20, sentences = 20;
};

struct SearchResult {
  std::size_t name_count = 0;          // entities with such a name in all; `names` may hold fewer
  std::vector<NameCandidate> names;    // those with most statements first
  std::size_t sentence_count = 0;      // in all
  std::vector<SentenceHit> sentences;  // the newest articles first
};

// The text is divided at blanks; a sentence is found that holds every word, a name that holds the
// whole text. Script, case, width and accents make no difference; in scripts without blanks a word
// is found anywhere, in others as a whole word. Reads every article.
// Errors: kCorrupt.
Result<SearchResult> search(const Snapshot& snapshot, std::string_view text,
                            const SearchLimits& limits);

// The words that `search` looks for, to mark them in what it finds.
std::vector<std::string> words_of(std::string_view text);

}  // namespace quipu
