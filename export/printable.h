// Text as every format can carry it.
#pragma once

#include <string>
#include <string_view>

namespace quipu {

// Valid UTF-8 that XML 1.0 allows: bytes that are no UTF-8, control characters (all but tab, line
// feed and carriage return) and noncharacters become U+FFFD. Names go through this in every format,
// so that the formats agree; evidence in JSON keeps what its document says.
std::string printable(std::string_view text);

// Valid UTF-8: bytes that are none become U+FFFD, all else stays.
std::string valid_utf8(std::string_view text);

}  // namespace quipu
