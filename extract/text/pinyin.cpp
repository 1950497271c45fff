#include "extract/text/pinyin.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <mutex>
#include <stdexcept>
#include <unordered_map>
#include <utility>

#include "extract/text/characters.h"

namespace quipu {
namespace {

// Readings of surnames and place names (Xiandai Hanyu Cidian) that ICU does not give.
constexpr std::pair<char32_t, const char*> kOtherReadings[] = {
    {U'万', "mo"},   {U'传', "zhuan"}, {U'似', "si"},    {U'佴', "nai"},   {U'便', "pian"},
    {U'六', "lu"},   {U'单', "chan"},  {U'厦', "xia"},   {U'参', "shen"},  {U'句', "gou"},
    {U'吕', "lyu"},  {U'哪', "ne"},    {U'圩', "xu"},    {U'堡', "pu bu"}, {U'大', "dai"},
    {U'女', "nyu"},  {U'宓', "fu"},    {U'强', "jiang"}, {U'晟', "sheng"}, {U'朝', "zhao"},
    {U'朴', "piao"}, {U'枞', "zong"},  {U'柏', "bo"},    {U'校', "jiao"},  {U'殷', "yan"},
    {U'洗', "xian"}, {U'澄', "deng"},  {U'番', "pan"},   {U'省', "xing"},  {U'石', "dan"},
    {U'祭', "zhai"}, {U'系', "ji"},    {U'给', "ji"},    {U'缪', "miao"},  {U'色', "shai"},
    {U'若', "re"},   {U'茜', "xi"},    {U'蔚', "yu"},    {U'薄', "bo"},    {U'藏', "zang"},
    {U'行', "hang"}, {U'覃', "qin"},   {U'角', "jue"},   {U'谌', "shen"},  {U'贾', "gu"},
    {U'车', "ju"},   {U'还', "huan"},  {U'郄', "xi"},    {U'郇', "xun"},   {U'郗', "chi"},
    {U'都', "du"},   {U'铅', "yan"},   {U'阚', "kan"},   {U'阿', "e"},     {U'降', "xiang"},
    {U'颉', "xie"},  {U'黑', "he"},
};

class Reader {
 public:
  Reader()
      : usual_(transform(u"Han-Latin; Latin-ASCII; Lower")),
        of_surnames_(transform(u"Han-Latin/Names; Latin-ASCII; Lower")) {
    for (const auto& [han, readings] : kOtherReadings) others_.emplace(han, readings);
  }

  const std::vector<std::string>& operator()(char32_t han) {
    static const std::vector<std::string> none;
    if (!is_han(han)) return none;
    const std::lock_guard lock(mutex_);
    const auto [it, fresh] = readings_.try_emplace(han);
    if (fresh) it->second = read(han);
    return it->second;
  }

 private:
  static const icu::Transliterator& transform(const char16_t* id) {
    UErrorCode error = U_ZERO_ERROR;
    const icu::Transliterator* created =
        icu::Transliterator::createInstance(icu::UnicodeString(id), UTRANS_FORWARD, error);
    if (U_FAILURE(error)) throw std::runtime_error("ICU has no Han-Latin data");
    return *created;
  }

  std::vector<std::string> read(char32_t han) const {
    std::vector<std::string> out;
    const auto add = [&](std::string reading) {
      const bool letters = std::all_of(reading.begin(), reading.end(), is_ascii_lower);
      if (!letters || reading.empty()) return;
      if (std::find(out.begin(), out.end(), reading) == out.end()) out.push_back(reading);
    };
    for (const icu::Transliterator* transliterator : {&usual_, &of_surnames_}) {
      icu::UnicodeString text(static_cast<UChar32>(han));
      transliterator->transliterate(text);
      std::string reading;
      add(text.toUTF8String(reading));
    }
    if (const auto other = others_.find(han); other != others_.end()) {
      std::string_view rest = other->second;
      while (!rest.empty()) {
        const std::size_t blank = std::min(rest.find(' '), rest.size());
        add(std::string(rest.substr(0, blank)));
        rest.remove_prefix(std::min(blank + 1, rest.size()));
      }
    }
    return out;
  }

  const icu::Transliterator& usual_;
  const icu::Transliterator& of_surnames_;
  std::unordered_map<char32_t, const char*> others_;
  std::mutex mutex_;
  std::unordered_map<char32_t, std::vector<std::string>> readings_;  // references stay valid
};

}  // namespace

const std::vector<std::string>& pinyin_readings(char32_t han) {
  static Reader* reader = new Reader;
  return (*reader)(han);
}

std::u32string to_code_points(std::string_view utf8) {
  std::u32string out;
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
  out.reserve(static_cast<std::size_t>(text.length()));
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const UChar32 c = text.char32At(i);
    if (c != 0xFFFD) out.push_back(static_cast<char32_t>(c));
  }
  return out;
}

}  // namespace quipu
