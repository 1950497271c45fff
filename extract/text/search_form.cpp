#include "extract/text/search_form.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <memory>
#include <stdexcept>

#include "extract/text/characters.h"
#include "extract/text/letter_forms.h"

namespace quipu {
namespace {

constexpr char32_t kFirstHan = 0x3400, kLastHan = 0x9FFF;

// For each Han character of the first plane its simplified form: ICU's Traditional-Simplified, the
// one that names are folded with, one character at a time.
std::u32string make_simplified_table() {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> converter(icu::Transliterator::createInstance(
      icu::UnicodeString(u"Traditional-Simplified"), UTRANS_FORWARD, error));
  if (U_FAILURE(error)) throw std::runtime_error("ICU has no Traditional-Simplified data");
  // A line a character, so that no rule sees two of them.
  icu::UnicodeString all;
  for (char32_t c = kFirstHan; c <= kLastHan; ++c) {
    all.append(static_cast<UChar32>(c)).append(u'\n');
  }
  converter->transliterate(all);
  std::u32string table;
  for (std::int32_t at = 0; at < all.length();) {
    const std::int32_t end = all.indexOf(u'\n', at);
    const auto own = static_cast<char32_t>(kFirstHan + table.size());
    table.push_back(end - at == 1 ? char32_t{all.charAt(at)} : own);
    at = end + 1;
  }
  return table;
}

char32_t search_letter(char32_t c) {
  if (c < 0x80) return is_ascii_upper(c) ? c + 0x20 : is_blank(c) ? U' ' : c;
  if (c >= 0xFF01 && c <= 0xFF5E) return search_letter(c - 0xFEE0);
  if (is_blank(c)) return U' ';
  if (c >= kFirstHan && c <= kLastHan) {
    static const std::u32string table = make_simplified_table();
    return table[c - kFirstHan];
  }
  if (c >= 0x2E80) return c;
  const char32_t lower = base_lower(c);
  return lower == 0 ? c : lower;
}

bool is_word_letter(char32_t c) { return is_ascii_digit(c) || (c < 0x2E80 && is_letter(c)); }

}  // namespace

std::u32string search_form(std::u32string_view text) {
  std::u32string form(text);
  for (char32_t& c : form) c = search_letter(c);
  return form;
}

std::vector<std::pair<std::size_t, std::size_t>> places_of(std::u32string_view word,
                                                           std::u32string_view text) {
  std::vector<std::pair<std::size_t, std::size_t>> places;
  if (word.empty()) return places;
  for (std::size_t at = text.find(word); at != std::u32string_view::npos;) {
    const std::size_t end = at + word.size();
    const bool cut_before = at > 0 && is_word_letter(word.front()) && is_word_letter(text[at - 1]);
    const bool cut_after =
        end < text.size() && is_word_letter(word.back()) && is_word_letter(text[end]);
    if (!cut_before && !cut_after) places.emplace_back(at, end);
    at = text.find(word, cut_before || cut_after ? at + 1 : end);
  }
  return places;
}

}  // namespace quipu
