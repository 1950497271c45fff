// Literals, names, calls, and all that stands in brackets of its own.
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "graph/cypher/functions.h"
#include "graph/cypher/parsing.h"

namespace quipu::cypher {
namespace {

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

bool is_quantifier(std::string_view name) {
  return name == "all" || name == "any" || name == "none" || name == "single";
}

}  // namespace

ExpressionPtr Parser::atom() {
  const Place begin = peek().place;
  const auto literal = [&](Value value) {
    take();
    ExpressionPtr made = make(Form::kLiteral, begin);
    made->literal = std::move(value);
    return made;
  };
  switch (peek().kind) {
    case TokenKind::kInteger:
    case TokenKind::kFloat:
      return number(false);
    case TokenKind::kString:
      return literal(peek().text);
    case TokenKind::kSymbol:
      if (at_symbol("-")) {
        take();
        return number(true);
      }
      if (at_symbol("[")) {
        if (at_symbol("(", 1) ||
            (peek(1).kind == TokenKind::kName && at_symbol("=", 2) && at_symbol("(", 3))) {
          const std::size_t here = at_;
          at_ += at_symbol("(", 1) ? 1 : 3;
          const bool is_pattern = at_pattern();
          at_ = here;
          if (is_pattern) return pattern_comprehension();
        }
        return list();
      }
      if (at_symbol("{")) return map();
      if (at_symbol("(")) {
        if (at_pattern()) return pattern_test();
        take();
        ExpressionPtr made = expression();
        expect_symbol(")", "after the expression");
        return made;
      }
      if (take_symbol("$")) {
        std::string named =
            peek().kind == TokenKind::kInteger ? take().text : name("the name of a parameter");
        return make(Form::kParameter, begin, {}, std::move(named));
      }
      break;
    case TokenKind::kName:
      if (at_word("TRUE")) return literal(true);
      if (at_word("FALSE")) return literal(false);
      if (at_word("NULL")) return literal(Value());
      if (at_word("CASE")) return case_of();
      if (at_word("EXISTS") && at_symbol("{", 1)) return subquery(Form::kExists);
      if (at_word("COUNT") && at_symbol("{", 1)) return subquery(Form::kCount);
      if (at_symbol("(", 1)) return call();
      {
        std::string named = variable("an expression");
        return make(Form::kVariable, begin, {}, std::move(named));
      }
    case TokenKind::kEnd:
      break;
  }
  fail_here("an expression");
  return make(Form::kLiteral, begin);
}

ExpressionPtr Parser::number(bool negative) {
  Place begin = peek().place;
  if (negative) begin.begin = tokens_[at_ - 1].place.begin;
  const Token token = take();
  ExpressionPtr made = make(Form::kLiteral, begin);
  std::string digits = token.text;
  if (token.kind == TokenKind::kFloat) {
    const double value = std::strtod(digits.c_str(), nullptr);
    if (std::isinf(value)) {
      fail(made->place, "FloatingPointOverflow", "This number is too large for a float.");
    }
    made->literal = negative ? -value : value;
    return made;
  }
  int base = 10;
  if (digits.starts_with("0x") || digits.starts_with("0o")) {
    base = digits[1] == 'x' ? 16 : 8;
    digits.erase(0, 2);
  }
  if (negative) digits.insert(0, "-");
  std::int64_t value = 0;
  const char* end = digits.data() + digits.size();
  const auto [read_to, error] = std::from_chars(digits.data(), end, value, base);
  if (error == std::errc::result_out_of_range) {
    fail(made->place, "IntegerOverflow", "This number is too large for an integer of 64 bits.");
  } else if (error != std::errc() || read_to != end) {
    fail(made->place, "InvalidNumberLiteral", "This is not a number.");
  }
  made->literal = value;
  return made;
}

ExpressionPtr Parser::list() {
  const Place begin = peek().place;
  take();
  if (peek().kind == TokenKind::kName && is_keyword(peek(1), "IN")) {
    ExpressionPtr made = local_iteration(Form::kListComprehension);
    expect_symbol("]", "after the list comprehension");
    made->place = since(begin);
    return made;
  }
  std::vector<ExpressionPtr> items;
  if (!take_symbol("]")) {
    do {
      items.push_back(expression());
    } while (take_symbol(","));
    expect_symbol("]", "after the list");
  }
  return make(Form::kList, begin, std::move(items));
}

ExpressionPtr Parser::map() {
  const Place begin = take().place;
  std::vector<std::string> keys;
  std::vector<ExpressionPtr> values;
  if (!take_symbol("}")) {
    do {
      keys.push_back(name("a key"));
      expect_symbol(":", "after a key");
      values.push_back(expression());
    } while (take_symbol(","));
    expect_symbol("}", "after the map");
  }
  ExpressionPtr made = make(Form::kMap, begin, std::move(values));
  made->names = std::move(keys);
  return made;
}

ExpressionPtr Parser::map_projection(ExpressionPtr subject) {
  const Place begin = subject->place;
  take();
  std::vector<std::string> keys;
  std::vector<ExpressionPtr> values = list_of(std::move(subject));
  if (!take_symbol("}")) {
    do {
      if (take_symbol(".")) {
        keys.push_back(take_symbol("*") ? "*" : name("a property's name"));
        values.push_back(nullptr);
        continue;
      }
      const Place place = peek().place;
      keys.push_back(name("a key, .property or .*"));
      values.push_back(take_symbol(":") ? expression()
                                        : make(Form::kVariable, place, {}, keys.back()));
    } while (take_symbol(","));
    expect_symbol("}", "after the map");
  }
  ExpressionPtr made = make(Form::kMapProjection, begin, std::move(values));
  made->names = std::move(keys);
  return made;
}

ExpressionPtr Parser::case_of() {
  const Place begin = take().place;
  std::vector<ExpressionPtr> parts;
  parts.push_back(at_word("WHEN") ? nullptr : expression());
  if (!at_word("WHEN")) fail_here("WHEN");
  while (take_word("WHEN")) {
    parts.push_back(expression());
    expect_word("THEN", "after WHEN");
    parts.push_back(expression());
  }
  parts.push_back(take_word("ELSE") ? expression() : nullptr);
  expect_word("END", "after CASE");
  return make(Form::kCase, begin, std::move(parts));
}

ExpressionPtr Parser::call() {
  const Place begin = peek().place;
  const std::string called = lower(peek().text);
  if (is_quantifier(called) && peek(2).kind == TokenKind::kName && is_keyword(peek(3), "IN")) {
    take();
    take();
    ExpressionPtr made = local_iteration(Form::kQuantifier);
    made->names = {called};
    expect_symbol(")", "after the condition");
    made->place = since(begin);
    return made;
  }
  if (called == "reduce") return reduction();
  take();
  take();
  const bool patterns_allowed = patterns_allowed_;
  if (called == "exists") patterns_allowed_ = true;
  const bool is_aggregate = find_aggregate(called);
  std::vector<ExpressionPtr> args;
  bool distinct = false;
  if (is_aggregate && called == "count" && take_symbol("*")) {
    expect_symbol(")", "after count(*");
  } else if (!take_symbol(")")) {
    distinct = take_word("DISTINCT");
    do {
      args.push_back(expression());
    } while (take_symbol(","));
    expect_symbol(")", "after the arguments");
  } else if (called == "count") {
    fail(since(begin), "InvalidNumberOfArguments", "count needs an expression or *.");
  }
  patterns_allowed_ = patterns_allowed;
  ExpressionPtr made =
      make(is_aggregate ? Form::kAggregate : Form::kCall, begin, std::move(args), called);
  made->distinct = distinct;
  return made;
}

ExpressionPtr Parser::local_iteration(Form form) {
  const Level level(*this);
  const Place begin = peek().place;
  std::string local = variable("a name for the elements");
  expect_word("IN", "before the list");
  ExpressionPtr list = expression(), test, value;
  if (take_word("WHERE")) test = condition();
  if (form == Form::kListComprehension && take_symbol("|")) value = expression();
  return make(form, begin, list_of(std::move(list), std::move(test), std::move(value)),
              std::move(local));
}

ExpressionPtr Parser::reduction() {
  const Place begin = take().place;
  take();
  std::string total = variable("a name for what is carried along");
  expect_symbol("=", "after the name");
  ExpressionPtr first = expression();
  expect_symbol(",", "before the iteration");
  std::string local = variable("a name for the elements");
  expect_word("IN", "before the list");
  ExpressionPtr list = expression();
  expect_symbol("|", "before the expression");
  ExpressionPtr next = expression();
  expect_symbol(")", "after reduce");
  ExpressionPtr made = make(Form::kReduce, begin,
                            list_of(std::move(first), std::move(list), std::move(next)), local);
  made->names = {total};
  return made;
}

ExpressionPtr Parser::pattern_comprehension() {
  const Level level(*this);
  const Place begin = take().place;
  auto pattern = std::make_unique<PathPattern>(path_pattern());
  ExpressionPtr test;
  if (take_word("WHERE")) test = condition();
  expect_symbol("|", "before what the comprehension collects");
  ExpressionPtr value = expression();
  expect_symbol("]", "after the pattern comprehension");
  ExpressionPtr made =
      make(Form::kPatternComprehension, begin, list_of(std::move(test), std::move(value)));
  made->pattern = std::move(pattern);
  return made;
}

ExpressionPtr Parser::subquery(Form form) {
  const Level level(*this);
  const Place begin = take().place;
  take();
  const bool allowed = std::exchange(patterns_allowed_, false);
  auto inner = std::make_unique<Query>();
  if (at_symbol("(") || (peek().kind == TokenKind::kName && at_symbol("=", 1))) {
    MatchClause match;
    match.patterns = patterns();
    if (take_word("WHERE")) match.where = condition();
    match.place = since(begin);
    inner->parts.emplace_back().clauses.emplace_back(std::move(match));
  } else {
    *inner = query(true);
  }
  expect_symbol("}", "after the subquery");
  patterns_allowed_ = allowed;
  ExpressionPtr made = make(form, begin);
  made->query = std::move(inner);
  return made;
}

ExpressionPtr Parser::pattern_test() {
  const Level level(*this);
  const Place begin = peek().place;
  auto pattern = std::make_unique<PathPattern>(chain());
  ExpressionPtr made = make(Form::kPatternExists, begin);
  if (!patterns_allowed_) {
    fail(made->place, "UnexpectedSyntax", "A pattern is a condition and stands in WHERE.",
         "Elsewhere write exists((a)-->(b)) or [(a)-->(b) | b].");
  }
  made->pattern = std::move(pattern);
  return made;
}

}  // namespace quipu::cypher
