#include "graph/link/latin_words.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "extract/text/pinyin.h"

namespace quipu {
namespace {

constexpr std::array<std::string_view, 20> kStopWords = {
    "a",  "an", "and", "at", "by",   "for",     "from",    "in",   "into", "of",
    "on", "s",  "the", "to", "with", "session", "edition", "year", "its",  "as"};

constexpr std::array<std::string_view, 41> kOrdinals = {
    "",           "first",      "second",     "third",     "fourth",    "fifth",
    "sixth",      "seventh",    "eighth",     "ninth",     "tenth",     "eleventh",
    "twelfth",    "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth",  "",          "",          "",
    "",           "",           "",           "",          "",          "",
    "thirtieth",  "",           "",           "",          "",          "",
    "",           "",           "",           "",          "fortieth"};
constexpr std::array<std::string_view, 11> kCardinals = {
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"};

// Spellings of one word.
constexpr std::pair<std::string_view, std::string_view> kSpellings[] = {
    {"centre", "center"},     {"theatre", "theater"},
    {"programme", "program"}, {"organising", "organizing"},
    {"honour", "honor"},      {"labour", "labor"},
    {"colour", "color"},      {"organisation", "organization"},
    {"jr", "junior"},         {"sr", "senior"},
    {"univ", "university"},   {"dept", "department"},
    {"tv", "television"},     {"tech", "technology"},
    {"limited", "ltd"},       {"hundred", "#100"},
    {"thousand", "#1000"},    {"children", "child"},
    {"inaugural", "#1"},      {"macau", "macao"},
    {"catalogue", "catalog"}};

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string stemmed(std::string_view word) {
  std::string out(word);
  const auto strip = [&](std::string_view ending, std::string_view replacement, std::size_t least) {
    if (!out.ends_with(ending) || out.size() - ending.size() < least) return false;
    out.replace(out.size() - ending.size(), ending.size(), replacement);
    return true;
  };
  if (!strip("ies", "y", 2) && !out.ends_with("ss") && !out.ends_with("us")) strip("s", "", 3);
  if (!strip("ing", "", 4) && !strip("ed", "", 4) && !strip("ation", "", 4)) {
    strip("al", "", 6);
  }
  if (out.size() > 4 && out.back() == 'e') out.pop_back();
  return out;
}

std::optional<std::uint32_t> number(std::string_view word) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc()) return std::nullopt;
  const std::string_view rest(end, static_cast<std::size_t>(word.data() + word.size() - end));
  for (std::string_view ending : {"", "st", "nd", "rd", "th"}) {
    if (rest == ending) return value;
  }
  return std::nullopt;
}

// Lower-case words; apostrophes inside a word are dropped, accents are too.
struct Token {
  std::string text;
  bool capital = false;
};

char plain_letter(char32_t c) {
  static constexpr std::u32string_view kAccented =
      U"àáâãäåāăèéêëēěìíîïīǐòóôõöøōǒùúûüūǔǖǘǚǜçñÀÁÂÄÅÈÉÊËÌÍÎÏÒÓÔÖØÙÚÛÜÇÑ";
  static constexpr std::string_view kPlain =
      "aaaaaaaaeeeeeeiiiiiioooooooouuuuuuuuuucnAAAAAEEEEIIIIOOOOOUUUUCN";
  if (c < 0x80) return static_cast<char>(c);
  const std::size_t at = kAccented.find(c);
  return at == std::u32string_view::npos ? ' ' : kPlain[at];
}

std::vector<Token> tokens(std::string_view written) {
  std::vector<Token> out;
  Token token;
  const auto flush = [&] {
    if (!token.text.empty()) out.push_back(std::move(token));
    token = {};
  };
  for (const char32_t c : to_code_points(written)) {
    if (c == U'\'' || c == U'’' || c == U'‘' || c == U'ʼ') continue;
    char letter = plain_letter(c);
    const bool upper = letter >= 'A' && letter <= 'Z';
    if (upper) letter = static_cast<char>(letter | 0x20);
    if (!is_lower(letter) && !is_digit(letter)) {
      flush();
      continue;
    }
    // "ForestSchool" is two words, "IMO" and "McCall" are one.
    const bool after_lower = !token.text.empty() && is_lower(token.text.back());
    if (upper && after_lower && !token.capital) flush();
    if (upper && after_lower && token.capital && token.text.size() > 3) flush();
    if (token.text.empty()) token.capital = upper;
    token.text.push_back(letter);
  }
  flush();
  return out;
}

}  // namespace

