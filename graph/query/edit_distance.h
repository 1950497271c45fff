// How many characters must be put in, taken out or replaced to make one name of another.
#pragma once

#include <cstddef>
#include <string_view>

namespace quipu {

// The Levenshtein distance in code points, or `limit` + 1 when it is more than `limit`. Time is
// the shorter length times `limit`.
std::size_t edit_distance(std::u32string_view a, std::u32string_view b, std::size_t limit);

}  // namespace quipu
