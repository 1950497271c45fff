// Text for a terminal: nothing from an article, a file name or an argument can move the cursor,
// turn the direction of the line or hide what stands there.
#pragma once

#include <string>
#include <string_view>

namespace quipu {

// One line of text: blanks of all kinds become ' ', control, bidirectional and other invisible
// characters \u202e, bytes that are not UTF-8 \xff.
std::string displayed(std::string_view utf8);

// The same care for JSON that is already dumped: invisible characters in its strings become \u
// escapes, so that its meaning stays.
std::string displayed_json(std::string_view dumped);

}  // namespace quipu
