#include "extract/model/window.h"

#include <algorithm>

namespace quipu {
namespace {

struct Piece {  // a sentence, or a part of a very long one
  std::vector<Token> tokens;
  TokenKind kind;
  std::uint32_t sentence;
};

TokenKind kind_of(BlockKind kind) {
  switch (kind) {
    case BlockKind::kHeadline:
      return TokenKind::kHeadline;
    case BlockKind::kListItem:
      return TokenKind::kListItem;
    case BlockKind::kCell:
      return TokenKind::kCell;
    case BlockKind::kCaption:
      return TokenKind::kCaption;
    case BlockKind::kParagraph:
      break;
  }
  return TokenKind::kParagraph;
}

void append(Window& window, const Piece& piece, TokenKind kind, std::size_t limit) {
  const auto count = std::min(piece.tokens.size(), limit);
  window.tokens.insert(window.tokens.end(), piece.tokens.begin(), piece.tokens.begin() + count);
  window.kinds.insert(window.kinds.end(), count, kind);
  window.sentences.insert(window.sentences.end(), count, piece.sentence);
}

void joint(Window& window, std::uint32_t id, TokenKind kind, std::uint32_t sentence) {
  const auto at = window.tokens.empty() ? 0 : window.tokens.back().end;
  window.tokens.push_back({id, Shape::kPunctuation, at, at, true});
  window.kinds.push_back(kind);
  window.sentences.push_back(sentence);
}

}  // namespace

std::vector<Window> make_windows(const CleanText& text, const std::vector<Sentence>& sentences,
                                 const Tokenizer& tokenizer) {
  constexpr std::size_t kBody = kWindowTokens - kLeadTokens - kPrecedingTokens - 3;
  const std::u32string simplified = simplify(text.text);
  std::vector<Piece> pieces;
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    auto tokens = tokenizer.tokenize(text, simplified, sentences[s].begin, sentences[s].end);
    for (std::size_t i = 0; i < tokens.size(); i += kBody) {
      const auto stop = std::min(tokens.size(), i + kBody);
      pieces.push_back({{tokens.begin() + i, tokens.begin() + stop},
                        kind_of(sentences[s].kind),
                        static_cast<std::uint32_t>(s)});
    }
  }
  std::size_t lead_pieces = 0, lead_tokens = 0;
  while (lead_pieces < pieces.size() && lead_tokens < kLeadTokens) {
    lead_tokens += pieces[lead_pieces++].tokens.size();
  }
  lead_tokens = std::min(lead_tokens, kLeadTokens);

  std::vector<Window> windows;
  for (std::size_t next = 0; next < pieces.size();) {
    Window window;
    joint(window, tokenizer.cls(), TokenKind::kContext, pieces[next].sentence);
    const bool first = next == 0;
    if (!first) {
      std::size_t left = lead_tokens;
      for (std::size_t i = 0; i < lead_pieces && i < next; ++i) {
        append(window, pieces[i], TokenKind::kContext, left);
        left -= std::min(left, pieces[i].tokens.size());
      }
      std::size_t before = next, room = kPrecedingTokens;
      while (before > lead_pieces && pieces[before - 1].tokens.size() <= room) {
        room -= pieces[--before].tokens.size();
      }
      for (std::size_t i = before; i < next; ++i) {
        append(window, pieces[i], TokenKind::kContext, kPrecedingTokens);
      }
      joint(window, tokenizer.sep(), TokenKind::kContext, pieces[next].sentence);
    }
    window.body_begin = window.tokens.size();
    const std::size_t limit = kWindowTokens - 1;
    do {
      append(window, pieces[next], pieces[next].kind, kBody);
      ++next;
    } while (next < pieces.size() && window.tokens.size() + pieces[next].tokens.size() <= limit);
    window.body_end = window.tokens.size();
    joint(window, tokenizer.sep(), TokenKind::kContext, window.sentences.back());
    windows.push_back(std::move(window));
  }
  return windows;
}

}  // namespace quipu
