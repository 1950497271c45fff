// Sentence borders by rule: marks that end, and what speaks against it.
#include <algorithm>
#include <array>

#include "extract/text/characters.h"
#include "extract/text/clean_text.h"

namespace quipu {
namespace {

// Followed by a name or a number: never an end.
constexpr std::array<std::u32string_view, 38> kPrefixes = {
    U"mr",  U"mrs",  U"ms",  U"mx",  U"dr",   U"prof",  U"st",   U"gov",   U"sen", U"rep",
    U"rev", U"hon",  U"gen", U"col", U"capt", U"lt",    U"sgt",  U"fr",    U"sr",  U"mt",
    U"no",  U"nos",  U"vol", U"fig", U"pp",   U"ed",    U"eds",  U"vs",    U"al",  U"cf",
    U"viz", U"supt", U"sec", U"dir", U"ass",  U"assoc", U"asst", U"messrs"};

// May stand at an end: it is one when a word that opens sentences follows.
constexpr std::array<std::u32string_view, 32> kAbbreviations = {
    U"inc", U"ltd", U"co",  U"corp", U"bros", U"jr",  U"etc", U"dept", U"univ", U"est", U"approx",
    U"jan", U"feb", U"mar", U"apr",  U"jun",  U"jul", U"aug", U"sep",  U"sept", U"oct", U"nov",
    U"dec", U"ave", U"rd",  U"blvd", U"u.s",  U"u.k", U"u.n", U"e.g",  U"i.e",  U"ph.d"};

constexpr std::array<std::u32string_view, 44> kOpeners = {
    U"the",   U"a",     U"an",        U"in",     U"on",     U"at",      U"it",        U"he",
    U"she",   U"they",  U"we",        U"this",   U"that",   U"these",   U"those",     U"his",
    U"her",   U"their", U"our",       U"but",    U"and",    U"as",      U"for",       U"with",
    U"when",  U"while", U"after",     U"before", U"during", U"however", U"according", U"also",
    U"there", U"by",    U"from",      U"to",     U"since",  U"last",    U"more",      U"all",
    U"both",  U"its",   U"meanwhile", U"earlier"};

constexpr std::u32string_view kClosers = U"”’\"')]}》」』】";
constexpr std::u32string_view kOpenersOfQuotes = U"“‘\"'([{《「『【";

template <std::size_t N>
bool contains(const std::array<std::u32string_view, N>& words, std::u32string_view word) {
  return std::ranges::find(words, word) != words.end();
}

std::u32string lower_ascii(std::u32string_view text) {
  std::u32string out(text);
  for (char32_t& c : out) {
    if (is_ascii_upper(c)) c += U'a' - U'A';
  }
  return out;
}

// One block, with the question "does a sentence end after here?".
class BlockView {
 public:
  explicit BlockView(std::u32string_view text) : text_(text) {}

  // The index after the sentence whose last mark is at `i`; 0 when none ends there.
  std::size_t end_at(std::size_t i) const {
    const char32_t c = text_[i];
    if (c == U'。') return after_closers(after_marks(i));
    if (c == U'!' || c == U'?') {
      const std::size_t end = after_closers(after_marks(i));
      return is_lower(at(next_visible(end))) ? 0 : end;
    }
    if (c == U';') return is_han(at(i - 1)) || is_han(at(i + 1)) ? i + 1 : 0;
    if (c == U'.') return at(i + 1) == U'.' ? end_of_ellipsis(i) : end_of_period(i);
    return 0;
  }

 private:
  char32_t at(std::size_t i) const { return i < text_.size() ? text_[i] : U'\0'; }

  std::size_t after_marks(std::size_t i) const {
    while (is_one_of(at(i), U"。!?.") && at(i) != U'\0') ++i;
    return i;
  }

  // Closing marks belong to the sentence; an opening " or ' of the next one does not.
  std::size_t after_closers(std::size_t i) const {
    while (at(i) != U'\0' && is_one_of(at(i), kClosers)) {
      const bool ambiguous = at(i) == U'"' || at(i) == U'\'';
      if (ambiguous && is_letter(at(i + 1)) && is_blank(at(i - 1))) break;
      ++i;
    }
    return i;
  }

