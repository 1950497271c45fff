// Forms of characters as the vocabularies of pretrained encoders have them.
#pragma once

namespace quipu {

bool is_punctuation(char32_t c);  // Unicode P*, and all ASCII signs ($ + < = > ^ ` | ~ too)
bool is_digit(char32_t c);

// Lower case without accents, code point by code point: É -> e. A combining mark gives 0.
char32_t base_lower(char32_t c);

}  // namespace quipu
