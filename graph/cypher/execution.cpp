#include "graph/cypher/execution.h"

#include <algorithm>

#include "graph/cypher/operators.h"
#include "graph/cypher/regular.h"

namespace quipu::cypher {
namespace {

constexpr std::uint64_t kTicksBetweenLooks = 1024;  // at the clock

}  // namespace

Execution::Execution(const GraphView& graph, const std::vector<MatchPlan>& plans,
                     const Parameters& parameters, double most_seconds, std::uint64_t most_bytes)
    : graph_(graph),
      plans_(plans),
      parameters_(parameters),
      deadline_(std::chrono::steady_clock::now() +
                std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                    std::chrono::duration<double>(most_seconds))),
      most_seconds_(most_seconds),
      most_values_(most_bytes / sizeof(Value)) {
  bounds_.most_weight = std::min(bounds_.most_weight, most_values_);
}

Execution::~Execution() = default;

void Execution::fail(std::string_view kind, std::string_view detail, const Place& place,
                     std::string message) {
  if (!problem_) problem_ = Problem{kind, detail, std::move(message), {}, place};
}

void Execution::fail(const Error& error, const Place& place) {
  if (!problem_) problem_ = Problem{"StoreError", "", error.message, {}, place, error.code};
}

bool Execution::tick() {
  if (failed()) return false;
  if (++ticks_ % kTicksBetweenLooks != 0 || std::chrono::steady_clock::now() < deadline_) {
    return true;
  }
  std::string seconds = float_text(most_seconds_);
  if (seconds.ends_with(".0")) seconds.resize(seconds.size() - 2);
  fail("TimeLimit", "Timeout", {},
       "The query was stopped after " + seconds +
           " s (--timeout); begin at a node with a name, or bound the lengths of paths.");
  problem_->code = ErrorCode::kFull;
  return false;
}

bool Execution::hold(std::uint64_t values) {
  held_ += values;
  if (held_ <= most_values_) return !failed();
  fail("MemoryLimit", "OutOfMemory", {},
       "The query was stopped because its rows take more than " +
           std::to_string((most_values_ * sizeof(Value) + (1U << 19)) >> 20) +
           " MiB (--memory); return less, or LIMIT it before it is sorted or collected.");
  problem_->code = ErrorCode::kFull;
  return false;
}

Value Execution::bounded(Value made, const Place& place) {
  if (made.depth() > kDeepest) {
    fail("MemoryLimit", "NestingTooDeep", place,
         "Lists and maps are nested more than " + std::to_string(kDeepest) + " deep.");
    return {};
  }
  if (made.weight() > bounds_.most_weight) {
    fail("MemoryLimit", "ValueTooLarge", place,
         "A list or map grows beyond " + std::to_string(bounds_.most_weight) + " values.");
    return {};
  }
  return made;
}

std::optional<bool> Execution::truth(const Expression& e, Row& row) {
  const Value test = value(e, row);
  if (test.boolean()) return *test.boolean();
  if (!test.is_null()) {
    fail("TypeError", "InvalidArgumentType", e.place,
         "A condition is true, false or null; this is " + kind_name(test) + ".");
  }
  return std::nullopt;
}

Value Execution::value(const Expression& e, Row& row) {
  if (failed()) return {};
  switch (e.form) {
    case Form::kLiteral:
      return e.literal;
    case Form::kVariable:
      return row[static_cast<std::size_t>(e.slot)];
    case Form::kParameter:
      return parameters_.at(e.name);
    case Form::kProperty:
      return property(value(*e.args[0], row), e.name, e.place);
    case Form::kIndex:
      return element(e, row);
    case Form::kSlice:
      return slice(e, row);
    case Form::kList:
      return list(e, row);
    case Form::kMap:
      return map(e, row);
    case Form::kMapProjection:
      return map_projection(e, row);
    case Form::kNot: {
      const auto test = truth(*e.args[0], row);
      return test ? Value(!*test) : Value();
    }
    case Form::kAnd:
    case Form::kOr:
    case Form::kXor:
      return combined(e, row);
    case Form::kComparison:
      return comparison(e, row);
    case Form::kArithmetic:
    case Form::kNegative: {
      const bool negative = e.form == Form::kNegative;
      const Value operands[] = {negative ? Value(std::int64_t{0}) : value(*e.args[0], row),
                                value(*e.args[negative ? 0 : 1], row)};
      if (failed()) return {};
      if (negative && operands[1].floating()) return -*operands[1].floating();
      return bounded(
          arithmetic(negative ? "-" : e.name, {graph_, operands, bounds_, e.place, problem_}),
          e.place);
    }
    case Form::kPositive:
      return value(*e.args[0], row);
    case Form::kIn:
      return contained(e, row);
    case Form::kTextTest:
      return text_test(e, row);
    case Form::kIsNull:
      return value(*e.args[0], row).is_null();
    case Form::kIsNotNull:
      return !value(*e.args[0], row).is_null();
    case Form::kHasLabels:
      return has_labels(e, row);
    case Form::kCall:
      return call(e, row);
    case Form::kAggregate:
      return {};  // computed by its clause
    case Form::kCase:
      return choice(e, row);
    case Form::kListComprehension:
      return list_comprehension(e, row);
    case Form::kQuantifier:
      return quantified(e, row);
    case Form::kReduce:
      return reduced(e, row);
    case Form::kPatternExists:
      return !match(e.plan, row, [] { return false; });
    case Form::kPatternComprehension:
      return pattern_comprehension(e, row);
    case Form::kExists:
    case Form::kCount:
      return subquery(e, row);
  }
  return {};
}

