#include "cli/eval/json_lines.h"

#include <nlohmann/json.hpp>

#include "extract/value/json_depth.h"

namespace quipu {

Result<void> for_each_json_line(std::istream& in, const std::string& file,
                                const std::function<void(const nlohmann::json&)>& f) {
  std::string line;
  for (std::uint64_t number = 1; std::getline(in, line); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const std::string place = file + ":" + std::to_string(number);
    if (is_json_too_deep(line)) {
      return fail(ErrorCode::kInvalid, place + " nests too deep.", place);
    }
    const auto json = nlohmann::json::parse(line, nullptr, false);
    if (!json.is_object()) {
      return fail(ErrorCode::kInvalid, place + " is not a JSON object.", place);
    }
    try {
      f(json);
    } catch (const nlohmann::json::exception& error) {  // how the library reports a wrong field
      return fail(ErrorCode::kInvalid,
                  place + " has a field that is missing or wrong (" + error.what() + ").", place);
    }
  }
  return {};
}

std::string value_text(const nlohmann::json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>() ? "True" : "False";
  return value.is_null() ? "None" : value.dump();
}

std::string text_or(const nlohmann::json& object, const char* name, const char* otherwise) {
  const auto found = object.find(name);
  return found == object.end() ? otherwise : value_text(*found);
}

}  // namespace quipu
