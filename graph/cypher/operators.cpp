#include "graph/cypher/operators.h"

#include <cmath>

namespace quipu::cypher {
namespace {

Value text_of(const Value& value) {
  if (value.string()) return value;
  if (value.integer()) return std::to_string(*value.integer());
  if (value.floating()) return float_text(*value.floating());
  return {};
}

Value joined(const FunctionCall& call) {
  const Value &a = call.args[0], &b = call.args[1];
  if (a.list() || b.list()) {
    Items items = a.list() ? *a.list() : Items{a};
    if (b.list()) {
      items.insert(items.end(), b.list()->begin(), b.list()->end());
    } else {
      items.push_back(b);
    }
    return items;
  }
  const Value x = text_of(a), y = text_of(b);
  if ((!a.string() && !b.string()) || x.is_null() || y.is_null()) {
    return call.fail("TypeError", "InvalidArgumentType",
                     "These cannot be added: " + kind_name(a) + " and " + kind_name(b) + ".");
  }
  if (x.string()->size() + y.string()->size() > call.bounds.longest_string) {
    return call.fail("MemoryLimit", "StringTooLong", "A string grows too long.");
  }
  return *x.string() + *y.string();
}

Value overflow(const FunctionCall& call) {
  return call.fail("ArithmeticError", "IntegerOverflow", "The result does not fit into 64 bits.");
}

Value of_integers(char symbol, std::int64_t a, std::int64_t b, const FunctionCall& call) {
  std::int64_t out = 0;
  switch (symbol) {
    case '+':
      return __builtin_add_overflow(a, b, &out) ? overflow(call) : Value(out);
    case '-':
      return __builtin_sub_overflow(a, b, &out) ? overflow(call) : Value(out);
    case '*':
      return __builtin_mul_overflow(a, b, &out) ? overflow(call) : Value(out);
    default:
      break;
  }
  if (b == 0) return call.fail("ArithmeticError", "DivisionByZero", "This divides by zero.");
  if (b == -1) return symbol == '%' ? Value(std::int64_t{0}) : of_integers('-', 0, a, call);
  return symbol == '/' ? a / b : a % b;
}

Value of_floats(char symbol, double a, double b) {
  switch (symbol) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return std::fmod(a, b);
    default:
      return std::pow(a, b);
  }
}

}  // namespace

Value arithmetic(const std::string& symbol, const FunctionCall& call) {
  const Value &a = call.args[0], &b = call.args[1];
  if (a.is_null() || b.is_null()) return {};
  if (symbol == "||") return joined(call);
  if (!a.is_number() || !b.is_number()) {
    if (symbol == "+") return joined(call);
    return call.fail(
        "TypeError", "InvalidArgumentType",
        symbol + " takes numbers; here are " + kind_name(a) + " and " + kind_name(b) + ".");
  }
  if (a.integer() && b.integer() && symbol != "^") {
    return of_integers(symbol[0], *a.integer(), *b.integer(), call);
  }
  return of_floats(symbol[0], a.as_double(), b.as_double());
}

Value compared(const std::string& symbol, const Value& a, const Value& b) {
  if (symbol == "=" || symbol == "<>") {
    const auto same = equal(a, b);
    if (!same) return {};
    return *same == (symbol == "=");
  }
  const auto order = compare(a, b);
  if (!order) return {};
  if (symbol == "<") return *order < 0;
  if (symbol == "<=") return *order <= 0;
  if (symbol == ">") return *order > 0;
  return *order >= 0;
}

}  // namespace quipu::cypher