// AND, OR and XOR over true, false and unknown.
Value Execution::combined(const Expression& e, Row& row) {
  bool unknown = false, odd = false;
  for (const ExpressionPtr& arg : e.args) {
    const auto test = truth(*arg, row);
    if (failed()) return {};
    if (!test) {
      unknown = true;
    } else if (e.form == Form::kAnd && !*test) {
      return false;
    } else if (e.form == Form::kOr && *test) {
      return true;
    } else {
      odd = odd != *test;
    }
  }
  if (unknown) return {};
  return e.form == Form::kXor ? odd : e.form == Form::kAnd;
}

Value Execution::comparison(const Expression& e, Row& row) {
  Value left = value(*e.args[0], row);
  bool unknown = false;
  for (std::size_t i = 0; i < e.names.size(); ++i) {
    Value right = value(*e.args[i + 1], row);
    if (failed()) return {};
    const Value test = compared(e.names[i], left, right);
    if (test.is_null()) unknown = true;
    if (test.boolean() && !*test.boolean()) return false;
    left = std::move(right);
  }
  return unknown ? Value() : Value(true);
}

Value Execution::contained(const Expression& e, Row& row) {
  const Value item = value(*e.args[0], row), in = value(*e.args[1], row);
  if (failed() || in.is_null()) return {};
  if (!in.list()) {
    fail("TypeError", "InvalidArgumentType", e.args[1]->place,
         "After IN stands a list; this is " + kind_name(in) + ".");
    return {};
  }
  bool unknown = false;
  for (const Value& other : *in.list()) {
    const auto same = equal(item, other);
    if (same && *same) return true;
    unknown = unknown || !same;
  }
  return unknown ? Value() : Value(false);
}

Value Execution::text_test(const Expression& e, Row& row) {
  const Value a = value(*e.args[0], row), b = value(*e.args[1], row);
  if (failed() || !a.string() || !b.string()) return {};
  const std::string &text = *a.string(), &part = *b.string();
  if (e.name == "STARTS WITH") return text.starts_with(part);
  if (e.name == "ENDS WITH") return text.ends_with(part);
  if (e.name == "CONTAINS") return text.find(part) != text.npos;
  return matches(e, text, part);
}

Value Execution::has_labels(const Expression& e, Row& row) {
  const Value of = value(*e.args[0], row);
  if (failed() || of.is_null()) return {};
  if (!of.node() && !of.relationship()) {
    fail("TypeError", "InvalidArgumentType", e.place,
         "Only nodes and relationships have labels; this is " + kind_name(of) + ".");
    return {};
  }
  const auto has = [&](const std::string& name) {
    if (of.relationship())
      return graph_.type_names()[graph_.ends(of.relationship()->id).type] == name;
    const auto label = find_term(graph_.label_names(), name);
    return label && graph_.has_label(of.node()->id, *label);
  };
  return std::all_of(e.labels.begin(), e.labels.end(),
                     [&](const auto& any) { return std::any_of(any.begin(), any.end(), has); });
}

Value Execution::call(const Expression& e, Row& row) {
  const Function& function = *e.function;
  std::vector<Value> args;
  args.reserve(e.args.size());
  for (const ExpressionPtr& arg : e.args) args.push_back(value(*arg, row));
  if (!tick()) return {};
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (args[i].is_null() && function.null_for_null) return {};
    const Kinds wanted = function.args[std::min(i, function.args.size() - 1)];
    if (args[i].is_null() || (kind_of(args[i]) & wanted)) continue;
    fail("TypeError", "InvalidArgumentValue", e.args[i]->place,
         std::string(function.signature) + " needs " + kinds_text(wanted) + "; this is " +
             kind_name(args[i]) + ".");
    return {};
  }
  return bounded(function.apply({graph_, args, bounds_, e.place, problem_}), e.place);
}

Value Execution::choice(const Expression& e, Row& row) {
  const ExpressionPtr& subject = e.args.front();
  const Value of = subject ? value(*subject, row) : Value();
  for (std::size_t i = 1; i + 1 < e.args.size(); i += 2) {
    const auto chosen = subject ? equal(of, value(*e.args[i], row)) : truth(*e.args[i], row);
    if (failed()) return {};
    if (chosen.value_or(false)) return value(*e.args[i + 1], row);
  }
  return e.args.back() ? value(*e.args.back(), row) : Value();
}

}  // namespace quipu::cypher
