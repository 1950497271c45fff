// A query's text as tokens.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/cypher/problem.h"

namespace quipu::cypher {

enum class TokenKind : std::uint8_t { kName, kInteger, kFloat, kString, kSymbol, kEnd };

struct Token {
  TokenKind kind = TokenKind::kEnd;
  std::string text;     // a name or a string without its quotes, digits, or the symbol
  bool quoted = false;  // a name in backquotes is never a keyword
  Place place;
};

// The last token is kEnd. Errors: bytes that are not UTF-8, a character or a number that is none of
// the language, a string or a comment without its end.
Answer<std::vector<Token>> tokens_of(std::string_view query);

// Whether a token is this keyword (given in upper case), however it is written.
bool is_keyword(const Token& token, std::string_view keyword);

}  // namespace quipu::cypher
