// Cleaning in stages over characters that carry their source: visible characters, NFKC, pinyin in
// brackets, blanks. No stage reorders, so spans stay in order.
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "extract/text/characters.h"
#include "extract/text/clean_text.h"

namespace quipu {
namespace {

struct Char {
  char32_t c = 0;
  ByteSpan source;
};
using Chars = std::vector<Char>;

Chars visible(const SourceText& source, const Block& block) {
  Chars chars;
  chars.reserve(block.end - block.begin);
  for (std::size_t i = block.begin; i < block.end; ++i) {
    const char32_t c = source.text[i];
    if (is_invisible(c)) continue;
    chars.push_back({is_blank(c) ? U' ' : c, source.source[i]});
  }
  return chars;
}

const icu::Normalizer2& nfkc() {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKCInstance(error);
  if (U_FAILURE(error)) throw std::runtime_error("ICU has no NFKC data");
  return *normalizer;
}

// Characters that NFKC leaves alone and that nothing before them can join.
bool is_plain(char32_t c) { return c < 0x80 || (c >= 0x4E00 && c <= 0x9FFF); }

// NFKC cluster by cluster (from one normalization boundary to the next, so the result is that of
// the whole text). Where characters map one to one each keeps its own source; else each gets that
// of the cluster. A cluster is cut after 32 characters: reordering marks is quadratic.
Chars compose(const Chars& in) {
  constexpr std::size_t kMaxCluster = 32;
  const icu::Normalizer2& normalizer = nfkc();
  Chars out;
  out.reserve(in.size());
  std::size_t i = 0;
  while (i < in.size()) {
    std::size_t end = i + 1;
    while (end < in.size() && end - i < kMaxCluster && !is_plain(in[end].c) &&
           !normalizer.hasBoundaryBefore(static_cast<UChar32>(in[end].c))) {
      ++end;
    }
    if (end == i + 1 && is_plain(in[i].c)) {
      out.push_back(in[i++]);
      continue;
    }
    icu::UnicodeString cluster;
    for (std::size_t k = i; k < end; ++k) cluster.append(static_cast<UChar32>(in[k].c));
    UErrorCode error = U_ZERO_ERROR;
    icu::UnicodeString composed = normalizer.normalize(cluster, error);
    // U+00B4 and its like would become a blank with an accent; they are better left as they are.
    if (U_FAILURE(error) || composed.startsWith(u" ", 1)) composed = cluster;
    const bool one_to_one = composed.countChar32() == static_cast<std::int32_t>(end - i);
    const ByteSpan whole{in[i].source.begin, in[end - 1].source.end};
    for (std::int32_t k = 0; k < composed.length(); k = composed.moveIndex32(k, 1)) {
      const auto c = static_cast<char32_t>(composed.char32At(k));
      out.push_back({c, one_to_one ? in[i].source : whole});
      if (one_to_one) ++i;
    }
    i = end;
  }
  return out;
}

// The plain letter under a pinyin vowel with its tone mark; 0: not a toned letter.
char32_t without_tone(char32_t c) {
  struct Row {
    std::u32string_view toned;
    char32_t plain;
  };
  static constexpr std::array<Row, 9> kRows = {{{U"āáǎăàɑ", U'a'},
                                                {U"ēéěĕèê", U'e'},
                                                {U"īíǐĭì", U'i'},
                                                {U"ōóǒŏò", U'o'},
                                                {U"ūúǔŭù", U'u'},
                                                {U"ǖǘǚǜü", U'v'},
                                                {U"ńňǹ", U'n'},
                                                {U"ḿ", U'm'},
                                                {U"ɡ", U'g'}}};
  for (const Row& row : kRows) {
    if (is_one_of(c, row.toned)) return row.plain;
  }
  return 0;
}

bool is_syllable(std::string_view letters) {
  static constexpr std::array<std::string_view, 24> kInitials = {
      "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g",
      "k",  "h",  "j",  "q", "x", "r", "z", "c", "s", "y", "w", ""};
  static constexpr std::array<std::string_view, 37> kFinals = {
      "a",   "o",   "e",   "i",   "u",  "v",    "ai", "ei",  "ao",  "ou",   "an",  "en",   "ang",
      "eng", "er",  "ong", "ia",  "ie", "iao",  "iu", "ian", "in",  "iang", "ing", "iong", "ua",
      "uo",  "uai", "ui",  "uan", "un", "uang", "ue", "ve",  "van", "vn",   "io"};
  for (const std::string_view initial : kInitials) {
    if (!letters.starts_with(initial)) continue;
    if (std::ranges::find(kFinals, letters.substr(initial.size())) != kFinals.end()) return true;
  }
  return false;
}

// The index after the ')' when a pinyin reading in brackets starts at `i`, else `i`.
std::size_t skip_reading(const Chars& text, std::size_t i) {
  constexpr std::size_t kMaxLetters = 7;
  if (text[i].c != U'(') return i;
  std::string letters;
  bool toned = false;
  for (std::size_t k = i + 1; k < text.size() && letters.size() <= kMaxLetters; ++k) {
    const char32_t c = text[k].c;
    if (c == U')') return !letters.empty() && (toned || is_syllable(letters)) ? k + 1 : i;
    if (const char32_t plain = without_tone(c); plain != 0) {
      toned = true;
      letters.push_back(static_cast<char>(plain));
    } else if (is_ascii_lower(c)) {
      letters.push_back(static_cast<char>(c));
    } else {
      return i;
    }
  }
  return i;
}

// 經(jīng)驗(yàn) -> 經驗; what is removed goes to the source of the character before it.
Chars remove_readings(const Chars& in) {
  Chars out;
  out.reserve(in.size());
  for (std::size_t i = 0; i < in.size();) {
    const std::size_t end = !out.empty() && is_han(out.back().c) ? skip_reading(in, i) : i;
    if (end == i) {
      out.push_back(in[i++]);
      continue;
    }
    out.back().source.end = in[end - 1].source.end;
    i = end;
  }
  return out;
}

// One blank for a run of them, none at the ends.
Chars collapse_blanks(const Chars& in) {
  Chars out;
  out.reserve(in.size());
  for (const Char& ch : in) {
    if (ch.c != U' ') {
      out.push_back(ch);
    } else if (!out.empty() && out.back().c == U' ') {
      out.back().source.end = ch.source.end;
    } else if (!out.empty()) {
      out.push_back(ch);
    }
  }
  if (!out.empty() && out.back().c == U' ') out.pop_back();
  return out;
}

constexpr std::u32string_view kOpening = U"([{《「『【〈〔";
constexpr std::u32string_view kClosing = U")]}》」』】〉〕";
constexpr std::u32string_view kStops = U",;:!?、。";
constexpr std::u32string_view kCjkMarks = U"、。《》「」『』【】〈〉〔〕·";

// Decides which blanks of a block are no more than bad typesetting.
class BlankJudge {
 public:
  explicit BlankJudge(const Chars& text) : text_(text) {
    for (const Char& ch : text) running_ = running_ || ch.c == U'。' || ch.c == U',';
  }

