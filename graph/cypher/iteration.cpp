// Expressions that go through a list, a pattern's matches or a subquery's rows.
#include "graph/cypher/execution.h"
#include "graph/cypher/regular.h"

namespace quipu::cypher {

Value Execution::matches(const Expression& e, const std::string& text, const std::string& pattern) {
  auto& compiled = patterns_[&e];
  if (!compiled.is(pattern)) {
    if (const std::string wrong = compiled.compile(pattern); !wrong.empty()) {
      fail("ArgumentError", "InvalidRegularExpression", e.args[1]->place,
           "This is no regular expression: " + wrong + ".");
      return {};
    }
  }
  return compiled.matches(text);
}

Value Execution::list_comprehension(const Expression& e, Row& row) {
  const Value of = value(*e.args[0], row);
  if (failed() || of.is_null()) return {};
  if (!of.list()) {
    fail("TypeError", "InvalidArgumentType", e.args[0]->place,
         "Only lists have elements to go through; this is " + kind_name(of) + ".");
    return {};
  }
  Items items;
  std::uint64_t weight = 0;
  for (const Value& item : *of.list()) {
    if (!tick()) return {};
    row[static_cast<std::size_t>(e.slot)] = item;
    if (e.args[1] && !truth(*e.args[1], row).value_or(false)) continue;
    items.push_back(e.args[2] ? value(*e.args[2], row) : item);
    weight += items.back().weight();
    if (weight > bounds_.most_weight) break;
  }
  return bounded(std::move(items), e.place);
}

Value Execution::quantified(const Expression& e, Row& row) {
  const Value of = value(*e.args[0], row);
  if (failed() || of.is_null()) return {};
  if (!of.list()) {
    fail("TypeError", "InvalidArgumentType", e.args[0]->place,
         "Only lists have elements to go through; this is " + kind_name(of) + ".");
    return {};
  }
  const std::string& kind = e.names[0];
  std::size_t holds = 0, unknown = 0;
  for (const Value& item : *of.list()) {
    if (!tick()) return {};
    row[static_cast<std::size_t>(e.slot)] = item;
    const auto test = e.args[1] ? truth(*e.args[1], row) : std::optional(true);
    if (!test) {
      ++unknown;
    } else if (*test) {
      ++holds;
      if (kind == "any") return true;
      if (kind == "none" || (kind == "single" && holds > 1)) return false;
    } else if (kind == "all") {
      return false;
    }
  }
  if (failed() || unknown > 0) return {};
  if (kind == "single") return holds == 1;
  return kind != "any";
}

Value Execution::reduced(const Expression& e, Row& row) {
  Value total = value(*e.args[0], row);
  const Value of = value(*e.args[1], row);
  if (failed() || of.is_null()) return {};
  if (!of.list()) {
    fail("TypeError", "InvalidArgumentType", e.args[1]->place,
         "Only lists have elements to go through; this is " + kind_name(of) + ".");
    return {};
  }
  for (const Value& item : *of.list()) {
    if (!tick()) return {};
    row[static_cast<std::size_t>(e.slot)] = item;
    row[static_cast<std::size_t>(e.second_slot)] = total;
    total = value(*e.args[2], row);
  }
  return total;
}

Value Execution::pattern_comprehension(const Expression& e, Row& row) {
  Items items;
  std::uint64_t weight = 0;
  match(e.plan, row, [&] {
    items.push_back(value(*e.args[1], row));
    weight += items.back().weight();
    return weight <= bounds_.most_weight && !failed();
  });
  if (failed()) return {};
  return bounded(std::move(items), e.place);
}

Value Execution::subquery(const Expression& e, Row& row) {
  std::int64_t count = 0;
  run(*e.query, row, [&](Row&) {
    ++count;
    return e.form == Form::kCount;
  });
  if (failed()) return {};
  return e.form == Form::kExists ? Value(count > 0) : Value(count);
}

}  // namespace quipu::cypher
