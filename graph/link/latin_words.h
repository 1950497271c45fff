// The words of a name in Latin letters, as far as they tell names apart.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace quipu {

using Stem = std::uint64_t;  // hash of a stemmed word

struct LatinWord {
  std::string text;  // lower case, without apostrophes; numbers as "#6"
  Stem stem = 0;
  bool capital = false;  // written with one
};

Stem stem_of(std::string_view word);  // of a word in lower-case ASCII
Stem stem_of_number(std::uint32_t number);
// The same for a reading in pinyin, which no ending may be cut from.
Stem stem_of_reading(std::string_view reading);

// True when a word is made of syllables of pinyin alone.
bool is_pinyin(std::string_view word);

// Words without articles, prepositions and conjunctions; "No. 6", "sixth" and "6th" are the number
// 6. Accents are dropped.
std::vector<LatinWord> latin_words(std::string_view written);

// True when the name has Latin letters and no Han character.
bool is_latin(std::string_view text);
// True when a character of the text is Han.
bool has_han(std::string_view text);

}  // namespace quipu
