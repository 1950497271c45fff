#include "cli/display.h"

#include <array>
#include <cstdio>

#include "extract/text/characters.h"
#include "extract/text/clean_text.h"

namespace quipu {
namespace {

template <typename... Values>
std::string formatted(const char* format, Values... values) {
  std::array<char, 16> text;
  std::snprintf(text.data(), text.size(), format, values...);
  return text.data();
}

// As JSON escapes it: beyond the first plane, two surrogates.
std::string escape(char32_t c) {
  const auto unit = [](char32_t value) {
    return formatted("\\u%04x", static_cast<unsigned>(value));
  };
  if (c < 0x10000) return unit(c);
  return unit(0xD800 + ((c - 0x10000) >> 10)) + unit(0xDC00 + ((c - 0x10000) & 0x3FF));
}

std::string without_bad_bytes(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    if (value < 0x80) {
      text += byte;
    } else {
      text += formatted("\\x%02x", static_cast<unsigned>(value));
    }
  }
  return text;
}

}  // namespace

std::string displayed(std::string_view utf8) {
  const auto decoded = decode_utf8(utf8);
  if (!decoded) return displayed(without_bad_bytes(utf8));
  std::string text;
  for (const char32_t c : decoded->text) {
    if (is_blank(c)) {
      text += ' ';
    } else {
      text += is_invisible(c) ? escape(c) : to_utf8({&c, 1});
    }
  }
  return text;
}

std::string displayed_json(std::string_view dumped) {
  const auto decoded = decode_utf8(dumped);
  if (!decoded) return without_bad_bytes(dumped);
  std::string text;
  for (const char32_t c : decoded->text) {
    const bool is_layout = c == U' ' || c == U'\n';
    text += (is_blank(c) && !is_layout) || is_invisible(c) ? escape(c) : to_utf8({&c, 1});
  }
  return text;
}

}  // namespace quipu
