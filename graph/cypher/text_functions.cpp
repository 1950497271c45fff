// Functions of strings. Positions and lengths count characters (code points), not bytes.
#include <algorithm>

#include "extract/text/characters.h"
#include "extract/text/clean_text.h"
#include "graph/cypher/functions.h"

namespace quipu::cypher {
namespace {

std::u32string code_points(const std::string& utf8) {
  auto decoded = decode_utf8(utf8);
  return decoded ? std::move(decoded->text) : std::u32string();
}

Value to_lower(const FunctionCall& call) { return lower_case(*call.args[0].string()); }
Value to_upper(const FunctionCall& call) { return upper_case(*call.args[0].string()); }

Value trimmed(const FunctionCall& call, bool left, bool right) {
  const std::u32string text = code_points(*call.args[0].string());
  std::size_t begin = 0, end = text.size();
  while (left && begin < end && is_blank(text[begin])) ++begin;
  while (right && end > begin && is_blank(text[end - 1])) --end;
  return to_utf8(std::u32string_view(text).substr(begin, end - begin));
}
Value trim(const FunctionCall& call) { return trimmed(call, true, true); }
Value left_trim(const FunctionCall& call) { return trimmed(call, true, false); }
Value right_trim(const FunctionCall& call) { return trimmed(call, false, true); }

// Nothing, and the problem is set, where an argument is negative.
std::optional<std::size_t> count_at(const FunctionCall& call, std::size_t index) {
  const std::int64_t count = *call.args[index].integer();
  if (count >= 0) return static_cast<std::size_t>(count);
  call.fail("ArgumentError", "NumberOutOfRange", "A place in a string is not negative.");
  return std::nullopt;
}

Value substring(const FunctionCall& call) {
  const std::u32string text = code_points(*call.args[0].string());
  const auto begin = count_at(call, 1);
  const auto count = call.args.size() > 2 ? count_at(call, 2) : text.size();
  if (!begin || !count || *begin >= text.size()) return "";
  return to_utf8(std::u32string_view(text).substr(*begin, *count));
}

Value left(const FunctionCall& call) {
  const std::u32string text = code_points(*call.args[0].string());
  return to_utf8(std::u32string_view(text).substr(0, count_at(call, 1).value_or(0)));
}

Value right(const FunctionCall& call) {
  const std::u32string text = code_points(*call.args[0].string());
  const std::size_t count = std::min(text.size(), count_at(call, 1).value_or(0));
  return to_utf8(std::u32string_view(text).substr(text.size() - count));
}

Value too_long(const FunctionCall& call) {
  return call.fail(
      "MemoryLimit", "StringTooLong",
      "A string grows beyond " + std::to_string(call.bounds.longest_string) + " bytes.");
}

Value replace(const FunctionCall& call) {
  const std::string &text = *call.args[0].string(), &from = *call.args[1].string(),
                    &to = *call.args[2].string();
  if (from.empty()) return call.args[0];
  std::string out;
  std::size_t at = 0;
  for (std::size_t next; (next = text.find(from, at)) != text.npos; at = next + from.size()) {
    out.append(text, at, next - at).append(to);
    if (out.size() > call.bounds.longest_string) return too_long(call);
  }
  return out.append(text, at);
}

Value split(const FunctionCall& call) {
  const std::string &text = *call.args[0].string(), &by = *call.args[1].string();
  Items parts;
  if (by.empty()) {
    for (const char32_t c : code_points(text)) parts.emplace_back(to_utf8({&c, 1}));
    return parts;
  }
  std::size_t at = 0;
  for (std::size_t next; (next = text.find(by, at)) != text.npos; at = next + by.size()) {
    parts.emplace_back(text.substr(at, next - at));
  }
  parts.emplace_back(text.substr(at));
  return parts;
}

}  // namespace

std::vector<Function> text_functions() {
  const auto plain = [](std::string_view name, std::string_view signature,
                        Value (*apply)(const FunctionCall&)) {
    return Function{name, signature, 1, 1, {kStringKind}, kStringKind, true, apply};
  };
  return {
      plain("tolower", "toLower(string)", to_lower),
      plain("lower", "lower(string)", to_lower),
      plain("toupper", "toUpper(string)", to_upper),
      plain("upper", "upper(string)", to_upper),
      plain("trim", "trim(string)", trim),
      plain("ltrim", "ltrim(string)", left_trim),
      plain("rtrim", "rtrim(string)", right_trim),
      {"substring",
       "substring(string, begin, length)",
       2,
       3,
       {kStringKind, kIntegerKind},
       kStringKind,
       true,
       substring},
      {"left", "left(string, length)", 2, 2, {kStringKind, kIntegerKind}, kStringKind, true, left},
      {"right",
       "right(string, length)",
       2,
       2,
       {kStringKind, kIntegerKind},
       kStringKind,
       true,
       right},
      {"replace", "replace(string, what, with)", 3, 3, {kStringKind}, kStringKind, true, replace},
      {"split", "split(string, by)", 2, 2, {kStringKind}, kListKind, true, split},
  };
}

}  // namespace quipu::cypher
