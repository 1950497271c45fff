// The functions of the language, each with what it takes and gives.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/cypher/graph_view.h"
#include "graph/cypher/problem.h"
#include "graph/cypher/value.h"

namespace quipu::cypher {

// Kinds of values as a set, for what is known of an expression before it is computed.
using Kinds = std::uint16_t;
constexpr Kinds kNullKind = 1, kBooleanKind = 2, kIntegerKind = 4, kFloatKind = 8, kStringKind = 16,
                kListKind = 32, kMapKind = 64, kNodeKind = 128, kRelationshipKind = 256,
                kPathKind = 512, kDateKind = 1024, kNumberKind = kIntegerKind | kFloatKind,
                kAnyKind = 2047;

Kinds kind_of(const Value& value);
std::string kinds_text(Kinds kinds);  // "a string or a list"

// Limits of one run that functions must keep.
struct Bounds {
  std::uint64_t most_weight = std::uint64_t{1} << 22;  // values in a value, see Value::weight
  std::size_t longest_string = std::size_t{1} << 24;   // bytes
};

struct FunctionCall {
  const GraphView& graph;
  std::span<const Value> args;
  const Bounds& bounds;
  Place place;
  std::optional<Problem>& problem;

  // Null, and the problem is set.
  Value fail(std::string_view kind, std::string_view detail, std::string message) const;
  Value fail(const Error& error) const;
};

struct Function {
  std::string_view name;  // lower case
  std::string_view signature;
  std::size_t least = 1, most = 1;
  std::vector<Kinds> args;  // null is always taken; the last stands for all that follow
  Kinds result = kAnyKind;
  bool null_for_null = true;  // any null argument gives null
  Value (*apply)(const FunctionCall& call) = nullptr;
};

const Function* find_function(std::string_view lower_case_name);
bool find_aggregate(std::string_view lower_case_name);
std::vector<std::string> function_names();  // aggregates too, as they are written; sorted

// The parts of the table.
std::vector<Function> graph_functions();
std::vector<Function> number_functions();
std::vector<Function> text_functions();
std::vector<Function> list_functions();
std::vector<Function> date_functions();

// Values as text, as toString and lists in columns show them.
std::string float_text(double value);  // 1.0, 0.1, 1.0E20, NaN, Infinity
std::string date_text(const Date& date);
std::optional<Date> parse_date(std::string_view text);  // 2024, 2024-05, 2024-05-12, 20240512

}  // namespace quipu::cypher
