#include "graph/cypher/lexer.h"

#include <array>
#include <optional>

#include "extract/text/characters.h"
#include "extract/text/clean_text.h"

namespace quipu::cypher {
namespace {

constexpr std::size_t kLongestQuery = std::size_t{1} << 20;  // bytes

constexpr std::array<std::string_view, 8> kTwoCharacters = {"<>", "<=", ">=", "=~",
                                                            "..", "!=", "|:", "||"};
constexpr std::string_view kOneCharacter = "()[]{},.:|&!=<>+-*/%^$;";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool begins_name(char c) {
  return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

class Lexer {
 public:
  explicit Lexer(std::string_view query) : query_(query) {}

  Answer<std::vector<Token>> run() {
    if (query_.size() > kLongestQuery) {
      return tl::unexpected(error(0, 0, "QueryTooLong", "The query is longer than one megabyte."));
    }
    if (!is_utf8(query_)) {
      return tl::unexpected(error(0, 0, "UnexpectedSyntax", "The query is not UTF-8."));
    }
    while (!problem_ && skip_blanks()) read();
    if (problem_) return tl::unexpected(*problem_);
    begin_ = at_ = query_.size();
    add(TokenKind::kEnd, {});
    return std::move(tokens_);
  }

 private:
  static Problem error(std::size_t begin, std::size_t end, std::string_view detail,
                       std::string message) {
    return {"SyntaxError",
            detail,
            std::move(message),
            {},
            {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}};
  }
  void fail(std::string_view detail, std::string message) {
    if (!problem_) problem_ = error(begin_, at_, detail, std::move(message));
  }
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < query_.size() ? query_[at_ + ahead] : '\0';
  }
  void add(TokenKind kind, std::string text, bool quoted = false) {
    tokens_.push_back({kind,
                       std::move(text),
                       quoted,
                       {static_cast<std::uint32_t>(begin_), static_cast<std::uint32_t>(at_)}});
  }

  // The character at `at_`, and how many bytes it takes.
  std::pair<char32_t, std::size_t> character() const {
    const auto first = static_cast<unsigned char>(query_[at_]);
    const std::size_t size = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    char32_t c = size == 1 ? first : first & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
      c = (c << 6) | (static_cast<unsigned char>(query_[at_ + i]) & 0x3FU);
    }
    return {c, size};
  }

  // False at the end of the query.
  bool skip_blanks() {
    while (at_ < query_.size()) {
      begin_ = at_;
      const auto [c, size] = character();
      if (is_blank(c) || c == 0xFEFF) {
        at_ += size;
      } else if (query_.substr(at_, 2) == "//") {
        at_ = std::min(query_.find('\n', at_), query_.size());
      } else if (query_.substr(at_, 2) == "/*") {
        const std::size_t end = query_.find("*/", at_ + 2);
        if (end == query_.npos) {
          at_ = query_.size();
          fail("UnexpectedSyntax", "This comment has no end; close it with */.");
          return false;
        }
        at_ = end + 2;
      } else {
        return true;
      }
    }
    return false;
  }

  void read() {
    begin_ = at_;
    const char c = peek();
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return read_number();
    if (c == '\'' || c == '"') return read_string(c);
    if (c == '`') return read_quoted_name();
    if (begins_name(c)) return read_name();
    for (const std::string_view symbol : kTwoCharacters) {
      if (query_.substr(at_, 2) != symbol) continue;
      at_ += 2;
      return add(TokenKind::kSymbol, std::string(symbol));
    }
    ++at_;
    if (kOneCharacter.find(c) != kOneCharacter.npos) return add(TokenKind::kSymbol, {c});
    fail("UnexpectedSyntax", "This character is not part of the language.");
  }

  void read_name() {
    while (at_ < query_.size()) {
      const auto [c, size] = character();
      const bool part = c < 0x80 ? begins_name(static_cast<char>(c)) || is_ascii_digit(c)
                                 : !is_blank(c) && !is_invisible(c);
      if (!part) break;
      // Beyond ASCII, letters of any script and the middle dot of foreign names.
      if (c >= 0x80 && !is_letter(c) && c != 0xB7 && c != 0x30FB) {
        begin_ = at_;
        at_ += size;
        return fail("InvalidUnicodeCharacter",
                    "This character is not part of a name; names with it stand in `backquotes`.");
      }
      at_ += size;
    }
    if (at_ == begin_) {
      at_ += character().second;
      return fail("InvalidUnicodeCharacter", "This character is not part of the language.");
    }
    add(TokenKind::kName, std::string(query_.substr(begin_, at_ - begin_)));
  }