  // text[i] is a blank with a character on either side. Called for rising i.
  bool is_noise(std::size_t i) {
    for (; quotes_until_ < i; ++quotes_until_) {
      if (at(quotes_until_) == U'"') quote_open_ = !quote_open_;
    }
    const char32_t before = at(i - 1), after = at(i + 1);
    if (is_han(before) && is_han(after)) return splits_word(i);
    return before_closing(i, after) || after_opening(i, before) || in_elision(i) ||
           beside_cjk_mark(i, before, after);
  }

 private:
  char32_t at(std::size_t i) const { return i < text_.size() ? text_[i].c : U' '; }
  bool is_word(std::size_t i) const { return is_letter(at(i)) || is_ascii_digit(at(i)); }
  bool is_latin_word(std::size_t i) const { return is_word(i) && !is_han(at(i)); }

  // 北 京, and in running prose 罗 丹主持; but not 学前科 教育督导室 in a menu or a list.
  bool splits_word(std::size_t i) const {
    if (running_) return true;
    const bool single_before = i < 2 || at(i - 2) == U' ';
    const bool single_after = at(i + 2) == U' ';
    return single_before && single_after;
  }

  // 'teacher , student', 'prize ”'
  bool before_closing(std::size_t i, char32_t after) const {
    if (is_one_of(after, kClosing) || is_one_of(after, kStops)) return true;
    if (after == U'.') return !is_word(i + 2) && at(i + 2) != U'.';
    if (after == U'”' || after == U'’') return !is_word(i + 2);
    return after == U'"' && quote_open_ && !is_word(i + 2);
  }

