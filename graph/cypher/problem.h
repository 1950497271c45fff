// What is wrong with a query, and where: one sentence, the place in its text, and a hint.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "extract/value/result.h"

namespace quipu::cypher {

// Bytes [begin, end) of the query's text.
struct Place {
  std::uint32_t begin = 0, end = 0;
};

// The openCypher class and detail of the error (SyntaxError, UndefinedVariable), a sentence for the
// person, and perhaps what to write instead.
struct Problem {
  std::string_view kind, detail;  // of static lifetime
  std::string message, hint;
  Place place;
  ErrorCode code = ErrorCode::kInvalid;  // kUsage: the query; others come from the store
};

// As `Result`, for what has a place in a query.
template <typename T>
using Answer = tl::expected<T, Problem>;

// Nested brackets, operators and values, and the clauses of a query, beyond which it is refused.
constexpr std::uint32_t kDeepest = 128;

// "line 1, column 7: …", the line with a caret below the place, and the hint.
Error to_error(const Problem& problem, std::string_view query);

// The name among `known` that `name` may have meant: the nearest by edits, at most a third of its
// length away; else empty. The first in byte order among equals.
std::string nearest(std::string_view name, const std::vector<std::string>& known);

std::string did_you_mean(std::string_view name, const std::vector<std::string>& known);

}  // namespace quipu::cypher
