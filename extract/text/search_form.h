// The twin of a text in which words are found whatever their script, case, width or accent.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quipu {

// Code point by code point (so places are those of the text): simplified script, half width, lower
// case without accents, every blank a ' '.
std::u32string search_form(std::u32string_view text);

// The places [begin, end) of `word` in `text`, both in search form, from left to right, none
// overlapping another. A word that begins or ends with a Latin letter or digit is found only where
// no other stands beside it. An empty word is nowhere.
std::vector<std::pair<std::size_t, std::size_t>> places_of(std::u32string_view word,
                                                           std::u32string_view text);

}  // namespace quipu
