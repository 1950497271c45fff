#include "graph/cypher/functions.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <map>

namespace quipu::cypher {
namespace {

constexpr std::array<std::string_view, 10> kAggregates = {
    "count",  "collect",        "sum",           "avg", "min", "max", "stdev",
    "stdevp", "percentilecont", "percentiledisc"};

const std::map<std::string_view, Function>& table() {
  static const std::map<std::string_view, Function> all = [] {
    std::map<std::string_view, Function> map;
    for (const auto part :
         {graph_functions, number_functions, text_functions, list_functions, date_functions}) {
      for (Function& function : part()) map.emplace(function.name, std::move(function));
    }
    return map;
  }();
  return all;
}

}  // namespace

Kinds kind_of(const Value& value) {
  if (value.is_null()) return kNullKind;
  if (value.boolean()) return kBooleanKind;
  if (value.integer()) return kIntegerKind;
  if (value.floating()) return kFloatKind;
  if (value.string()) return kStringKind;
  if (value.list()) return kListKind;
  if (value.map()) return kMapKind;
  if (value.node()) return kNodeKind;
  if (value.relationship()) return kRelationshipKind;
  if (value.path()) return kPathKind;
  return kDateKind;
}

std::string kinds_text(Kinds kinds) {
  static constexpr std::array<std::pair<Kinds, std::string_view>, 11> kNames = {
      {{kBooleanKind, "a boolean"},
       {kNumberKind, "a number"},
       {kIntegerKind, "an integer"},
       {kFloatKind, "a float"},
       {kStringKind, "a string"},
       {kListKind, "a list"},
       {kMapKind, "a map"},
       {kNodeKind, "a node"},
       {kRelationshipKind, "a relationship"},
       {kPathKind, "a path"},
       {kDateKind, "a date"}}};
  std::string text;
  for (const auto& [kind, name] : kNames) {
    if ((kinds & kind) != kind) continue;
    kinds &= static_cast<Kinds>(~kind);
    if (!text.empty()) text += " or ";
    text += name;
  }
  return text.empty() ? "null" : text;
}

Value FunctionCall::fail(std::string_view kind, std::string_view detail,
                         std::string message) const {
  if (!problem) problem = Problem{kind, detail, std::move(message), {}, place};
  return {};
}

Value FunctionCall::fail(const Error& error) const {
  if (!problem) problem = Problem{"StoreError", "", error.message, {}, place, error.code};
  return {};
}

const Function* find_function(std::string_view lower_case_name) {
  const auto found = table().find(lower_case_name);
  return found == table().end() ? nullptr : &found->second;
}

bool find_aggregate(std::string_view lower_case_name) {
  return std::find(kAggregates.begin(), kAggregates.end(), lower_case_name) != kAggregates.end();
}

std::vector<std::string> function_names() {
  std::vector<std::string> names(kAggregates.begin(), kAggregates.end());
  for (const auto& [name, function] : table()) {
    names.emplace_back(function.signature.substr(0, function.signature.find('(')));
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string float_text(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? "-Infinity" : "Infinity";
  std::array<char, 40> text;
  for (const int digits : {15, 16, 17}) {  // the fewest that read back as the same number
    std::snprintf(text.data(), text.size(), "%.*g", digits, value);
    if (std::strtod(text.data(), nullptr) == value) break;
  }
  std::string out = text.data();
  if (out.find_first_of(".e") == out.npos) out += ".0";
  if (const auto e = out.find("e+"); e != out.npos) out.erase(e + 1, 1);
  std::replace(out.begin(), out.end(), 'e', 'E');
  return out;
}

}  // namespace quipu::cypher
