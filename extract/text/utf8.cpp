// UTF-8 to code points with their place, and back.
#include <unicode/utf8.h>

#include <limits>

#include "extract/text/characters.h"
#include "extract/text/clean_text.h"

namespace quipu {
namespace {

// The code point at `i`, which moves on; negative when the bytes there are not UTF-8. ICU's macro
// narrows inside itself, so that warning is off for this one line.
std::int32_t next_code_point(std::string_view bytes, std::int64_t& i) {
  const auto size = static_cast<std::int64_t>(bytes.size());
  std::int32_t c = -1;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
  U8_NEXT(bytes.data(), i, size, c);
#pragma GCC diagnostic pop
  return c;
}

bool ends_line(char32_t c) {
  return c == U'\n' || c == U'\r' || c == 0x0B || c == 0x0C || c == 0x85 || c == 0x2028 ||
         c == 0x2029;
}

// Every line with something on it is a block.
std::vector<Block> blocks_of_lines(const std::u32string& text) {
  std::vector<Block> blocks;
  std::size_t begin = 0;
  bool blank = true;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && !ends_line(text[i])) {
      blank = blank && (is_blank(text[i]) || is_invisible(text[i]));
      continue;
    }
    if (!blank) blocks.push_back({begin, i, BlockKind::kParagraph});
    begin = i + 1;
    blank = true;
  }
  return blocks;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  const auto size = static_cast<std::int64_t>(bytes.size());
  for (std::int64_t i = 0; i < size;) {
    if (next_code_point(bytes, i) < 0) return false;
  }
  return true;
}

Result<SourceText> decode_utf8(std::string_view bytes) {
  if (bytes.size() > std::numeric_limits<std::uint32_t>::max()) {
    return fail(ErrorCode::kInvalid, "The text is larger than 4 GiB.");
  }
  SourceText result;
  const auto size = static_cast<std::int64_t>(bytes.size());
  std::int64_t i = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  result.text.reserve(bytes.size() / 2);
  result.source.reserve(bytes.size() / 2);
  while (i < size) {
    const std::int64_t begin = i;
    const std::int32_t c = next_code_point(bytes, i);
    if (c < 0) {
      return fail(ErrorCode::kInvalid, "Not UTF-8: bad byte at offset " + std::to_string(begin) +
                                           "; convert the text to UTF-8 first.");
    }
    result.text.push_back(static_cast<char32_t>(c));
    result.source.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(i)});
  }
  result.blocks = blocks_of_lines(result.text);
  return result;
}

std::string to_utf8(std::u32string_view text) {
  std::string bytes;
  bytes.reserve(text.size() * 2);
  const auto put = [&bytes](char32_t value) { bytes.push_back(static_cast<char>(value)); };
  const auto put_tail = [&put](char32_t c, int shift) { put(0x80 | ((c >> shift) & 0x3F)); };
  for (const char32_t given : text) {
    const bool is_scalar = given <= 0x10FFFF && (given < 0xD800 || given > 0xDFFF);
    const char32_t c = is_scalar ? given : U'\uFFFD';
    if (c < 0x80) {
      put(c);
    } else if (c < 0x800) {
      put(0xC0 | (c >> 6));
      put_tail(c, 0);
    } else if (c < 0x10000) {
      put(0xE0 | (c >> 12));
      put_tail(c, 6);
      put_tail(c, 0);
    } else {
      put(0xF0 | (c >> 18));
      put_tail(c, 12);
      put_tail(c, 6);
      put_tail(c, 0);
    }
  }
  return bytes;
}

}  // namespace quipu