  std::size_t next_visible(std::size_t i) const {
    while (i < text_.size() && is_blank(text_[i])) ++i;
    return i;
  }

  std::u32string_view word_before(std::size_t i) const {
    std::size_t begin = i;
    constexpr std::size_t kLongest = 24;
    while (begin > 0 && i - begin < kLongest &&
           (is_letter(text_[begin - 1]) || is_ascii_digit(text_[begin - 1]) ||
            (text_[begin - 1] == U'.' && begin < i)) &&
           !is_han(text_[begin - 1])) {
      --begin;
    }
    return text_.substr(begin, i - begin);
  }

  std::u32string word_at(std::size_t i) const {
    std::size_t end = i;
    constexpr std::size_t kLongest = 24;
    while (end < text_.size() && end - i < kLongest && is_letter(text_[end])) ++end;
    return lower_ascii(text_.substr(i, end - i));
  }

  // "..." ends a sentence when a new one visibly begins.
  std::size_t end_of_ellipsis(std::size_t i) const {
    if (i > 0 && at(i - 1) == U'.') return 0;
    const std::size_t end = after_closers(after_marks(i));
    const std::size_t next = next_visible(end);
    if (next >= text_.size()) return end;
    if (is_han(at(i - 1))) return end;
    return next > end && is_upper(at(next)) ? end : 0;
  }

  std::size_t end_of_period(std::size_t i) const {
    if (i > 0 && at(i - 1) == U'.') return 0;
    const std::size_t end = after_closers(i + 1);
    const std::size_t next = next_visible(end);
    if (next >= text_.size()) return end;
    if (is_han(at(i - 1)) || at(i - 1) == U'》') return end;
    const std::u32string word = lower_ascii(word_before(i));
    const bool opener = contains(kOpeners, word_at(first_letter(next)));
    if (next == end) {
      // No blank: a slip ("ended.The next"), an address, a number.
      if (end > i + 1) return is_lower(at(next)) || is_one_of(at(next), U",;:.") ? 0 : end;
      return word.size() >= 3 && is_ascii_lower(at(i - 1)) && is_upper(at(next)) && opener ? end
                                                                                           : 0;
    }
    if (is_lower(at(next)) || is_one_of(at(next), U",;:)]")) return 0;
    if (contains(kPrefixes, word)) return 0;
    const bool counts = std::ranges::all_of(word, is_ascii_digit);
    if (counts && i == word.size()) return 0;  // "1. Apply early." at the start of a block
    const bool initial = word.size() == 1 && is_upper(at(i - 1));
    const bool dotted = word.size() >= 3 && word[word.size() - 2] == U'.';  // U.S, p.m
    if (initial || dotted || contains(kAbbreviations, word)) return opener ? end : 0;
    return end;
  }

  std::size_t first_letter(std::size_t i) const {
    while (i < text_.size() && is_one_of(text_[i], kOpenersOfQuotes)) ++i;
    return i;
  }

  std::u32string_view text_;
};

void add_trimmed(std::u32string_view text, Sentence sentence, std::vector<Sentence>& out) {
  while (sentence.begin < sentence.end && is_blank(text[sentence.begin])) ++sentence.begin;
  while (sentence.end > sentence.begin && is_blank(text[sentence.end - 1])) --sentence.end;
  if (sentence.begin < sentence.end) out.push_back(sentence);
}

}  // namespace

std::vector<Sentence> split_sentences(const CleanText& text) {
  std::vector<Sentence> sentences;
  const std::u32string_view all = text.text;
  for (const Block& block : text.blocks) {
    const BlockView view(all.substr(block.begin, block.end - block.begin));
    std::size_t begin = block.begin;
    for (std::size_t i = block.begin; i < block.end; ++i) {
      const std::size_t end = view.end_at(i - block.begin);
      if (end == 0) continue;
      add_trimmed(all, {begin, block.begin + end, block.kind}, sentences);
      begin = block.begin + end;
      i = begin - 1;
    }
    add_trimmed(all, {begin, block.end, block.kind}, sentences);
  }
  return sentences;
}

}  // namespace quipu
