#include "graph/link/name_match.h"

#include <algorithm>

namespace quipu {

const NameMatcher::Reading& NameMatcher::reading(NameId name) {
  Reading& reading = readings_[name];
  if (!reading.known) {
    reading.known = true;
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
  if (fresh) it->second = compare(a, b);
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
