#include "graph/link/name_form.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>
#include <utility>

#include "graph/link/generic_words.h"

namespace quipu {
namespace {

constexpr std::size_t kLongestGenericName = 300;  // bytes; longer names say enough about themselves

constexpr unsigned char kFirstHanByte = 0xE3;  // below: Latin, Greek, Cyrillic, … in UTF-8

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string_view code_point_at(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && continues(text[end])) ++end;
  return text.substr(at, end - at);
}

constexpr std::array<std::pair<std::string_view, std::uint32_t>, 15> kNumerals = {{{"〇", 0},
                                                                                   {"零", 0},
                                                                                   {"一", 1},
                                                                                   {"二", 2},
                                                                                   {"两", 2},
                                                                                   {"三", 3},
                                                                                   {"四", 4},
                                                                                   {"五", 5},
                                                                                   {"六", 6},
                                                                                   {"七", 7},
                                                                                   {"八", 8},
                                                                                   {"九", 9},
                                                                                   {"十", 10},
                                                                                   {"百", 100},
                                                                                   {"千", 1000}}};

std::optional<std::uint32_t> numeral(std::string_view code_point) {
  for (const auto& [text, value] : kNumerals) {
    if (text == code_point) return value;
  }
  return std::nullopt;
}

struct Number {
  std::uint32_t value = 0;
  std::size_t end = 0;       // byte after it
  bool digits_only = false;  // 2024, 二〇二四: written digit by digit
  std::size_t digit_count = 0;
};

constexpr std::uint32_t kLargest = 1'000'000'000;

// The number that begins at `at`: a run of ASCII digits, or of Chinese numerals.
std::optional<Number> number_at(std::string_view text, std::size_t at) {
  Number number;
  std::size_t i = at;
  while (i < text.size() && is_digit(text[i])) {
    number.value =
        std::min(kLargest, number.value) * 10 + static_cast<std::uint32_t>(text[i] - '0');
    number.value = std::min(kLargest, number.value);
    ++i;
    ++number.digit_count;
  }
  if (i > at) {
    number.end = i;
    number.digits_only = true;
    return number;
  }
  std::uint32_t total = 0, digit = 0, as_digits = 0;
  bool has_unit = false;
  while (i < text.size()) {
    const std::string_view c = code_point_at(text, i);
    const std::optional<std::uint32_t> value = numeral(c);
    if (!value) break;
    if (*value >= 10) {
      has_unit = true;
      total = std::min(kLargest, total + std::max(digit, 1U) * *value);
      digit = 0;
    } else {
      digit = *value;
      as_digits = std::min(kLargest / 10, as_digits) * 10 + *value;
    }
    ++number.digit_count;
    i += c.size();
  }
  if (i == at) return std::nullopt;
  number.end = i;
  number.digits_only = !has_unit;
  number.value = has_unit ? total + digit : as_digits;
  return number;
}

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view b) { return text.starts_with(b); });
}

bool is_year(const Number& number) {
  return number.digits_only && number.digit_count == 4 && number.value >= 1900 &&
         number.value < 2100;
}

constexpr std::array<std::string_view, 20> kEnglishOrdinals = {
    "first",     "second",    "third",       "fourth",     "fifth",      "sixth",      "seventh",
    "eighth",    "ninth",     "tenth",       "eleventh",   "twelfth",    "thirteenth", "fourteenth",
    "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"};
constexpr std::array<std::string_view, 12> kEnglishCardinals = {"one",  "two", "three",  "four",
                                                                "five", "six", "seven",  "eight",
                                                                "nine", "ten", "eleven", "twelve"};
constexpr std::array<std::string_view, 11> kRoman = {"ii",   "iii", "iv", "v",  "vi", "vii",
                                                     "viii", "ix",  "x",  "xi", "xii"};

template <std::size_t N>
std::optional<std::uint32_t> position(const std::array<std::string_view, N>& words,
                                      std::string_view word) {
  const auto it = std::find(words.begin(), words.end(), word);
  if (it == words.end()) return std::nullopt;
  return static_cast<std::uint32_t>(it - words.begin());
}

// Words of ASCII letters, in lower case; whether all letters were capitals.
void add_english_numbers(std::string_view written, NameNumbers& out) {
  std::string previous;
  for (std::size_t i = 0; i < written.size();) {
    if (!is_letter(written[i])) {
      ++i;
      continue;
    }
    std::string word;
    bool capitals = true;
    const bool after_digit = i > 0 && is_digit(written[i - 1]);
    for (; i < written.size() && is_letter(written[i]); ++i) {
      capitals &= written[i] < 'a';
      word += static_cast<char>(written[i] | 0x20);
    }
    if (!after_digit) {
      if (const auto ordinal = position(kEnglishOrdinals, word)) {
        out.ordinals.push_back(*ordinal + 1);
      } else if (previous == "no" || previous == "number") {
        if (const auto cardinal = position(kEnglishCardinals, word)) {
          out.numbers.push_back(*cardinal + 1);
        }
      } else if (const auto roman = position(kRoman, word);
                 roman && capitals && word.size() > 1 && !previous.empty()) {
        out.numbers.push_back(*roman + 2);
      }
    }
    previous = std::move(word);
  }
}

