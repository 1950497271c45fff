// Any bytes as a quoted string of one visible line, and back.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace quipu {

// "…" with \" \\ \n \t, and \xHH for each byte of a character that a reader does not see and for
// bytes that are not UTF-8.
std::string quoted(std::string_view bytes);

// Takes a quoted string from the beginning of `rest`; nothing when there is none.
std::optional<std::string> take_quoted(std::string_view& rest);

}  // namespace quipu
