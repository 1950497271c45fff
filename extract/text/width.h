// How much room a text takes on a terminal, and where it may be cut into lines.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace quipu {

// Columns of one character: 2 for wide and full-width ones (Unicode East Asian Width), 0 for
// combining and invisible ones, else 1.
std::size_t display_width(char32_t c);

// Columns of a text; a byte that is not UTF-8 counts as one.
std::size_t display_width(std::string_view utf8);

// The text in lines of at most `columns` columns, cut where Unicode's line breaking allows it
// (after a blank, between Han characters, never before a closing mark), and anywhere in a word that
// is longer than a line. A line holds one character at least. Blanks at the ends of lines are
// dropped. One line when it fits; `columns` 0 is no limit.
std::vector<std::string> wrapped(std::string_view utf8, std::size_t columns);

}  // namespace quipu
