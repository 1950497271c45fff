#include "extract/text/letter_forms.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <cstdint>

namespace quipu {

bool is_punctuation(char32_t c) {
  if (c < 128) {
    return (c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96) ||
           (c >= 123 && c <= 126);
  }
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_P_MASK) != 0;
}

bool is_digit(char32_t c) { return u_charType(static_cast<UChar32>(c)) == U_DECIMAL_DIGIT_NUMBER; }

char32_t base_lower(char32_t c) {
  if (c < 128) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  auto lower = u_tolower(static_cast<UChar32>(c));
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
  icu::UnicodeString decomposed;
  if (U_SUCCESS(status) && nfd->getDecomposition(lower, decomposed)) lower = decomposed.char32At(0);
  return u_charType(lower) == U_NON_SPACING_MARK ? 0 : static_cast<char32_t>(lower);
}

}  // namespace quipu