void sort_unique(std::vector<std::uint32_t>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

std::string in_words(const std::vector<std::uint32_t>& values) {
  std::string text;
  for (std::uint32_t value : values) text += (text.empty() ? "" : ", ") + std::to_string(value);
  return text;
}

struct Vocabulary {
  std::unordered_map<std::string_view, WordClass> words;
  std::size_t longest = 0;

  Vocabulary() {
    for (auto tables : {generic_words_zh(), generic_words_en()}) {
      for (const WordTable& table : tables) add(table);
    }
  }
  void add(const WordTable& table) {
    std::string_view rest = table.words;
    while (!rest.empty()) {
      const std::size_t blank = std::min(rest.find(' '), rest.size());
      if (blank > 0) {
        words.emplace(rest.substr(0, blank), table.word_class);
        longest = std::max(longest, blank);
      }
      rest.remove_prefix(std::min(blank + 1, rest.size()));
    }
  }
};

const Vocabulary& vocabulary() {
  static const Vocabulary words;
  return words;
}

// Where a number that begins at `at` may end, with or without its measure word ("第三届", "2024年",
// "6th", "sixth", the 二中 of 湘州二中). Empty when none begins there.
std::vector<std::size_t> ends_of_number(std::string_view text, std::size_t at) {
  std::vector<std::size_t> ends;
  const std::string_view here = text.substr(at);
  for (std::string_view glue : {"-", "–", "—", "至", "/", "#"}) {
    if (at > 0 && here.starts_with(glue)) ends.push_back(at + glue.size());
  }
  for (std::string_view word : kEnglishOrdinals) {
    if (here.starts_with(word)) ends.push_back(at + word.size());
  }
  const std::size_t begin = at + (here.starts_with("第") ? std::string_view("第").size() : 0);
  if (const auto number = number_at(text, begin)) {
    ends.push_back(number->end);
    for (std::string_view measure :
         {"周年", "学年", "年度", "年级", "届", "次", "期", "个", "年",
          "月",   "日",   "号",   "批",   "轮", "级", "班", "季", "场",
          "st",   "nd",   "rd",   "th",   "中", "小", "幼", "职", "院"}) {
      if (text.substr(number->end).starts_with(measure)) {
        ends.push_back(number->end + measure.size());
      }
    }
  }
  return ends;
}

// What the rest of a text may consist of: several bits when it can be read in several ways.
constexpr std::uint8_t kNumbersOnly = 1;  // or nothing
constexpr std::uint8_t kOccasion = 2;     // occasions and numbers
constexpr std::uint8_t kBody = 8;         // a word for a kind of body among the others
constexpr std::uint8_t kKind = 4;         // words for levels and kinds, with or without the others

// For each byte, what the text from there to the end consists of; 0 where a word stands that the
// tables do not have.
std::vector<std::uint8_t> covers(std::string_view text) {
  const Vocabulary& known = vocabulary();
  std::vector<std::uint8_t> cover(text.size() + 1, 0);
  cover[text.size()] = kNumbersOnly;
  for (std::size_t at = text.size(); at-- > 0;) {
    if (continues(text[at])) continue;
    for (const std::size_t end : ends_of_number(text, at)) cover[at] |= cover[end];
    const std::size_t limit = std::min(known.longest, text.size() - at);
    for (std::size_t size = 1; size <= limit; ++size) {
      const std::uint8_t rest = cover[at + size];
      if (rest == 0) continue;
      const auto word = known.words.find(text.substr(at, size));
      if (word == known.words.end()) continue;
      if (word->second != WordClass::kOccasion || (rest & kKind) != 0) cover[at] |= kKind;
      if (word->second == WordClass::kOccasion && (rest & (kNumbersOnly | kOccasion)) != 0) {
        cover[at] |= kOccasion;
      }
      if (word->second == WordClass::kBody || (rest & kBody) != 0) cover[at] |= kBody;
    }
  }
  return cover;
}

// For each byte of a folded name, whether a word may begin there: anywhere in Chinese, in Latin
// where the written name has a blank or the like before it (folding took it away).
std::vector<bool> word_borders(std::string_view written, std::string_view folded) {
  std::vector<bool> border(folded.size() + 1, false);
  for (std::size_t at = 0; at < folded.size(); ++at) border[at] = !is_letter(folded[at]);
  std::size_t at = folded.size();
  for (std::size_t i = written.size(); i-- > 0 && at > 0;) {
    if (std::string_view(" \t\n\"'()[].,:").find(written[i]) != std::string_view::npos) {
      border[at] = true;
    } else {
      --at;
    }
  }
  border[0] = true;
  return border;
}

bool begins_relative(std::string_view folded) {
  for (std::string_view beginning : relative_beginnings()) {
    if (!folded.starts_with(beginning)) continue;
    const std::string_view rest = folded.substr(beginning.size());
    // 市北区, 市中区, 市南中学 are proper names of quarters that begin like a level.
    if (beginning == "市" && starts_with_any(rest, {"北", "南", "东", "西", "中"})) continue;
    // A bare level before a word of its own only: 区块链, 县域 are words, not levels.
    if (starts_with_any(rest, {"块", "域", "间", "民", "场", "长", "思"})) continue;
    return true;
  }
  return false;
}

}  // namespace

