// How far two names say the same word by word: a Chinese name and a Latin one, two Latin ones, a
// Chinese name and its short form.
#pragma once

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "graph/link/latin_words.h"
#include "graph/link/lexicon.h"

namespace quipu {

// Shares of the names' weight that have a counterpart. Words that many names have weigh less.
struct Alignment {
  double left = 0, right = 0;
  double proper = 0;             // of the distinctive parts alone, on the side that has less of it
  bool has_proper = false;       // there is a distinctive part on both sides
  bool levels_differ = false;    // county against district
  std::uint32_t by_reading = 0;  // characters matched by pinyin

  double least() const { return left < right ? left : right; }
};

// A Latin name made ready.
struct LatinReading {
  struct Part {
    Stem stem = 0;
    std::uint32_t words = 0;  // bit mask
  };
  std::vector<LatinWord> words;  // at most 32
  std::vector<Part> parts;       // words as stems and as readings, and runs of two and three
  std::vector<double> weights;   // by word
  std::vector<bool> common;      // by word
  std::bitset<512> stems;        // of the parts, by their low bits: most words are not among them
  std::uint8_t levels = 0;
};

// A Chinese name made ready: which words may begin at each character.
struct HanReading {
  struct Option {
    std::uint32_t length = 0;              // characters
    std::vector<std::vector<Stem>> stems;  // renderings, or readings of one stem
    bool reading = false;                  // by pinyin
  };
  std::u32string text;
  std::vector<std::vector<Option>> options;  // by character
  std::vector<double> weights;               // by character
  std::vector<bool> common;                  // by character: part of an institution word, a level
  std::vector<bool> begins_word;             // by character, as segmented by the longest words
  std::uint8_t levels = 0;
};

LatinReading read_latin(std::string_view written);
HanReading read_han(std::string_view folded, Lexicon& lexicon);

Alignment align(const HanReading& han, const LatinReading& latin);
Alignment align(const LatinReading& a, const LatinReading& b);

// `left` is the share of the short name that is found in order in the long one, `right` the share
// of the long one's words that leave something in the short one. All zero when it is no short form.
Alignment align_short_form(const HanReading& short_form, const HanReading& long_form);

}  // namespace quipu
