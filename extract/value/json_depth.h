// How deep JSON nests, before a parser sees it.
#pragma once

#include <string_view>

namespace quipu {

inline constexpr int kMaxJsonDepth = 64;

// Whether brackets outside strings nest deeper than kMaxJsonDepth. Linear, no allocation.
inline bool is_json_too_deep(std::string_view json) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > kMaxJsonDepth) return true;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return false;
}

}  // namespace quipu
