#include "extract/text/width.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "extract/text/characters.h"
#include "extract/text/clean_text.h"

namespace quipu {
namespace {

// Places (in code points) where a line may end, the end of the text included.
std::vector<std::size_t> line_ends(std::string_view utf8) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> breaks(
      icu::BreakIterator::createLineInstance(icu::Locale::getRoot(), error));
  if (U_FAILURE(error)) throw std::runtime_error("ICU has no line breaking data");
  const auto text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
  breaks->setText(text);
  std::vector<std::size_t> ends;
  std::int32_t done = 0;
  std::size_t code_points = 0;
  for (std::int32_t at = breaks->next(); at != icu::BreakIterator::DONE; at = breaks->next()) {
    code_points += static_cast<std::size_t>(text.countChar32(done, at - done));
    ends.push_back(code_points);
    done = at;
  }
  return ends;
}

std::string trimmed(std::u32string_view line) {
  while (!line.empty() && is_blank(line.front())) line.remove_prefix(1);
  while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
  return to_utf8(line);
}

}  // namespace

std::size_t display_width(char32_t c) {
  if (c < 0x7F) return c >= 0x20 ? 1 : 0;
  if (is_invisible(c)) return 0;
  const auto code_point = static_cast<UChar32>(c);
  const int category = u_charType(code_point);
  if (category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK) return 0;
  const int width = u_getIntPropertyValue(code_point, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

std::size_t display_width(std::string_view utf8) {
  const auto decoded = decode_utf8(utf8);
  if (!decoded) return utf8.size();
  std::size_t width = 0;
  for (const char32_t c : decoded->text) width += display_width(c);
  return width;
}

std::vector<std::string> wrapped(std::string_view utf8, std::size_t columns) {
  const auto decoded = decode_utf8(utf8);
  if (columns == 0 || !decoded || display_width(utf8) <= columns) return {std::string(utf8)};
  const std::u32string_view text = decoded->text;
  const std::vector<std::size_t> allowed = line_ends(utf8);
  std::vector<std::string> lines;
  std::size_t begin = 0, width = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t wide = display_width(text[i]);
    if (width + wide > columns && i > begin && !is_blank(text[i])) {
      // The last place at or before i where a line may end; i itself within an overlong word.
      const auto after = std::upper_bound(allowed.begin(), allowed.end(), i);
      std::size_t end = after == allowed.begin() ? i : *(after - 1);
      if (end <= begin) end = i;
      lines.push_back(trimmed(text.substr(begin, end - begin)));
      begin = end;
      width = 0;
      for (std::size_t k = begin; k < i; ++k) width += display_width(text[k]);
    }
    width += wide;
  }
  if (std::string last = trimmed(text.substr(begin)); !last.empty()) lines.push_back(last);
  return lines;
}

}  // namespace quipu
