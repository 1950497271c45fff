#include "graph/link/name_match.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "extract/text/pinyin.h"

namespace quipu {
namespace {

constexpr std::size_t kMaxReadings = 1 << 14;

// The most frequent surnames of the 2020 census, three people of four.
constexpr std::u32string_view kCommonSurnames =
    U"王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程"
    U"魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛";

bool is_common_name(const FoldedName& name) {
  if (has_han(name.text)) {
    const std::u32string text = to_code_points(name.text);
    return text.size() == 2 && kCommonSurnames.find(text.front()) != std::u32string_view::npos;
  }
  static const std::set<std::string> readings = [] {
    std::set<std::string> out;
    for (char32_t surname : kCommonSurnames) {
      const std::vector<std::string>& all = pinyin_readings(surname);
      out.insert(all.begin(), all.end());
    }
    return out;
  }();
  const std::vector<LatinWord> words = latin_words(name.written);
  return words.size() == 2 && words[0].text.size() + words[1].text.size() <= 9 &&
         (readings.contains(words[0].text) || readings.contains(words[1].text));
}

}  // namespace

const NameMatcher::Reading& NameMatcher::reading(NameId name) {
  Reading& reading = readings_[name];
  if (!reading.known) {
    reading.known = true;
    read_.push_back(name);
    const FoldedName& folded = units_.names[name];
    if (has_han(folded.text)) {
      reading.han = std::make_unique<HanReading>(read_han(folded.text, lexicon_));
    } else if (is_latin(folded.text)) {
      reading.latin = std::make_unique<LatinReading>(read_latin(folded.written));
    }
  }
  return reading;
}

const HanReading* NameMatcher::han(NameId name) { return reading(name).han.get(); }
const LatinReading* NameMatcher::latin(NameId name) { return reading(name).latin.get(); }

const NameNumbers& NameMatcher::numbers(NameId name) {
  const auto [it, fresh] = numbers_.try_emplace(name);
  if (fresh) it->second = numbers_in(units_.names[name].written, units_.names[name].text);
  return it->second;
}

bool NameMatcher::is_common_person(NameId name) {
  const auto [it, fresh] = common_persons_.try_emplace(name);
  if (fresh) it->second = is_common_name(units_.names[name]);
  return it->second;
}

void NameMatcher::trim() {
  if (read_.size() < kMaxReadings) return;
  for (NameId name : read_) readings_[name] = {};
  read_.clear();
}

NameMatch NameMatcher::match(NameId a, NameId b) {
  if (a == b) {
    NameMatch same;
    same.likeness = Likeness::kSame;
    same.alignment.left = same.alignment.right = same.alignment.proper = 1;
    same.alignment.has_proper = !units_.names[a].generic;
    return same;
  }
  if (a > b) std::swap(a, b);
  const auto [it, fresh] = matches_.try_emplace(std::uint64_t{a} << 32 | b);
  if (fresh) {
    trim();
    it->second = compare(a, b);
  }
  return it->second;
}

NameMatch NameMatcher::compare(NameId a, NameId b) {
  NameMatch out;
  const HanReading *han_a = han(a), *han_b = han(b);
  const LatinReading *latin_a = latin(a), *latin_b = latin(b);
  if (han_a != nullptr && han_b != nullptr) {
    const bool in_order = han_a->text.size() < han_b->text.size();
    out.alignment = align_short_form(in_order ? *han_a : *han_b, in_order ? *han_b : *han_a);
    out.likeness = Likeness::kShortForm;
  } else if (latin_a != nullptr && latin_b != nullptr) {
    out.alignment = align(*latin_a, *latin_b);
    out.likeness = Likeness::kVariant;
  } else if (han_a != nullptr && latin_b != nullptr) {
    out.alignment = align(*han_a, *latin_b);
    out.likeness = Likeness::kTranslation;
  } else if (latin_a != nullptr && han_b != nullptr) {
    out.alignment = align(*han_b, *latin_a);
    out.likeness = Likeness::kTranslation;
  }
  if (out.alignment.least() <= 0) out = {};
  return out;
}

double NameMatcher::likeness_of_titles(const std::string& a, const std::string& b) {
  if (a == b) return 1;
  if (a.empty() || b.empty()) return 0;
  const auto& [low, high] = std::minmax(a, b);
  const auto [it, fresh] = titles_.try_emplace(low + "\n" + high, 0.0);
  if (!fresh) return it->second;
  const bool han_low = has_han(low), han_high = has_han(high);
  Alignment alignment;
  if (han_low && han_high) {
    const bool in_order = low.size() < high.size();
    alignment = align_short_form(read_han(in_order ? low : high, lexicon_),
                                 read_han(in_order ? high : low, lexicon_));
  } else if (han_low != han_high) {
    alignment = align(read_han(han_low ? low : high, lexicon_), read_latin(han_low ? high : low));
  } else {
    alignment = align(read_latin(low), read_latin(high));
  }
  return it->second = alignment.least();
}

}  // namespace quipu
