#include "extract/text/characters.h"

#include <unicode/uchar.h>

#include "extract/text/clean_text.h"

namespace quipu {
namespace {

template <typename Change>
std::string changed(std::string_view utf8, Change change) {
  auto decoded = decode_utf8(utf8);
  if (!decoded) return std::string(utf8);
  for (char32_t& c : decoded->text) c = static_cast<char32_t>(change(static_cast<UChar32>(c)));
  return to_utf8(decoded->text);
}

}  // namespace

bool is_letter(char32_t c) { return u_isalpha(static_cast<UChar32>(c)); }
bool is_lower(char32_t c) { return u_islower(static_cast<UChar32>(c)); }
bool is_upper(char32_t c) { return u_isupper(static_cast<UChar32>(c)); }

std::string lower_case(std::string_view utf8) { return changed(utf8, u_tolower); }
std::string upper_case(std::string_view utf8) { return changed(utf8, u_toupper); }

}  // namespace quipu
