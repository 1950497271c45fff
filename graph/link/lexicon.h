// Words of Chinese names with their English renderings (graph/link/lexicon/*.tsv, compiled in).
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/link/latin_words.h"

namespace quipu {

enum class WordSource : std::uint8_t { kInstitution, kPersonName, kDictionary };

struct LexiconEntry {
  std::vector<std::vector<Stem>> renderings;  // each sorted
  WordSource source = WordSource::kDictionary;
};

// Reads an entry when it is first asked for; one thread.
class Lexicon {
 public:
  // The entry of a word in simplified script; nullptr when there is none. What our own tables say
  // comes before what the dictionary says. Lives as long as the lexicon.
  const LexiconEntry* find(std::string_view word);

  // How many bytes the longest word of the tables has.
  static std::size_t longest_word();

  // True when the stem occurs in the renderings of institution words: it tells little by itself.
  static bool is_common(Stem stem);

  // True when both stand alone for one institution word: board and bureau, contest and competition.
  static bool are_synonyms(Stem a, Stem b);

 private:
  std::unordered_map<std::string_view, LexiconEntry> entries_;  // keys in the compiled-in tables
};

}  // namespace quipu
