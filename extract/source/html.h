// HTML to text with source spans.
#pragma once

#include <string>
#include <string_view>

#include "extract/text/clean_text.h"
#include "extract/value/result.h"

namespace quipu {

// What a reader of the page sees as text, in source order: no tags, scripts, navigation, footers,
// forms, hidden parts; entities decoded; one block a paragraph, heading, list item, cell, caption.
// Errors: kInvalid (not UTF-8; markup too deep or too tangled).
Result<SourceText> html_text(std::string_view bytes);

}  // namespace quipu
