// Windows: the stretches of a document that the encoder reads at once.
#pragma once

#include <cstdint>
#include <vector>

#include "extract/model/tokenizer.h"
#include "extract/text/clean_text.h"

namespace quipu {

// What a token belongs to; a learnt input of the encoder.
enum class TokenKind : std::uint8_t { kContext, kHeadline, kParagraph, kListItem, kCell, kCaption };

// [CLS] context [SEP] body [SEP]. The body is what this window decides on; the context (headline
// and lead, and the sentences just before) lets it see what the body speaks of. The first window
// of a document has no context: [CLS] body [SEP].
struct Window {
  std::vector<Token> tokens;  // [CLS] and [SEP] have begin == end
  std::vector<TokenKind> kinds;
  std::vector<std::uint32_t> sentences;  // index of each token's sentence; of a joint, the next one
  std::size_t body_begin = 0, body_end = 0;  // tokens
};

inline constexpr std::size_t kWindowTokens = 384;    // at most, all included
inline constexpr std::size_t kLeadTokens = 72;       // of the context: headline and lead
inline constexpr std::size_t kPrecedingTokens = 48;  // of the context: sentences just before

// The windows of a document; every sentence is in exactly one body, and a sentence is cut only
// when it is longer than a window. Depends on text and vocabulary alone.
std::vector<Window> make_windows(const CleanText& text, const std::vector<Sentence>& sentences,
                                 const Tokenizer& tokenizer);

}  // namespace quipu
