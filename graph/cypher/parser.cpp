#include "graph/cypher/parser.h"

#include <algorithm>

#include "graph/cypher/parsing.h"

namespace quipu::cypher {
namespace {

// Deeper than brackets, since a chain of clauses or of operators is no nesting to its reader.
constexpr std::size_t kMostClauses = kDeepest;
// Each is held against each.
constexpr std::size_t kMostColumns = 1000;

bool is_reserved(const Token& token) {
  if (token.kind != TokenKind::kName || token.quoted) return false;
  return std::any_of(keywords().begin(), keywords().end(),
                     [&](const std::string& word) { return is_keyword(token, word); });
}

std::string described(const Token& token) {
  if (token.kind == TokenKind::kEnd) return "the end of the query";
  if (token.kind == TokenKind::kString) return "a string";
  return token.text.size() > 40 ? token.text.substr(0, 40) + "…" : token.text;
}

}  // namespace

const std::vector<std::string>& keywords() {
  static const std::vector<std::string> words = {
      "AND",    "AS",       "CASE",  "CONTAINS", "CREATE", "DELETE", "DETACH", "DISTINCT", "ELSE",
      "ENDS",   "FALSE",    "IN",    "IS",       "LIMIT",  "MATCH",  "MERGE",  "NOT",      "NULL",
      "OFFSET", "OPTIONAL", "OR",    "ORDER",    "REMOVE", "RETURN", "SET",    "SKIP",     "STARTS",
      "THEN",   "TRUE",     "UNION", "UNWIND",   "WHEN",   "WHERE",  "WITH",   "XOR"};
  return words;
}

bool Parser::at_symbol(std::string_view symbol, std::size_t ahead) const {
  return peek(ahead).kind == TokenKind::kSymbol && peek(ahead).text == symbol;
}

Token Parser::take() {
  Token token = peek();
  if (at_ + 1 < tokens_.size()) ++at_;
  return token;
}

bool Parser::take_symbol(std::string_view symbol) {
  if (!at_symbol(symbol)) return false;
  take();
  return true;
}

bool Parser::take_word(std::string_view keyword) {
  if (!at_word(keyword)) return false;
  take();
  return true;
}

void Parser::expect_symbol(std::string_view symbol, std::string_view after) {
  if (take_symbol(symbol)) return;
  fail_here(std::string(symbol) + " " + std::string(after));
}

void Parser::expect_word(std::string_view keyword, std::string_view after) {
  if (take_word(keyword)) return;
  fail_here(std::string(keyword) + " " + std::string(after));
}

std::string Parser::name(std::string_view what) {
  if (peek().kind == TokenKind::kName) return take().text;
  fail_here(what);
  return {};
}

std::string Parser::variable(std::string_view what) {
  if (peek().kind == TokenKind::kName && !is_reserved(peek())) return take().text;
  fail_here(what);
  return {};
}

Place Parser::since(const Place& begin) const {
  const Place& last = at_ == 0 ? tokens_[0].place : tokens_[at_ - 1].place;
  return {begin.begin, std::max(begin.end, last.end)};
}

void Parser::fail(const Place& place, std::string_view detail, std::string message,
                  std::string hint) {
  if (problem_) return;
  problem_ = Problem{"SyntaxError", detail, std::move(message), std::move(hint), place};
  tokens_.push_back(Token{});
  at_ = tokens_.size() - 1;
}

void Parser::fail_here(std::string_view expected) {
  if (problem_) return;
  fail(
      peek().place, "UnexpectedSyntax",
      "Here stands " + described(peek()) + ", where the query needs " + std::string(expected) + ".",
      expected.starts_with("a name") && is_reserved(peek())
          ? "A keyword is a name when it stands in `backquotes`."
          : "");
}

void Parser::fail_nesting() {
  fail(peek().place, "NestingTooDeep",
       "Brackets, operators and subqueries are nested more than " + std::to_string(kDeepest) +
           " deep.");
}

Answer<Query> Parser::run() {
  Query parsed = query(false);
  take_symbol(";");
  if (!failed() && !at_end()) fail_here("a clause, an operator or the end");
  if (problem_) return tl::unexpected(*problem_);
  return parsed;
}

Query Parser::query(bool nested) {
  const Level level(*this);
  Query query;
  if (!nested) query.explain = take_word("EXPLAIN");
  query.parts.push_back(single_query(nested));
  while (!failed() && take_word("UNION")) {
    query.keep_all.push_back(take_word("ALL"));
    query.parts.push_back(single_query(nested));
  }
  return query;
}

SingleQuery Parser::single_query(bool nested) {
  SingleQuery query;
  const Place begin = peek().place;
  while (!failed()) {
    if (++clause_count_ > kMostClauses) {
      fail(peek().place, "TooManyClauses",
           "A query has at most " + std::to_string(kMostClauses) + " clauses.");
    } else if (at_word("MATCH") || at_word("OPTIONAL")) {
      query.clauses.emplace_back(match());
    } else if (at_word("UNWIND") || (at_word("FOR") && peek(1).kind == TokenKind::kName)) {
      query.clauses.emplace_back(unwind());
    } else if (at_word("WITH")) {
      query.clauses.emplace_back(projection(false));
    } else if (at_word("RETURN")) {
      query.clauses.emplace_back(projection(true));
      break;
    } else if (refuse_writing()) {
      break;
    } else if (nested && at_symbol("}") && !query.clauses.empty()) {
      break;
    } else if (query.clauses.empty()) {
      fail_here("MATCH, OPTIONAL MATCH, UNWIND, WITH or RETURN");
    } else if (at_end() || at_symbol(";") || at_word("UNION")) {
      fail(since(begin), "UnexpectedSyntax", "The query ends without RETURN.",
           "Add RETURN and what you want to see.");
    } else {
      fail_here("the next clause or RETURN");
    }
  }
  return query;
}

bool Parser::refuse_writing() {
  for (const std::string_view word : {"CREATE", "MERGE", "DELETE", "DETACH", "SET", "REMOVE",
                                      "CALL", "LOAD", "FOREACH", "DROP"}) {
    if (!at_word(word)) continue;
    fail(peek().place, "InvalidClauseComposition",
         std::string(word) + " is not in the language: queries only read.",
         "The graph changes with its articles: quipu build, quipu remove.");
    return true;
  }
  return false;
}

MatchClause Parser::match() {
  MatchClause clause;
  const Place begin = peek().place;
  clause.optional = take_word("OPTIONAL");
  expect_word("MATCH", "after OPTIONAL");
  clause.patterns = patterns();
  if (take_word("WHERE")) clause.where = condition();
  clause.place = since(begin);
  return clause;
}

UnwindClause Parser::unwind() {
  UnwindClause clause;
  const Place begin = take().place;
  if (is_keyword(tokens_[at_ - 1], "FOR")) {  // GQL's spelling
    clause.variable = variable("a name for the elements");
    expect_word("IN", "before the list");
    clause.list = expression();
  } else {
    clause.list = expression();
    expect_word("AS", "and a name for the elements");
    clause.variable = variable("a name for the elements");
  }
  clause.place = since(begin);
  return clause;
}

ProjectionClause Parser::projection(bool is_return) {
  ProjectionClause clause;
  clause.is_return = is_return;
  const Place begin = take().place;
  clause.distinct = take_word("DISTINCT");
  if (take_symbol("*")) {
    clause.star = true;
  } else {
    clause.items.push_back(item());
  }
  while (take_symbol(",")) clause.items.push_back(item());
  if (take_word("ORDER")) {
    expect_word("BY", "after ORDER");
    do {
      SortKey key;
      key.value = expression();
      if (take_word("DESC") || take_word("DESCENDING")) {
        key.descending = true;
      } else if (!take_word("ASC")) {
        take_word("ASCENDING");
      }
      clause.order.push_back(std::move(key));
    } while (take_symbol(","));
  }
  if (take_word("SKIP") || take_word("OFFSET")) clause.skip = expression();
  if (take_word("LIMIT")) clause.limit = expression();
  if (!is_return && take_word("WHERE")) clause.where = condition();
  clause.place = since(begin);
  if (std::max(clause.items.size(), clause.order.size()) > kMostColumns) {
    fail(
        clause.place, "TooManyColumns",
        "WITH and RETURN have at most " + std::to_string(kMostColumns) + " columns and sort keys.");
  }
  return clause;
}

ProjectedItem Parser::item() {
  ProjectedItem item;
  const Place begin = peek().place;
  item.value = expression();
  item.place = since(begin);
  if (take_word("AS")) {
    item.name = variable("a name");
    item.has_alias = true;
  } else if (!failed()) {
    item.name = text_.substr(item.place.begin, item.place.end - item.place.begin);
    if (item.value->form == Form::kVariable) item.name = item.value->name;
  }
  return item;
}

Answer<Query> parse(std::string_view query) {
  auto tokens = tokens_of(query);
  if (!tokens) return tl::unexpected(tokens.error());
  return Parser(query, std::move(*tokens)).run();
}

}  // namespace quipu::cypher
