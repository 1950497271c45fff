// Folding: names for matching, and the simplified-script twin of a text.
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>
#include <opencc/SimpleConverter.hpp>
#include <stdexcept>

#include "extract/text/characters.h"
#include "extract/text/clean_text.h"

namespace quipu {
namespace {

// Created on first use, never destroyed: a thread may fold while the program ends.
const icu::Transliterator& traditional_to_simplified() {
  static const icu::Transliterator* transliterator = [] {
    UErrorCode error = U_ZERO_ERROR;
    icu::Transliterator* created = icu::Transliterator::createInstance(
        icu::UnicodeString(u"Traditional-Simplified"), UTRANS_FORWARD, error);
    if (U_FAILURE(error)) throw std::runtime_error("ICU has no Traditional-Simplified data");
    return created;
  }();
  return *transliterator;
}

// simplify() and detect_language() need OpenCC's phrase tables; its converters are stateless.
const opencc::SimpleConverter& simplifier() {
  static const auto* converter = new opencc::SimpleConverter("t2s.json");
  return *converter;
}

std::u32string to_code_points(const icu::UnicodeString& text) {
  std::u32string out;
  out.reserve(static_cast<std::size_t>(text.length()));
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    out.push_back(static_cast<char32_t>(text.char32At(i)));
  }
  return out;
}

// Simplified script, NFKC, lower case.
std::u32string fold_characters(std::string_view utf8) {
  icu::UnicodeString text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
  bool has_han = false;
  for (std::int32_t i = 0; i < text.length(); ++i) {
    const char16_t c = text.charAt(i);
    has_han = has_han || c >= 0x2E80;
    if ((c >= 0x0A && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029) {
      text.setCharAt(i, u' ');
    }
  }
  if (has_han) traditional_to_simplified().transliterate(text);
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(error);
  if (U_FAILURE(error)) throw std::runtime_error("ICU has no NFKC data");
  icu::UnicodeString normalized = nfkc->normalize(text, error);
  normalized.toLower(icu::Locale::getRoot());
  return to_code_points(normalized);
}

bool is_reading_letter(char32_t c) {
  return is_ascii_lower(c) || is_one_of(c, U"āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü");
}

std::u32string without_readings(std::u32string_view text) {
  constexpr std::size_t kMaxLetters = 7;
  std::u32string out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    if (text[i] == U'(') {
      while (end < text.size() && end - i <= kMaxLetters && is_reading_letter(text[end])) ++end;
      if (end > i + 1 && end < text.size() && text[end] == U')') {
        i = end + 1;
        continue;
      }
    }
    out.push_back(text[i++]);
  }
  return out;
}

std::u32string_view without_article(std::u32string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  for (const std::u32string_view article : {U"the", U"a", U"an"}) {
    if (text.starts_with(article) && text.size() > article.size() &&
        is_blank(text[article.size()])) {
      return text.substr(article.size() + 1);
    }
  }
  return text;
}

bool is_ignored_in_names(char32_t c) {
  return is_blank(c) || is_one_of(c, U"\"'“”‘’«»《》〈〉「」『』()[]（）【】·.,、，。:：");
}

std::u32string convert_each(std::u32string_view han) {
  std::u32string out;
  for (const char32_t c : han) {
    const std::string one = simplifier().Convert(to_utf8({&c, 1}));
    const auto decoded = decode_utf8(one);
    out.push_back(decoded && decoded->text.size() == 1 ? decoded->text.front() : c);
  }
  return out;
}

std::u32string convert_run(std::u32string_view han) {
  const auto decoded = decode_utf8(simplifier().Convert(to_utf8(han)));
  if (decoded && decoded->text.size() == han.size()) return decoded->text;
  return convert_each(han);
}

}  // namespace

std::string fold_name(std::string_view utf8) {
  const std::u32string text = without_readings(fold_characters(utf8));
  std::u32string out;
  for (const char32_t c : without_article(text)) {
    if (!is_ignored_in_names(c)) out.push_back(c);
  }
  return to_utf8(out);
}

// Only runs of Han characters go through the converter, each of bounded length, so that one
// phrase that changes its length costs one run at most.
std::u32string simplify(std::u32string_view text) {
  constexpr std::size_t kMaxRun = 1024;
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && end - i < kMaxRun && is_han(text[end])) ++end;
    if (end == i) {
      out.push_back(text[i++]);
      continue;
    }
    out += convert_run(text.substr(i, end - i));
    i = end;
  }
  return out;
}

}  // namespace quipu
