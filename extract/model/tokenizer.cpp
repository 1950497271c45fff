#include "extract/model/tokenizer.h"

#include <algorithm>

#include "extract/text/characters.h"
#include "extract/text/letter_forms.h"

namespace quipu {
namespace {

constexpr std::size_t kLongestWord = 100;  // code points; BERT calls longer words unknown

Shape shape_of(std::u32string_view word) {
  if (word.size() == 1 && is_punctuation(word[0])) return Shape::kPunctuation;
  const auto upper = std::count_if(word.begin(), word.end(), is_upper);
  const auto lower = std::count_if(word.begin(), word.end(), is_lower);
  const auto digits = std::count_if(word.begin(), word.end(), is_digit);
  if (upper + lower + digits == 0) return Shape::kNone;
  if (upper + lower == 0) return Shape::kDigits;
  if (digits > 0) return Shape::kMixed;
  if (upper == 0) return Shape::kLower;
  if (word.size() == 1) return Shape::kOneCapital;
  if (lower == 0) return Shape::kCapitals;
  return upper == 1 && is_upper(word[0]) ? Shape::kCapitalized : Shape::kMixed;
}

}  // namespace

Tokenizer::Tokenizer(std::string_view vocabulary) {
  std::uint32_t id = 0;
  while (!vocabulary.empty()) {
    const auto piece = vocabulary.substr(0, vocabulary.find('\n'));
    vocabulary.remove_prefix(std::min(piece.size() + 1, vocabulary.size()));
    longest_ = std::max(longest_, piece.size());
    ids_.emplace(piece, id++);
  }
  const auto find = [&](const char* name) {
    const auto it = ids_.find(name);
    return it == ids_.end() ? 0 : it->second;
  };
  unknown_ = find("[UNK]");
  cls_ = find("[CLS]");
  sep_ = find("[SEP]");
}

void Tokenizer::word(std::u32string_view folded, std::uint32_t begin, std::uint32_t end,
                     Shape shape, const std::vector<std::uint32_t>& places,
                     std::vector<Token>& out) const {
  const std::size_t first = out.size();
  const auto unknown = [&] {
    out.resize(first);
    out.push_back({unknown_, shape, begin, end, true});
  };
  if (folded.empty() || folded.size() > kLongestWord) return unknown();
  std::size_t start = 0;
  while (start < folded.size()) {
    std::string piece = start == 0 ? "" : "##";
    std::uint32_t id = 0;
    std::size_t best = 0;
    for (std::size_t stop = start; stop < folded.size() && piece.size() < longest_; ++stop) {
      piece += to_utf8(folded.substr(stop, 1));
      if (const auto it = ids_.find(piece); it != ids_.end()) {
        id = it->second;
        best = stop + 1;
      }
    }
    if (best == 0) return unknown();
    const auto piece_end = best == folded.size() ? end : places[best];
    out.push_back({id, shape, start == 0 ? begin : places[start], piece_end, start == 0});
    start = best;
  }
}

std::vector<Token> Tokenizer::tokenize(const CleanText& text, std::u32string_view simplified,
                                       std::size_t begin, std::size_t end) const {
  std::vector<Token> out;
  std::u32string folded;
  std::vector<std::uint32_t> places;  // of each folded character
  std::size_t start = begin;
  const auto finish = [&](std::size_t stop) {
    if (stop == start) return;
    folded.clear();
    places.clear();
    for (std::size_t i = start; i < stop; ++i) {
      const char32_t c = base_lower(simplified[i]);
      if (c == 0) continue;
      folded.push_back(c);
      places.push_back(static_cast<std::uint32_t>(i));
    }
    const auto shape = shape_of(std::u32string_view(text.text).substr(start, stop - start));
    word(folded, static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(stop), shape, places,
         out);
  };
  for (std::size_t i = begin; i < end; ++i) {
    const char32_t c = text.text[i];
    if (!is_blank(c) && !is_han(c) && !is_punctuation(c)) continue;
    finish(i);
    start = i;
    if (!is_blank(c)) finish(i + 1);
    start = i + 1;
  }
  finish(end);
  return out;
}

}  // namespace quipu