  void read_quoted_name() {
    std::string name;
    for (++at_; at_ < query_.size(); ++at_) {
      if (peek() != '`') {
        name += peek();
      } else if (peek(1) == '`') {
        name += '`';
        ++at_;
      } else {
        ++at_;
        if (name.empty()) return fail("UnexpectedSyntax", "A name has at least one character.");
        return add(TokenKind::kName, name, true);
      }
    }
    fail("UnexpectedSyntax", "This name has no closing backquote.");
  }

  void read_number() {
    bool floating = false;
    if (peek() == '0' && (peek(1) == 'x' || peek(1) == 'o')) {
      at_ += 2;
      while (is_hex(peek())) ++at_;
    } else {
      while (is_digit(peek())) ++at_;
      if (peek() == '.' && is_digit(peek(1))) {
        floating = true;
        ++at_;
        while (is_digit(peek())) ++at_;
      }
      const std::size_t sign = peek(1) == '-' || peek(1) == '+' ? 2 : 1;
      if ((peek() == 'e' || peek() == 'E') && is_digit(peek(sign))) {
        floating = true;
        at_ += sign;
        while (is_digit(peek())) ++at_;
      }
    }
    if (begins_name(peek()) || is_digit(peek())) {
      while (begins_name(peek()) || is_digit(peek())) ++at_;
      return fail("InvalidNumberLiteral", "This is neither a number nor a name.");
    }
    add(floating ? TokenKind::kFloat : TokenKind::kInteger,
        std::string(query_.substr(begin_, at_ - begin_)));
  }

  void read_string(char quote) {
    std::string text;
    for (++at_; at_ < query_.size() && !problem_;) {
      const char c = peek();
      ++at_;
      if (c == quote) return add(TokenKind::kString, text);
      if (c == '\\') {
        text += escaped();
      } else {
        text += c;
      }
    }
    fail("UnexpectedSyntax", "This string has no closing quotation mark.");
  }

  std::string escaped() {
    const char c = peek();
    ++at_;
    switch (c) {
      case 'n':
        return "\n";
      case 't':
        return "\t";
      case 'r':
        return "\r";
      case 'b':
        return "\b";
      case 'f':
        return "\f";
      case '\\':
      case '\'':
      case '"':
      case '`':
        return {c};
      case 'u':
        return code_point(4);
      case 'U':
        return code_point(8);
      default:
        break;
    }
    begin_ = at_ - 2;
    fail("UnexpectedSyntax", "In a string, \\ stands before one of n t r b f \\ ' \" u U.");
    return {};
  }

  std::string code_point(std::size_t digits) {
    char32_t c = 0;
    for (std::size_t i = 0; i < digits; ++i, ++at_) {
      const char digit = peek();
      if (!is_hex(digit)) c = 0x110000;
      if (c >= 0x110000) break;
      c = c * 16 + static_cast<char32_t>(is_digit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10);
    }
    if (c >= 0x110000 || (c >= 0xD800 && c < 0xE000)) {
      fail("InvalidUnicodeLiteral",
           "After \\u stand four and after \\U eight hexadecimal digits of "
           "a character.");
      return {};
    }
    return to_utf8({&c, 1});
  }

  std::string_view query_;
  std::size_t begin_ = 0, at_ = 0;
  std::vector<Token> tokens_;
  std::optional<Problem> problem_;
};

}  // namespace

Answer<std::vector<Token>> tokens_of(std::string_view query) { return Lexer(query).run(); }

bool is_keyword(const Token& token, std::string_view keyword) {
  if (token.kind != TokenKind::kName || token.quoted || token.text.size() != keyword.size()) {
    return false;
  }
  for (std::size_t i = 0; i < keyword.size(); ++i) {
    const char c = token.text[i];
    if ((c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c) != keyword[i]) return false;
  }
  return true;
}

}  // namespace quipu::cypher
