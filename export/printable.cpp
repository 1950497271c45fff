#include "export/printable.h"

#include <boost/locale/utf.hpp>
#include <iterator>

namespace quipu {
namespace {

namespace utf = boost::locale::utf;
using Utf8 = utf::utf_traits<char>;

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

bool is_printable(utf::code_point c) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  if (c >= 0x7F && c < 0xA0) return false;
  if (c >= 0xFDD0 && c <= 0xFDEF) return false;
  return (c & 0xFFFE) != 0xFFFE;
}

template <typename Keep>
std::string replaced(std::string_view text, Keep keep) {
  std::string out;
  out.reserve(text.size());
  const char* const end = text.data() + text.size();
  for (const char* p = text.data(); p != end;) {
    const char* next = p;
    const utf::code_point c = Utf8::decode(next, end);
    if (c == utf::illegal || c == utf::incomplete) {
      out += kReplacement;
      ++p;
      continue;
    }
    if (keep(c)) {
      out.append(p, next);
    } else {
      out += kReplacement;
    }
    p = next;
  }
  return out;
}

}  // namespace

std::string printable(std::string_view text) { return replaced(text, is_printable); }

std::string valid_utf8(std::string_view text) {
  return replaced(text, [](utf::code_point) { return true; });
}

}  // namespace quipu
