// Arithmetic and conversion.
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <numbers>

#include "graph/cypher/functions.h"

namespace quipu::cypher {
namespace {

template <double (*kFunction)(double)>
Value real(const FunctionCall& call) {
  return kFunction(call.args[0].as_double());
}

double square_root(double x) { return std::sqrt(x); }
double exponential(double x) { return std::exp(x); }
double natural_log(double x) { return std::log(x); }
double decimal_log(double x) { return std::log10(x); }
double upward(double x) { return std::ceil(x); }
double downward(double x) { return std::floor(x); }
double sine(double x) { return std::sin(x); }
double cosine(double x) { return std::cos(x); }
double tangent(double x) { return std::tan(x); }

Value absolute(const FunctionCall& call) {
  if (const auto* whole = call.args[0].integer()) {
    if (*whole == INT64_MIN) {
      return call.fail("ArithmeticError", "IntegerOverflow", "abs has no result within 64 bits.");
    }
    return *whole < 0 ? -*whole : *whole;
  }
  return std::fabs(*call.args[0].floating());
}

Value sign(const FunctionCall& call) {
  const double x = call.args[0].as_double();
  return static_cast<std::int64_t>(x > 0 ? 1 : x < 0 ? -1 : 0);
}

Value round_half_up(const FunctionCall& call) {
  const double scale =
      call.args.size() < 2 ? 1 : std::pow(10.0, static_cast<double>(*call.args[1].integer()));
  const double scaled = call.args[0].as_double() * scale;
  if (!std::isfinite(scaled)) return call.args[0].as_double();
  return std::floor(scaled + 0.5) / scale;
}

Value pi(const FunctionCall&) { return std::numbers::pi; }
Value e(const FunctionCall&) { return std::numbers::e; }

Value wrong(const FunctionCall& call, std::string_view name) {
  return call.fail("TypeError", "InvalidArgumentValue",
                   std::string(name) + " cannot convert " + kind_name(call.args[0]) + ".");
}

Value number_in(const std::string& text) {
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0' || end != text.c_str() + text.size()) return {};
  return value;
}

Value to_integer(const FunctionCall& call) {
  const Value& from = call.args[0];
  if (from.integer()) return from;
  if (from.boolean()) return static_cast<std::int64_t>(*from.boolean());
  double value = 0;
  if (from.floating()) {
    value = *from.floating();
  } else if (from.string()) {
    std::int64_t whole = 0;
    const char* end = from.string()->data() + from.string()->size();
    const auto [read_to, error] = std::from_chars(from.string()->data(), end, whole);
    if (error == std::errc() && read_to == end) return whole;
    const Value parsed = number_in(*from.string());
    if (parsed.is_null()) return {};
    value = *parsed.floating();
  } else {
    return wrong(call, "toInteger");
  }
  if (!(value > -9.2e18 && value < 9.2e18)) return {};
  return static_cast<std::int64_t>(value);
}

Value to_float(const FunctionCall& call) {
  const Value& from = call.args[0];
  if (from.is_number()) return from.as_double();
  if (from.string()) return number_in(*from.string());
  return wrong(call, "toFloat");
}

Value to_boolean(const FunctionCall& call) {
  const Value& from = call.args[0];
  if (from.boolean()) return from;
  if (from.integer()) return *from.integer() != 0;
  if (!from.string()) return wrong(call, "toBoolean");
  std::string text;
  for (const char c : *from.string()) {
    text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  if (text == "true") return true;
  if (text == "false") return false;
  return {};
}

Value to_string(const FunctionCall& call) {
  const Value& from = call.args[0];
  if (from.string()) return from;
  if (from.boolean()) return *from.boolean() ? "true" : "false";
  if (from.integer()) return std::to_string(*from.integer());
  if (from.floating()) return float_text(*from.floating());
  if (from.date()) return date_text(*from.date());
  return wrong(call, "toString");
}

}  // namespace

std::vector<Function> number_functions() {
  const auto plain = [](std::string_view name, std::string_view signature,
                        Value (*apply)(const FunctionCall&)) {
    return Function{name, signature, 1, 1, {kNumberKind}, kFloatKind, true, apply};
  };
  return {
      plain("sqrt", "sqrt(number)", real<square_root>),
      plain("exp", "exp(number)", real<exponential>),
      plain("log", "log(number)", real<natural_log>),
      plain("log10", "log10(number)", real<decimal_log>),
      plain("ceil", "ceil(number)", real<upward>),
      plain("floor", "floor(number)", real<downward>),
      plain("sin", "sin(number)", real<sine>),
      plain("cos", "cos(number)", real<cosine>),
      plain("tan", "tan(number)", real<tangent>),
      {"abs", "abs(number)", 1, 1, {kNumberKind}, kNumberKind, true, absolute},
      {"sign", "sign(number)", 1, 1, {kNumberKind}, kIntegerKind, true, sign},
      {"round",
       "round(number, places)",
       1,
       2,
       {kNumberKind, kIntegerKind},
       kFloatKind,
       true,
       round_half_up},
      {"pi", "pi()", 0, 0, {}, kFloatKind, true, pi},
      {"e", "e()", 0, 0, {}, kFloatKind, true, e},
      {"tointeger",
       "toInteger(value)",
       1,
       1,
       {kAnyKind},
       kIntegerKind | kNullKind,
       true,
       to_integer},
      {"tofloat", "toFloat(value)", 1, 1, {kAnyKind}, kFloatKind | kNullKind, true, to_float},
      {"toboolean",
       "toBoolean(value)",
       1,
       1,
       {kAnyKind},
       kBooleanKind | kNullKind,
       true,
       to_boolean},
      {"tostring", "toString(value)", 1, 1, {kAnyKind}, kStringKind, true, to_string},
  };
}

}  // namespace quipu::cypher
