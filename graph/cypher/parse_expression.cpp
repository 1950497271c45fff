// Operators, the loosest first.
#include <algorithm>

#include "graph/cypher/parsing.h"

namespace quipu::cypher {
namespace {

// A chain of operators is as deep as it is long, and is walked by calls.
constexpr std::uint32_t kDeepestTree = 4 * kDeepest;

}  // namespace

ExpressionPtr Parser::make(Form form, const Place& begin, std::vector<ExpressionPtr> args,
                           std::string name) {
  auto made = std::make_unique<Expression>();
  made->form = form;
  made->place = since(begin);
  made->name = std::move(name);
  for (const ExpressionPtr& arg : args) {
    if (arg) made->depth = std::max(made->depth, arg->depth + 1);
  }
  made->args = std::move(args);
  if (made->depth > kDeepestTree) {
    fail(made->place, "NestingTooDeep",
         "More than " + std::to_string(kDeepestTree) + " operators follow one another.",
         "A long list of values goes into IN [...] or into a parameter.");
  }
  return made;
}

ExpressionPtr Parser::condition() {
  const bool allowed = std::exchange(patterns_allowed_, true);
  ExpressionPtr made = expression();
  patterns_allowed_ = allowed;
  return made;
}

ExpressionPtr Parser::expression() {
  const Level level(*this);
  const Place begin = peek().place;
  ExpressionPtr made = exclusive();
  if (!at_word("OR")) return made;
  std::vector<ExpressionPtr> any;
  any.push_back(std::move(made));
  while (take_word("OR")) any.push_back(exclusive());
  return make(Form::kOr, begin, std::move(any));
}

ExpressionPtr Parser::exclusive() {
  const Place begin = peek().place;
  ExpressionPtr made = conjunction();
  while (take_word("XOR")) {
    ExpressionPtr right = conjunction();
    made = make(Form::kXor, begin, list_of(std::move(made), std::move(right)));
  }
  return made;
}

ExpressionPtr Parser::conjunction() {
  const Place begin = peek().place;
  ExpressionPtr made = negation();
  if (!at_word("AND")) return made;
  std::vector<ExpressionPtr> all;
  all.push_back(std::move(made));
  while (take_word("AND")) all.push_back(negation());
  return make(Form::kAnd, begin, std::move(all));
}

ExpressionPtr Parser::negation() {
  if (!at_word("NOT")) return comparison();
  const Level level(*this);
  const Place begin = take().place;
  ExpressionPtr operand = negation();
  return make(Form::kNot, begin, list_of(std::move(operand)));
}

ExpressionPtr Parser::comparison() {
  const Place begin = peek().place;
  ExpressionPtr made = predicate();
  std::vector<std::string> operators;
  std::vector<ExpressionPtr> operands;
  operands.push_back(std::move(made));
  while (true) {
    std::string found;
    for (const std::string_view symbol : {"=", "<>", "!=", "<", "<=", ">", ">="}) {
      if (at_symbol(symbol)) found = symbol;
    }
    if (found.empty()) break;
    take();
    operators.push_back(found == "!=" ? "<>" : found);
    operands.push_back(predicate());
  }
  if (operators.empty()) return std::move(operands.front());
  made = make(Form::kComparison, begin, std::move(operands));
  made->names = std::move(operators);
  return made;
}

ExpressionPtr Parser::predicate() {
  const Place begin = peek().place;
  ExpressionPtr made = sum();
  while (!failed()) {
    if (take_word("IN")) {
      ExpressionPtr list = sum();
      made = make(Form::kIn, begin, list_of(std::move(made), std::move(list)));
    } else if (at_word("STARTS") || at_word("ENDS")) {
      const std::string test = at_word("STARTS") ? "STARTS WITH" : "ENDS WITH";
      take();
      expect_word("WITH", "of " + test);
      ExpressionPtr right = sum();
      made = make(Form::kTextTest, begin, list_of(std::move(made), std::move(right)), test);
    } else if (at_word("CONTAINS") || at_symbol("=~")) {
      const std::string test = at_symbol("=~") ? "=~" : "CONTAINS";
      take();
      ExpressionPtr right = sum();
      made = make(Form::kTextTest, begin, list_of(std::move(made), std::move(right)), test);
    } else if (take_word("IS")) {
      const Form form = take_word("NOT") ? Form::kIsNotNull : Form::kIsNull;
      expect_word("NULL", "after IS");
      made = make(form, begin, list_of(std::move(made)));
    } else {
      return made;
    }
  }
  return made;
}

ExpressionPtr Parser::sum() {
  const Place begin = peek().place;
  ExpressionPtr made = product();
  while (at_symbol("+") || at_symbol("-") || at_symbol("||")) {
    const std::string symbol = take().text;
    ExpressionPtr right = product();
    made = make(Form::kArithmetic, begin, list_of(std::move(made), std::move(right)), symbol);
  }
  return made;
}

ExpressionPtr Parser::product() {
  const Place begin = peek().place;
  ExpressionPtr made = power();
  while (at_symbol("*") || at_symbol("/") || at_symbol("%")) {
    const std::string symbol = take().text;
    ExpressionPtr right = power();
    made = make(Form::kArithmetic, begin, list_of(std::move(made), std::move(right)), symbol);
  }
  return made;
}

ExpressionPtr Parser::power() {
  const Place begin = peek().place;
  ExpressionPtr made = sign();
  while (take_symbol("^")) {
    ExpressionPtr right = sign();
    made = make(Form::kArithmetic, begin, list_of(std::move(made), std::move(right)), "^");
  }
  return made;
}

ExpressionPtr Parser::sign() {
  if (!at_symbol("-") && !at_symbol("+")) return postfix();
  const Level level(*this);
  const Place begin = peek().place;
  const bool negative = take().text == "-";
  // The smallest integer has no positive twin.
  if (negative && peek().kind == TokenKind::kInteger) {
    --at_;
    return postfix();
  }
  ExpressionPtr operand = sign();
  return make(negative ? Form::kNegative : Form::kPositive, begin, list_of(std::move(operand)));
}

ExpressionPtr Parser::postfix() {
  const Place begin = peek().place;
  ExpressionPtr made = atom();
  while (!failed()) {
    if (take_symbol(".")) {
      std::string key = name("a property's name");
      made = make(Form::kProperty, begin, list_of(std::move(made)), std::move(key));
    } else if (take_symbol("[")) {
      ExpressionPtr from, to;
      if (!at_symbol("..")) from = expression();
      if (take_symbol("..")) {
        if (!at_symbol("]")) to = expression();
        expect_symbol("]", "after the slice");
        made = make(Form::kSlice, begin, list_of(std::move(made), std::move(from), std::move(to)));
      } else {
        expect_symbol("]", "after the index");
        made = make(Form::kIndex, begin, list_of(std::move(made), std::move(from)));
      }
    } else if (at_symbol(":")) {
      LabelTest test = labels();
      made = make(Form::kHasLabels, begin, list_of(std::move(made)));
      made->labels = std::move(test);
    } else if (at_symbol("{") && made->form == Form::kVariable) {
      made = map_projection(std::move(made));
    } else {
      return made;
    }
  }
  return made;
}

}  // namespace quipu::cypher
