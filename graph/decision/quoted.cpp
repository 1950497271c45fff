#include "graph/decision/quoted.h"

#include "extract/text/characters.h"
#include "extract/text/clean_text.h"

namespace quipu {
namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

void append_escaped(std::string_view bytes, std::string& out) {
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    out += "\\x";
    out += kDigits[value >> 4];
    out += kDigits[value & 15];
  }
}

bool is_plain(char32_t c) {
  return c == U' ' || c == U'\u3000' || (!is_blank(c) && !is_invisible(c));
}

void append_character(char32_t c, std::string_view bytes, std::string& out) {
  switch (c) {
    case U'"':
    case U'\\':
      out += '\\';
      out += bytes;
      return;
    case U'\n':
      out += "\\n";
      return;
    case U'\t':
      out += "\\t";
      return;
    default:
      if (is_plain(c)) {
        out += bytes;
      } else {
        append_escaped(bytes, out);
      }
  }
}

int digit(char c) {
  const auto at = kDigits.find(c);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

}  // namespace

std::string quoted(std::string_view bytes) {
  std::string out = "\"";
  if (const auto decoded = decode_utf8(bytes)) {
    std::size_t done = 0;  // a byte order mark has no code point
    for (std::size_t i = 0; i < decoded->text.size(); ++i) {
      const ByteSpan span = decoded->source[i];
      append_escaped(bytes.substr(done, span.begin - done), out);
      append_character(decoded->text[i], bytes.substr(span.begin, span.size()), out);
      done = span.end;
    }
    append_escaped(bytes.substr(done), out);
  } else {
    for (const char byte : bytes) {
      const std::string_view one(&byte, 1);
      if (static_cast<unsigned char>(byte) < 0x80) {
        append_character(static_cast<char32_t>(byte), one, out);
      } else {
        append_escaped(one, out);
      }
    }
  }
  return out + '"';
}

std::optional<std::string> take_quoted(std::string_view& rest) {
  if (!rest.starts_with('"')) return std::nullopt;
  std::string out;
  for (std::size_t i = 1; i < rest.size(); ++i) {
    if (rest[i] == '"') {
      rest.remove_prefix(i + 1);
      return out;
    }
    if (rest[i] != '\\') {
      out += rest[i];
      continue;
    }
    if (++i == rest.size()) return std::nullopt;
    if (rest[i] == '"' || rest[i] == '\\') {
      out += rest[i];
    } else if (rest[i] == 'n') {
      out += '\n';
    } else if (rest[i] == 't') {
      out += '\t';
    } else if (rest[i] == 'x' && i + 2 < rest.size()) {
      const int high = digit(rest[i + 1]), low = digit(rest[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      return std::nullopt;
    }
  }
  return std::nullopt;
}

}  // namespace quipu