Stem stem_of(std::string_view word) {
  for (const auto& [from, to] : kSpellings) {
    if (word == from) word = to;
  }
  const std::string stem = word.starts_with('#') ? std::string(word) : stemmed(word);
  return XXH3_64bits(stem.data(), stem.size());
}

Stem stem_of_reading(std::string_view reading) {
  return XXH3_64bits_withSeed(reading.data(), reading.size(), 1);
}

bool is_pinyin(std::string_view word) {
  static constexpr std::array<std::string_view, 24> kInitials = {
      "",  "b", "p", "m", "f", "d", "t",  "n",  "l",  "g", "k", "h",
      "j", "q", "x", "z", "c", "s", "zh", "ch", "sh", "r", "y", "w"};
  static constexpr std::array<std::string_view, 35> kFinals = {
      "a",   "o",    "e",    "i",  "u",  "ai",  "ei",  "ui",   "ao",  "ou",  "iu",  "ie",
      "ue",  "er",   "an",   "en", "in", "un",  "ang", "eng",  "ing", "ong", "ia",  "iao",
      "ian", "iang", "iong", "ua", "uo", "uai", "uan", "uang", "ve",  "v",   "ueng"};
  constexpr std::size_t kLongest = 40;  // letters; no name in pinyin is longer
  if (word.size() > kLongest) return false;
  // For each place whether syllables may end there.
  std::vector<bool> ends(word.size() + 1, false);
  ends[0] = true;
  for (std::size_t at = 0; at < word.size(); ++at) {
    if (!ends[at]) continue;
    for (std::string_view initial : kInitials) {
      if (!word.substr(at).starts_with(initial)) continue;
      for (std::string_view final : kFinals) {
        if (word.substr(at + initial.size()).starts_with(final)) {
          ends[at + initial.size() + final.size()] = true;
        }
      }
    }
  }
  return !word.empty() && ends[word.size()];
}

Stem stem_of_number(std::uint32_t value) { return stem_of("#" + std::to_string(value)); }

std::vector<LatinWord> latin_words(std::string_view written) {
  std::vector<LatinWord> out;
  std::vector<Token> all = tokens(written);
  for (std::size_t i = 0; i < all.size(); ++i) {
    std::string& word = all[i].text;
    if (std::find(kStopWords.begin(), kStopWords.end(), word) != kStopWords.end()) continue;
    std::optional<std::uint32_t> value = number(word);
    if (word == "no" || word == "number") {
      if (i + 1 == all.size()) continue;
      value = number(all[i + 1].text);
      const auto cardinal = std::find(kCardinals.begin(), kCardinals.end(), all[i + 1].text);
      if (!value && cardinal != kCardinals.end()) {
        value = static_cast<std::uint32_t>(cardinal - kCardinals.begin());
      }
      if (!value) continue;
      ++i;
    }
    const auto ordinal = std::find(kOrdinals.begin() + 1, kOrdinals.end(), word);
    if (!value && ordinal != kOrdinals.end() && !word.empty()) {
      value = static_cast<std::uint32_t>(ordinal - kOrdinals.begin());
    }
    if (value) {
      out.push_back({"#" + std::to_string(*value), stem_of_number(*value), false});
    } else {
      const Stem stem = stem_of(word);
      out.push_back({std::move(word), stem, all[i].capital});
    }
  }
  return out;
}

bool has_han(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xE3 && byte <= 0xE9;
  });
}

bool is_latin(std::string_view text) {
  return !has_han(text) && std::any_of(text.begin(), text.end(), [](char c) {
    return is_lower(static_cast<char>(c | 0x20));
  });
}

}  // namespace quipu
