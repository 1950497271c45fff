// The parser's parts share this: a recursive descent over tokens. The first problem stands; after
// it every token is the end, so that all rules return soon.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/cypher/ast.h"
#include "graph/cypher/lexer.h"

namespace quipu::cypher {

class Parser {
 public:
  Parser(std::string_view text, std::vector<Token> tokens)
      : text_(text), tokens_(std::move(tokens)) {}

  Answer<Query> run();

 private:
  // One level of brackets or operators; refuses those beyond kDeepest.
  class Level {
   public:
    explicit Level(Parser& parser) : parser_(parser) {
      if (++parser_.level_ > kDeepest) parser_.fail_nesting();
    }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    ~Level() { --parser_.level_; }

   private:
    Parser& parser_;
  };

  // parser.cpp: tokens
  const Token& peek(std::size_t ahead = 0) const {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
  }
  bool at_symbol(std::string_view symbol, std::size_t ahead = 0) const;
  bool at_word(std::string_view keyword, std::size_t ahead = 0) const {
    return is_keyword(peek(ahead), keyword);
  }
  bool at_end() const { return peek().kind == TokenKind::kEnd; }
  Token take();
  bool take_symbol(std::string_view symbol);
  bool take_word(std::string_view keyword);
  void expect_symbol(std::string_view symbol, std::string_view after);
  void expect_word(std::string_view keyword, std::string_view after);
  std::string name(std::string_view what);      // a label, key or function: any word
  std::string variable(std::string_view what);  // not a keyword
  Place since(const Place& begin) const;        // from there to the last token taken
  void fail(const Place& place, std::string_view detail, std::string message,
            std::string hint = {});
  void fail_here(std::string_view expected);
  void fail_nesting();
  bool failed() const { return problem_.has_value(); }

  // parser.cpp: clauses
  Query query(bool nested);
  SingleQuery single_query(bool nested);
  MatchClause match();
  UnwindClause unwind();
  ProjectionClause projection(bool is_return);
  ProjectedItem item();
  bool refuse_writing();

  // parse_pattern.cpp
  std::vector<PathPattern> patterns();
  PathPattern path_pattern();
  PathPattern chain();
  NodePattern node();
  RelationshipPattern relationship();
  void length(RelationshipPattern& relationship);
  LabelTest labels();
  Properties properties();
  bool at_pattern() const;  // a '(' that begins a pattern, not an expression in brackets
  bool at_relationship(std::size_t ahead) const;

  // parse_expression.cpp
  ExpressionPtr expression();
  ExpressionPtr condition();  // of WHERE: patterns may stand in it
  ExpressionPtr exclusive();
  ExpressionPtr conjunction();
  ExpressionPtr negation();
  ExpressionPtr comparison();
  ExpressionPtr predicate();
  ExpressionPtr sum();
  ExpressionPtr product();
  ExpressionPtr power();
  ExpressionPtr sign();
  ExpressionPtr postfix();
  // parse_atom.cpp
  ExpressionPtr atom();
  ExpressionPtr number(bool negative);
  ExpressionPtr list();
  ExpressionPtr map();
  ExpressionPtr map_projection(ExpressionPtr subject);
  ExpressionPtr case_of();
  ExpressionPtr call();
  ExpressionPtr local_iteration(Form form);  // name IN list [WHERE condition] [| value]
  ExpressionPtr reduction();
  ExpressionPtr pattern_comprehension();
  ExpressionPtr subquery(Form form);
  ExpressionPtr pattern_test();
  ExpressionPtr make(Form form, const Place& begin, std::vector<ExpressionPtr> args = {},
                     std::string name = {});

  std::string_view text_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::uint32_t level_ = 0;
  std::size_t clause_count_ = 0, relationship_count_ = 0;
  bool patterns_allowed_ = false;
  std::optional<Problem> problem_;
};

template <typename... Args>
std::vector<ExpressionPtr> list_of(Args... args) {
  std::vector<ExpressionPtr> out;
  (out.push_back(std::move(args)), ...);
  return out;
}

}  // namespace quipu::cypher
