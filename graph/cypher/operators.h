// What operators do to values.
#pragma once

#include <optional>
#include <string>

#include "graph/cypher/functions.h"

namespace quipu::cypher {

// a + b, -, *, /, %, ^ and ||. Errors set the problem: kinds that do not fit, integers beyond 64
// bits, division by zero.
Value arithmetic(const std::string& symbol, const FunctionCall& operands);

// a < b and its like; null where the two cannot be compared.
Value compared(const std::string& symbol, const Value& a, const Value& b);

}  // namespace quipu::cypher
