// Which language a text is in: by script, and by characters that only one Chinese script has.
#include <opencc/SimpleConverter.hpp>

#include "extract/text/characters.h"
#include "extract/text/clean_text.h"

namespace quipu {
namespace {

// A Latin word takes about five letters, a Chinese one about two characters; names in brackets and
// pinyin must not tip the scale.
constexpr std::size_t kLettersPerHan = 3;
constexpr std::size_t kMaxSample = 4000;  // Han characters looked at

const opencc::SimpleConverter& traditionalizer() {
  static const auto* converter = new opencc::SimpleConverter("s2t.json");
  return *converter;
}

std::size_t count_differences(std::u32string_view a, std::u32string_view b) {
  if (a.size() != b.size()) return 0;
  std::size_t count = 0;
  for (std::size_t i = 0; i < a.size(); ++i) count += a[i] != b[i];
  return count;
}

bool is_traditional(const std::u32string& han) {
  const std::size_t only_traditional = count_differences(han, simplify(han));
  if (only_traditional == 0) return false;
  const auto traditional = decode_utf8(traditionalizer().Convert(to_utf8(han)));
  const std::size_t only_simplified = traditional ? count_differences(han, traditional->text) : 0;
  return only_traditional > only_simplified;
}

}  // namespace

std::string detect_language(std::u32string_view text) {
  std::size_t latin = 0, han_count = 0;
  std::u32string han;
  for (const char32_t c : text) {
    if (is_han(c)) {
      ++han_count;
      if (han.size() < kMaxSample) han.push_back(c);
    } else if (is_ascii_letter(c)) {
      ++latin;
    }
  }
  if (han_count * kLettersPerHan < latin || han_count == 0) return "en";
  return is_traditional(han) ? "zh-Hant" : "zh";
}

}  // namespace quipu
