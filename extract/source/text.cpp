// The text of a document, by its format.
#include <algorithm>

#include "extract/source/html.h"
#include "extract/source/reader.h"

namespace quipu {
namespace {

// A first line longer than this is prose, not a headline.
constexpr std::size_t kMaxHeadline = 120;

Result<SourceText> plain_text(const Document& document) {
  Result<SourceText> text = decode_utf8(document.bytes);
  if (text && !text->blocks.empty()) {
    Block& first = text->blocks.front();
    const bool prose =
        text->text.substr(first.begin, first.end - first.begin).find(U'。') != std::u32string::npos;
    if (first.end - first.begin <= kMaxHeadline && !prose) first.kind = BlockKind::kHeadline;
  }
  return text;
}

}  // namespace

Result<SourceText> document_text(const Document& document) {
  return document.format == Format::kHtml ? html_text(document.bytes) : plain_text(document);
}

}  // namespace quipu
