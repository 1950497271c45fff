// Chinese names made ready for alignment, and their short forms.
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "extract/text/clean_text.h"
#include "extract/text/pinyin.h"
#include "graph/link/alignment.h"
#include "graph/link/name_form.h"

namespace quipu {
namespace {

constexpr std::size_t kLongestReading = 4;  // characters of a place or a surname and given name
constexpr std::size_t kMaxReadings = 8;     // of one run
constexpr std::size_t kLongestName = 40;    // characters; what is beyond is left out
constexpr std::size_t kLongestWord = 12;    // characters

std::uint8_t level_of(char32_t c) {
  constexpr std::array<std::pair<char32_t, std::uint8_t>, 10> kLevels = {{{U'市', 1},
                                                                          {U'州', 1},
                                                                          {U'县', 2},
                                                                          {U'旗', 2},
                                                                          {U'区', 4},
                                                                          {U'省', 8},
                                                                          {U'镇', 16},
                                                                          {U'乡', 16},
                                                                          {U'村', 32},
                                                                          {U'盟', 1}}};
  for (const auto& [level, bit] : kLevels) {
    if (c == level) return bit;
  }
  return 0;
}

bool is_particle(char32_t c) {
  return std::u32string_view(U"的之与和及暨第届·个关于").find(c) != std::u32string_view::npos;
}

// Readings of a run of characters, joined; empty when one has none.
std::vector<std::string> readings(std::u32string_view run) {
  std::vector<std::string> out = {""};
  for (char32_t c : run) {
    const std::vector<std::string>& each = pinyin_readings(c);
    std::vector<std::string> next;
    for (const std::string& head : out) {
      for (const std::string& tail : each) {
        if (next.size() < kMaxReadings) next.push_back(head + tail);
      }
    }
    out.swap(next);
    if (out.empty()) break;
  }
  return out;
}

void add_readings(std::size_t at, HanReading& name) {
  for (std::size_t length = 1; length <= kLongestReading && at + length <= name.text.size();
       ++length) {
    HanReading::Option option;
    option.length = static_cast<std::uint32_t>(length);
    option.reading = true;
    for (const std::string& reading : readings(std::u32string_view(name.text).substr(at, length))) {
      if (reading.size() > 1) option.stems.push_back({stem_of_reading(reading)});
    }
    if (option.stems.empty()) break;
    name.options[at].push_back(std::move(option));
  }
}

// The words that begin at each character; `longest` gets the length of the longest of two
// characters or more, and whether it is one of institutions.
struct Longest {
  std::size_t length = 1;
  bool institution = false;
};

Longest add_words(std::size_t at, Lexicon& lexicon, HanReading& name) {
  Longest longest;
  for (std::size_t length = 1; length <= kLongestWord && at + length <= name.text.size();
       ++length) {
    const LexiconEntry* entry =
        lexicon.find(to_utf8(std::u32string_view(name.text).substr(at, length)));
    if (entry == nullptr) continue;
    name.options[at].push_back({static_cast<std::uint32_t>(length), entry->renderings, false});
    const bool institution = entry->source == WordSource::kInstitution;
    if (length >= 2 && (institution || !longest.institution)) {
      longest = {length, institution};
    } else if (length == 1 && institution && at + 1 == name.text.size()) {
      longest = {1, true};
    }
  }
  return longest;
}

}  // namespace

HanReading read_han(std::string_view folded, Lexicon& lexicon) {
  HanReading out;
  out.text = to_code_points(folded);
  if (out.text.size() > kLongestName) out.text.resize(kLongestName);
  const std::size_t n = out.text.size();
  out.options.resize(n);
  out.weights.assign(n, 1.0);
  out.common.assign(n, false);
  out.begins_word.assign(n, true);
  std::size_t word_end = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const char32_t c = out.text[i];
    const Longest longest = add_words(i, lexicon, out);
    add_readings(i, out);
    const std::string rest = to_utf8(std::u32string_view(out.text).substr(i));
    if (const auto number = leading_number(rest)) {
      out.options[i].push_back({static_cast<std::uint32_t>(number->code_point_count),
                                {{stem_of_number(number->value)}},
                                false});
    }
    if (c < 0x80 && i >= word_end) {
      std::size_t end = i;
      while (end < n && out.text[end] < 0x80) ++end;
      const std::string word = to_utf8(std::u32string_view(out.text).substr(i, end - i));
      out.options[i].push_back({static_cast<std::uint32_t>(end - i), {{stem_of(word)}}, false});
    }
    if (i >= word_end) {
      word_end = i + longest.length;
      for (std::size_t k = i; k < word_end; ++k) {
        out.begins_word[k] = k == i;
        if (longest.institution) {
          out.common[k] = true;
          out.weights[k] = 0.5;
        }
      }
    }
    if (const std::uint8_t level = level_of(c); level != 0 && i > 0) {
      out.levels |= level;
      out.common[i] = true;
      out.weights[i] = 0.25;
    } else if (is_particle(c)) {
      out.common[i] = true;
      out.weights[i] = 0.02;
    }
  }
  return out;
}

Alignment align_short_form(const HanReading& short_form, const HanReading& long_form) {
  Alignment out;
  const std::u32string &s = short_form.text, &l = long_form.text;
  if (s.size() < 2 || s.size() >= l.size()) return out;
  // In order, the beginnings of words first: from the right, so that 师大 takes 师范大学's 师 and
  // 大.
  std::vector<bool> left_in(l.size(), false);
  std::size_t at = 0;
  for (std::size_t i = 0; i < s.size(); ++i) {
    std::size_t found = l.size();
    for (std::size_t k = at; k < l.size(); ++k) {
      if (l[k] != s[i]) continue;
      if (found == l.size()) found = k;
      if (long_form.begins_word[k]) {
        found = k;
        break;
      }
      if (k == at) break;  // goes on in the same word
    }
    if (found == l.size()) {
      if (i > 0 && short_form.common[i] && level_of(s[i]) != 0) continue;
      return out;
    }
    left_in[found] = true;
    at = found + 1;
  }
  const auto begins = std::find(left_in.begin(), left_in.end(), true) - left_in.begin();
  double head = 0;
  for (std::ptrdiff_t k = 0; k < begins; ++k)
    head += long_form.weights[static_cast<std::size_t>(k)];
  double kept = 0, whole = 0, proper = 0, all_proper = 0;
  std::size_t k = 0;
  bool last_kept = false;
  while (k < l.size()) {
    std::size_t end = k + 1;
    while (end < l.size() && !long_form.begins_word[end]) ++end;
    double weight = 0;
    bool common = true, any = false;
    for (std::size_t j = k; j < end; ++j) {
      weight += long_form.weights[j];
      common = common && long_form.common[j];
      any = any || left_in[j];
    }
    whole += weight;
    kept += any ? weight : 0;
    if (!common) {
      all_proper += weight;
      proper += any ? weight : 0;
    }
    last_kept = any;
    k = end;
  }
  if (!last_kept) return out;
  out.left = 1;
  out.right = whole > 0 ? kept / whole : 0;
  double short_proper = 0;
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (!short_form.common[i]) short_proper += short_form.weights[i];
  }
  out.has_proper = all_proper > 0 && short_proper > 0;
  out.proper = all_proper > 0 ? proper / all_proper : 1;
  out.levels_differ = short_form.levels != 0 && long_form.levels != 0 &&
                      (short_form.levels & long_form.levels) == 0;
  if (head > 1.0) out.proper *= 0.5;
  return out;
}

}  // namespace quipu
