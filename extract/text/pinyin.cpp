#include "extract/text/pinyin.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <stdexcept>
#include <unordered_map>

#include "extract/text/characters.h"
#include "extract/text/clean_text.h"

namespace quipu {

struct Pinyin::Readings {
  std::unique_ptr<icu::Transliterator> converter;
  std::unordered_map<char32_t, std::string> known;
};

Pinyin::Pinyin() : readings_(std::make_unique<Readings>()) {
  UErrorCode error = U_ZERO_ERROR;
  readings_->converter.reset(icu::Transliterator::createInstance(
      icu::UnicodeString(u"Han-Latin; Latin-ASCII; Lower"), UTRANS_FORWARD, error));
  if (U_FAILURE(error)) throw std::runtime_error("ICU has no Han-Latin data");
}

Pinyin::~Pinyin() = default;

std::string Pinyin::of(std::string_view utf8) {
  const auto decoded = decode_utf8(utf8);
  if (!decoded) return std::string(utf8);
  std::string out;
  for (const char32_t c : decoded->text) {
    if (!is_han(c)) {
      out += to_utf8({&c, 1});
      continue;
    }
    const auto [reading, fresh] = readings_->known.try_emplace(c);
    if (fresh) {
      icu::UnicodeString text(static_cast<UChar32>(c));
      readings_->converter->transliterate(text);
      text.trim().toUTF8String(reading->second);
    }
    out += reading->second;
  }
  return out;
}

}  // namespace quipu