void NameNumbers::merge(const NameNumbers& other) {
  for (auto list : {&NameNumbers::years, &NameNumbers::ordinals, &NameNumbers::numbers}) {
    (this->*list).insert((this->*list).end(), (other.*list).begin(), (other.*list).end());
    sort_unique(this->*list);
  }
}

NameNumbers numbers_in(std::string_view written, std::string_view folded) {
  NameNumbers out;
  for (std::size_t i = 0; i < folded.size();) {
    const auto number = number_at(folded, i);
    if (!number) {
      i += code_point_at(folded, i).size();
      continue;
    }
    const std::string_view before = folded.substr(0, i), after = folded.substr(number->end);
    const bool numbered = before.ends_with("第");
    const bool ascii = is_digit(folded[i]);
    if (starts_with_any(after,
                        {"届", "次", "期", "批", "轮", "季", "周年", "st", "nd", "rd", "th"}) ||
        (numbered && starts_with_any(after, {"个", "场"}))) {
      out.ordinals.push_back(number->value);
    } else if (is_year(*number)) {
      out.years.push_back(number->value);
    } else if (ascii || numbered ||
               starts_with_any(after, {"中", "小", "高", "初", "职", "幼", "班", "号", "院"})) {
      out.numbers.push_back(number->value);
    }
    i = number->end;
  }
  add_english_numbers(written, out);
  sort_unique(out.years);
  sort_unique(out.ordinals);
  sort_unique(out.numbers);
  return out;
}

std::optional<LeadingNumber> leading_number(std::string_view text) {
  const auto number = number_at(text, 0);
  if (!number) return std::nullopt;
  return LeadingNumber{number->value, code_point_count(text.substr(0, number->end))};
}

std::string numbers_against(const NameNumbers& a, const NameNumbers& b) {
  const auto against = [](std::string_view kind, const std::vector<std::uint32_t>& x,
                          const std::vector<std::uint32_t>& y) -> std::string {
    if (std::includes(x.begin(), x.end(), y.begin(), y.end()) ||
        std::includes(y.begin(), y.end(), x.begin(), x.end())) {
      return {};
    }
    const auto& [low, high] = std::minmax(x, y);
    return std::string(kind) + " " + in_words(low) + " against " + in_words(high);
  };
  std::string reason = against("ordinal", a.ordinals, b.ordinals);
  if (reason.empty()) reason = against("year", a.years, b.years);
  if (reason.empty()) reason = against("number", a.numbers, b.numbers);
  return reason;
}

bool is_generic_name(std::string_view folded) {
  if (folded.size() > kLongestGenericName) return false;
  return begins_relative(folded) || (covers(folded)[0] & (kKind | kNumbersOnly)) != 0;
}

std::vector<std::string> generic_tails(std::string_view written, std::string_view folded) {
  std::vector<std::string> tails;
  if (folded.size() > kLongestGenericName) return tails;
  const std::vector<std::uint8_t> cover = covers(folded);
  const std::vector<bool> border = word_borders(written, folded);
  for (std::size_t at = 0; at < folded.size(); ++at) {
    if ((cover[at] & kBody) != 0 && border[at]) tails.emplace_back(folded.substr(at));
  }
  return tails;
}

bool is_full_person_name(std::string_view written, std::string_view folded) {
  if (folded.empty()) return false;
  if (static_cast<unsigned char>(folded.front()) < kFirstHanByte) {
    std::size_t words = 0;
    bool inside = false;
    for (char c : written) {
      const bool part = is_letter(c) || static_cast<unsigned char>(c) >= 0x80;
      words += part && !inside;
      inside = part;
    }
    return words >= 2;
  }
  const std::size_t count = code_point_count(folded);
  return count >= 2 && !(count == 2 && starts_with_any(folded, {"小", "老", "阿"}));
}

std::string_view place_level(std::string_view folded) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 18> kLevels = {{
      {"自治区", "省"},
      {"自治州", "市"},
      {"自治县", "县"},
      {"街道", "镇"},
      {"省", "省"},
      {"市", "市"},
      {"县", "县"},
      {"区", "县"},
      {"旗", "县"},
      {"州", "市"},
      {"镇", "镇"},
      {"乡", "镇"},
      {"村", "村"},
      {"province", "省"},
      {"city", "市"},
      {"county", "县"},
      {"district", "县"},
      {"town", "镇"},
  }};
  for (const auto& [ending, level] : kLevels) {
    if (folded.size() > ending.size() && folded.ends_with(ending)) return level;
  }
  return {};
}

std::size_t code_point_count(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return !continues(c); }));
}

}  // namespace quipu
