// JSON Lines, read with care: bounded depth, and errors that name the line.
#pragma once

#include <functional>
#include <istream>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "extract/value/result.h"

namespace quipu {

// Hands on each line that is not blank. Errors: kInvalid with file:line, when a line is no JSON
// object or when `f` finds a field that is missing or of the wrong kind.
Result<void> for_each_json_line(std::istream& in, const std::string& file,
                                const std::function<void(const nlohmann::json&)>& f);

// A value as text: a string as it is, anything else as Python's str() writes it.
std::string value_text(const nlohmann::json& value);

// A field that may be missing.
std::string text_or(const nlohmann::json& object, const char* name, const char* otherwise);

}  // namespace quipu
