// The text of a document, cleaned for reading, with every character tied to its source bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "extract/value/document.h"
#include "extract/value/result.h"
#include "extract/value/span.h"

namespace quipu {

enum class BlockKind : std::uint8_t { kHeadline, kParagraph, kListItem, kCell, kCaption };

// A paragraph, heading, list item, table cell: text never runs across its borders.
struct Block {
  std::size_t begin = 0, end = 0;  // code points of the text
  BlockKind kind = BlockKind::kParagraph;
};

// Characters with their source. One entry of `source` a code point of `text`. Characters that have
// no source of their own (a joint between blocks) have an empty span.
struct SourceText {
  std::u32string text;
  std::vector<ByteSpan> source;
  std::vector<Block> blocks;
};

// The same after cleaning: NFKC, pinyin in brackets removed 經(jīng)驗(yàn), spaced punctuation
// repaired, runs of blanks made one. What was removed belongs to the source of the character
// before it when it lies inside a name (so that a span covers it), else to nobody.
struct CleanText {
  std::u32string text;
  std::vector<ByteSpan> source;
  std::vector<Block> blocks;

  // The source bytes of the code points [begin, end); begin < end.
  ByteSpan span(std::size_t begin, std::size_t end) const {
    return {source[begin].begin, source[end - 1].end};
  }
};

CleanText clean(const SourceText& source);

struct Sentence {
  std::size_t begin = 0, end = 0;  // code points of the clean text
  BlockKind kind = BlockKind::kParagraph;
};

// Sentences in order; they cover all text that is not blank. Ends: 。！？；… and .!? where an
// abbreviation, an initial or a decimal point does not speak against it, and every block's border.
std::vector<Sentence> split_sentences(const CleanText& text);

// Folded form for matching names: NFKC, simplified script, lower case, without blanks, quotation
// marks, brackets, leading article and bracketed pinyin (the normalization that score.py
// documents). Equal folded names are written the same.
std::string fold_name(std::string_view utf8);

// Simplified-script twin of a text, code point by code point, for the encoder: same length.
std::u32string simplify(std::u32string_view text);

// "zh", "zh-Hant" or "en", by script and by characters that only one script has.
std::string detect_language(std::u32string_view text);

std::string to_utf8(std::u32string_view text);

bool is_utf8(std::string_view bytes);

// Code points of valid UTF-8 (without a byte order mark at the start), with their byte spans; a
// block for every line with something on it. Errors: kInvalid with the byte offset.
Result<SourceText> decode_utf8(std::string_view bytes);

}  // namespace quipu
