// How Chinese characters are read: pinyin without tones.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace quipu {

// Readings of one Han character in lower-case ASCII, ü as u, the usual one first; beside it those
// that surnames and place names have (单 dan, shan; 曾 ceng, zeng). Empty when it is no Han
// character or has no reading. Any thread may ask.
const std::vector<std::string>& pinyin_readings(char32_t han);

// Code points of UTF-8; what is no UTF-8 is left out.
std::u32string to_code_points(std::string_view utf8);

}  // namespace quipu
