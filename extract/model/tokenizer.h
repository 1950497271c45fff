// BERT's tokenizer (greedy longest match of word pieces, Wu et al. 2016) over clean text, with the
// place of each token in that text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "extract/text/clean_text.h"

namespace quipu {

// How a word is written; the vocabularies are lower-cased, and case says much about names.
enum class Shape : std::uint8_t {
  kNone,         // no letters with case, no digits
  kLower,        // teacher
  kCapitalized,  // Forum
  kCapitals,     // BNU
  kMixed,        // iPad, G20
  kDigits,       // 2024
  kPunctuation,
  kOneCapital,  // J
};

struct Token {
  std::uint32_t id = 0;
  Shape shape = Shape::kNone;
  std::uint32_t begin = 0, end = 0;  // code points of the clean text
  bool word_start = true;            // false for the later pieces of a word
};

class Tokenizer {
 public:
  // `vocabulary`: word pieces in the order of their ids, separated by '\n'.
  explicit Tokenizer(std::string_view vocabulary);

  // Tokens of text[begin, end). Blanks split words; each Han character and each punctuation mark is
  // a word. Traditional characters are looked up in their simplified form.
  std::vector<Token> tokenize(const CleanText& text, std::u32string_view simplified,
                              std::size_t begin, std::size_t end) const;

  std::uint32_t cls() const { return cls_; }
  std::uint32_t sep() const { return sep_; }

 private:
  void word(std::u32string_view folded, std::uint32_t begin, std::uint32_t end, Shape shape,
            const std::vector<std::uint32_t>& places, std::vector<Token>& out) const;

  std::unordered_map<std::string, std::uint32_t> ids_;
  std::uint32_t unknown_ = 0, cls_ = 0, sep_ = 0;
  std::size_t longest_ = 1;  // bytes of the longest piece
};

}  // namespace quipu
