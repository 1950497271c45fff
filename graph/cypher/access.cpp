// Properties, elements and slices of values; lists and maps made of them.
#include <algorithm>

#include "graph/cypher/execution.h"
#include "graph/cypher/regular.h"

namespace quipu::cypher {

Value Execution::property(const Value& of, const std::string& key, const Place& place) {
  if (of.is_null()) return {};
  if (const auto* entries = of.map()) {
    const auto found = entries->find(key);
    return found == entries->end() ? Value() : found->second;
  }
  if (of.node() || of.relationship()) {
    auto stored =
        of.node() ? graph_.property(*of.node(), key) : graph_.property(*of.relationship(), key);
    if (stored) return std::move(*stored);
    fail(stored.error(), place);
    return {};
  }
  if (const Date* date = of.date()) {
    if (key == "year") return std::int64_t{date->year};
    if (key == "month") return std::int64_t{date->month};
    if (key == "day") return std::int64_t{date->day};
    return {};
  }
  fail("TypeError", "InvalidArgumentType", place,
       "Only nodes, relationships, maps and dates have properties; this is " + kind_name(of) + ".");
  return {};
}

Value Execution::element(const Expression& e, Row& row) {
  const Value of = value(*e.args[0], row), at = value(*e.args[1], row);
  if (failed() || of.is_null() || at.is_null()) return {};
  if (const Items* items = of.list()) {
    if (!at.integer()) {
      fail("TypeError", "InvalidArgumentType", e.args[1]->place,
           "The place in a list is an integer; this is " + kind_name(at) + ".");
      return {};
    }
    const auto count = static_cast<std::int64_t>(items->size());
    const std::int64_t place = *at.integer() < 0 ? *at.integer() + count : *at.integer();
    return place < 0 || place >= count ? Value() : (*items)[static_cast<std::size_t>(place)];
  }
  if (!of.map() && !of.node() && !of.relationship()) {
    fail("TypeError", "InvalidArgumentType", e.place,
         "Only lists, maps, nodes and relationships have elements; this is " + kind_name(of) + ".");
    return {};
  }
  if (at.string()) return property(of, *at.string(), e.place);
  fail("TypeError", "MapElementAccessByNonString", e.args[1]->place,
       "The key of a property is a string; this is " + kind_name(at) + ".");
  return {};
}

Value Execution::slice(const Expression& e, Row& row) {
  const Value of = value(*e.args[0], row);
  if (failed() || of.is_null()) return {};
  if (!of.list()) {
    fail("TypeError", "InvalidArgumentType", e.place,
         "Only lists have slices; this is " + kind_name(of) + ".");
    return {};
  }
  const auto count = static_cast<std::int64_t>(of.list()->size());
  std::int64_t ends[] = {0, count};
  for (std::size_t i = 0; i < 2; ++i) {
    if (!e.args[i + 1]) continue;
    const Value end = value(*e.args[i + 1], row);
    if (end.is_null()) return {};
    if (!end.integer()) {
      fail("TypeError", "InvalidArgumentType", e.place, "The ends of a slice are integers.");
      return {};
    }
    const std::int64_t place = *end.integer() < 0 ? *end.integer() + count : *end.integer();
    ends[i] = std::clamp<std::int64_t>(place, 0, count);
  }
  if (ends[0] >= ends[1]) return Items();
  return Items(of.list()->begin() + ends[0], of.list()->begin() + ends[1]);
}

Value Execution::list(const Expression& e, Row& row) {
  Items items;
  items.reserve(e.args.size());
  for (const ExpressionPtr& arg : e.args) items.push_back(value(*arg, row));
  return bounded(std::move(items), e.place);
}

Value Execution::map(const Expression& e, Row& row) {
  Entries entries;
  for (std::size_t i = 0; i < e.args.size(); ++i) {
    entries.insert_or_assign(e.names[i], value(*e.args[i], row));
  }
  return bounded(std::move(entries), e.place);
}

Value Execution::map_projection(const Expression& e, Row& row) {
  const Value of = value(*e.args[0], row);
  if (failed() || of.is_null()) return {};
  Entries entries;
  for (std::size_t i = 0; i < e.names.size(); ++i) {
    if (e.args[i + 1]) {
      entries.insert_or_assign(e.names[i], value(*e.args[i + 1], row));
    } else if (e.names[i] != "*") {
      entries.insert_or_assign(e.names[i], property(of, e.names[i], e.place));
    } else if (of.map()) {
      for (const auto& [key, item] : *of.map()) entries.insert_or_assign(key, item);
    } else {
      auto all = of.node()           ? graph_.properties(*of.node())
                 : of.relationship() ? graph_.properties(*of.relationship())
                                     : Result<Entries>();
      if (!all) {
        fail(all.error(), e.place);
        return {};
      }
      for (auto& [key, item] : *all) entries.insert_or_assign(key, std::move(item));
    }
  }
  return bounded(std::move(entries), e.place);
}

}  // namespace quipu::cypher
