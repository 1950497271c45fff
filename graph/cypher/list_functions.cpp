// Functions of lists, and those that take any value.
#include <algorithm>

#include "extract/text/clean_text.h"
#include "graph/cypher/functions.h"

namespace quipu::cypher {
namespace {

std::size_t character_count(const std::string& utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

Value size(const FunctionCall& call) {
  const Value& of = call.args[0];
  return static_cast<std::int64_t>(of.list()  ? of.list()->size()
                                   : of.map() ? of.map()->size()
                                              : character_count(*of.string()));
}

Value is_empty(const FunctionCall& call) { return *size(call).integer() == 0; }

Value head(const FunctionCall& call) {
  const Items& items = *call.args[0].list();
  return items.empty() ? Value() : items.front();
}

Value last(const FunctionCall& call) {
  const Items& items = *call.args[0].list();
  return items.empty() ? Value() : items.back();
}

Value tail(const FunctionCall& call) {
  const Items& items = *call.args[0].list();
  return items.empty() ? Items() : Items(items.begin() + 1, items.end());
}

Value reverse(const FunctionCall& call) {
  if (const Items* items = call.args[0].list()) return Items(items->rbegin(), items->rend());
  const auto decoded = decode_utf8(*call.args[0].string());
  if (!decoded) return {};
  return to_utf8(std::u32string(decoded->text.rbegin(), decoded->text.rend()));
}

Value range(const FunctionCall& call) {
  const std::int64_t from = *call.args[0].integer(), to = *call.args[1].integer();
  const std::int64_t step = call.args.size() > 2 ? *call.args[2].integer() : 1;
  if (step == 0) {
    return call.fail("ArgumentError", "NumberOutOfRange", "The step of a range is not zero.");
  }
  if (step > 0 ? from > to : from < to) return Items();
  const auto distance = step > 0
                            ? static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from)
                            : static_cast<std::uint64_t>(from) - static_cast<std::uint64_t>(to);
  const std::uint64_t stride = step > 0 ? static_cast<std::uint64_t>(step)
                                        : std::uint64_t{0} - static_cast<std::uint64_t>(step);
  const std::uint64_t count = distance / stride;
  if (count >= call.bounds.most_weight) {
    return call.fail(
        "MemoryLimit", "ListTooLong",
        "This range has more than " + std::to_string(call.bounds.most_weight) + " elements.");
  }
  Items items;
  items.reserve(count + 1);
  for (std::uint64_t i = 0; i <= count; ++i) {
    items.emplace_back(static_cast<std::int64_t>(static_cast<std::uint64_t>(from) +
                                                 i * static_cast<std::uint64_t>(step)));
  }
  return items;
}

Value coalesce(const FunctionCall& call) {
  for (const Value& arg : call.args) {
    if (!arg.is_null()) return arg;
  }
  return {};
}

Value exists(const FunctionCall& call) {
  if (call.args[0].boolean()) return call.args[0];  // of a pattern
  return !call.args[0].is_null();
}

}  // namespace

std::vector<Function> list_functions() {
  constexpr Kinds kSized = kListKind | kStringKind | kMapKind;
  constexpr std::size_t kMany = 1000;
  return {
      {"size", "size(list, string or map)", 1, 1, {kSized}, kIntegerKind, true, size},
      {"isempty", "isEmpty(list, string or map)", 1, 1, {kSized}, kBooleanKind, true, is_empty},
      {"head", "head(list)", 1, 1, {kListKind}, kAnyKind, true, head},
      {"last", "last(list)", 1, 1, {kListKind}, kAnyKind, true, last},
      {"tail", "tail(list)", 1, 1, {kListKind}, kListKind, true, tail},
      {"reverse",
       "reverse(list or string)",
       1,
       1,
       {kListKind | kStringKind},
       kListKind | kStringKind,
       true,
       reverse},
      {"range", "range(from, to, step)", 2, 3, {kIntegerKind}, kListKind, true, range},
      {"coalesce", "coalesce(value, …)", 1, kMany, {kAnyKind}, kAnyKind, false, coalesce},
      {"exists", "exists(property or pattern)", 1, 1, {kAnyKind}, kBooleanKind, false, exists},
  };
}

}  // namespace quipu::cypher
