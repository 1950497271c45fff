// What standard output is: a terminal of some size, with colours or not, or a file or pipe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace quipu {

struct Terminal {
  bool is_terminal = false;
  std::size_t columns = 0;  // 0: no limit (not a terminal)
  std::size_t rows = 0;
  bool colour = false;  // a terminal, NO_COLOR is not set (no-color.org), TERM is not dumb
};

Terminal terminal();

// Prints to standard output; on a terminal and where it is longer than the screen, through the
// program that PAGER names (less; "" and cat: none).
void print_paged(std::string_view text, bool allow_pager);

// A sentence of an article as displayed(), with every occurrence of the words (in any case, script
// or accent) in bold where `colour` says so.
std::string highlighted(std::string_view sentence, const std::vector<std::string>& words,
                        bool colour);

}  // namespace quipu