  // '“ Golden', '( see'
  bool after_opening(std::size_t i, char32_t before) const {
    if (is_one_of(before, kOpening)) return true;
    const bool starts = i < 2 || !is_latin_word(i - 2);
    if (before == U'“' || before == U'‘') return starts;
    return before == U'"' && quote_open_ && starts;
  }

  // 'teacher ’ s': either blank of the two.
  bool in_elision(std::size_t i) const {
    const auto is_apostrophe = [](char32_t c) { return c == U'’' || c == U'\''; };
    std::size_t mark = 0;
    if (is_apostrophe(at(i + 1)) && at(i + 2) == U' ') {
      mark = i + 1;
    } else if (i >= 3 && is_apostrophe(at(i - 1)) && at(i - 2) == U' ') {
      mark = i - 1;
    } else {
      return false;
    }
    if (mark < 2 || !is_latin_word(mark - 2)) return false;
    const std::size_t begin = mark + 2;
    std::u32string word;
    for (std::size_t k = begin; k < begin + 3 && is_word(k); ++k) word.push_back(at(k));
    static constexpr std::array<std::u32string_view, 7> kEndings = {U"s",  U"t", U"re", U"ve",
                                                                    U"ll", U"d", U"m"};
    return std::ranges::find(kEndings, word) != kEndings.end();
  }

  // 教师 、学生; 教师, 学生
  bool beside_cjk_mark(std::size_t i, char32_t before, char32_t after) const {
    const bool mark_before = is_one_of(before, kCjkMarks), mark_after = is_one_of(after, kCjkMarks);
    if (mark_before && (mark_after || is_han(after))) return true;
    if (mark_after && is_han(before)) return running_;
    return is_one_of(before, U",;:!?”") && is_han(after) && i >= 2 && is_han(at(i - 2));
  }

  const Chars& text_;
  bool running_ = false;  // prose, not a menu or a list
  bool quote_open_ = false;
  std::size_t quotes_until_ = 0;
};

Chars repair_blanks(const Chars& in) {
  Chars out;
  out.reserve(in.size());
  BlankJudge judge(in);
  for (std::size_t i = 0; i < in.size(); ++i) {
    if (in[i].c == U' ' && i > 0 && i + 1 < in.size() && judge.is_noise(i)) continue;
    out.push_back(in[i]);
  }
  return out;
}

void append_block(const Chars& chars, BlockKind kind, CleanText& out) {
  if (!out.text.empty()) {
    const std::uint32_t joint = out.source.back().end;
    out.text.push_back(U'\n');
    out.source.push_back({joint, joint});
  }
  const std::size_t begin = out.text.size();
  for (const Char& ch : chars) {
    out.text.push_back(ch.c);
    out.source.push_back(ch.source);
  }
  out.blocks.push_back({begin, out.text.size(), kind});
}

}  // namespace

CleanText clean(const SourceText& source) {
  CleanText out;
  out.text.reserve(source.text.size());
  out.source.reserve(source.text.size());
  const std::vector<Block> whole = {{0, source.text.size(), BlockKind::kParagraph}};
  for (const Block& block : source.blocks.empty() ? whole : source.blocks) {
    const Chars chars =
        repair_blanks(collapse_blanks(remove_readings(compose(visible(source, block)))));
    if (!chars.empty()) append_block(chars, block.kind, out);
  }
  return out;
}

}  // namespace quipu
