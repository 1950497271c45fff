// HTML made fit for a parser: the tags that carry text structure, properly nested, and no others.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "extract/value/result.h"

namespace quipu {

inline constexpr std::size_t kMaxMarkupDepth = 250;
inline constexpr std::size_t kMaxTags = 400'000;

// As long as the page it was made from, so every offset in it is one of the page.
struct TamedMarkup {
  std::string bytes;
  std::string_view title, heading;  // content of the first <title> and <h1>, in the page
};

// Debian's gumbo takes quadratic time in the depth of open elements, in formatting elements left
// open (<b>, <font>: repeated in every later block) and in the attributes of a tag. Here every tag
// but those of blocks becomes a comment of the same length (<?   >), and so does what no reader
// sees (scripts, navigation, footers, forms, hidden elements) with all its content; attributes are
// blanked; a block that its parent's end leaves open, or that is deeper than kMaxMarkupDepth, loses
// its tags. What is left is nested properly, so that no end tag is lost on the parser. Linear time.
// Errors: kInvalid, more than kMaxTags tags.
Result<TamedMarkup> tame_markup(std::string_view page);

}  // namespace quipu
