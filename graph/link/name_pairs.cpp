#include "graph/link/name_pairs.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "extract/text/pinyin.h"

namespace quipu {
namespace {

constexpr std::size_t kMaxPosting = 200;    // names that share a word, to be found by it
constexpr std::size_t kMaxSeen = 600;       // names looked at for one, by its rarest words first
constexpr std::size_t kMaxCompared = 16;    // names compared with one
constexpr std::size_t kMaxShortForms = 64;  // names that share beginning and end
constexpr double kLeastAlike = 0.5;         // of the less covered side

using Postings = std::unordered_map<Stem, std::vector<NameId>>;

void sort_unique(auto& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

// The stems by which a name is found among Latin names.
std::vector<Stem> stems_of(const HanReading& name) {
  std::vector<Stem> out;
  for (const auto& options : name.options) {
    for (const HanReading::Option& option : options) {
      for (const auto& stems : option.stems) out.insert(out.end(), stems.begin(), stems.end());
    }
  }
  sort_unique(out);
  return out;
}

std::vector<Stem> stems_of(const LatinReading& name) {
  std::vector<Stem> out;
  for (const LatinReading::Part& part : name.parts) out.push_back(part.stem);
  sort_unique(out);
  return out;
}

// Those of the postings that share most with the stems, rare ones counting more.
std::vector<NameId> best_candidates(const std::vector<Stem>& stems, const Postings& postings,
                                    NameId self, double name_count) {
  std::vector<std::pair<std::size_t, const std::vector<NameId>*>> lists;
  for (Stem stem : stems) {
    const auto it = postings.find(stem);
    if (it != postings.end()) lists.emplace_back(it->second.size(), &it->second);
  }
  std::stable_sort(lists.begin(), lists.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::unordered_map<NameId, double> score;
  std::size_t seen = 0;
  for (const auto& [size, list] : lists) {
    seen += size;
    if (size > kMaxPosting || seen > kMaxSeen) break;
    const double weight = std::log2(1.0 + name_count / static_cast<double>(size));
    for (NameId name : *list) {
      if (name != self) score[name] += weight;
    }
  }
  std::vector<std::pair<double, NameId>> ranked;
  for (const auto& [name, weight] : score) ranked.emplace_back(-weight, name);
  const std::size_t kept = std::min(ranked.size(), kMaxCompared);
  std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(kept),
                    ranked.end());
  std::vector<NameId> out;
  for (std::size_t i = 0; i < kept; ++i) out.push_back(ranked[i].second);
  return out;
}

class Pairs {
 public:
  explicit Pairs(NameMatcher& matcher) : matcher_(matcher) {}

  void compare(NameId a, NameId b) {
    if (a == b) return;
    const NameMatch match = matcher_.match(a, b);
    const double proper = match.alignment.has_proper ? match.alignment.proper : 1.0;
    if (match.alignment.least() < kLeastAlike || proper < kLeastAlike) return;
    pairs_.push_back({std::min(a, b), std::max(a, b), match});
  }

  std::vector<NamePair> take() {
    const auto key = [](const NamePair& pair) { return std::tie(pair.a, pair.b); };
    std::sort(pairs_.begin(), pairs_.end(),
              [&](const NamePair& a, const NamePair& b) { return key(a) < key(b); });
    pairs_.erase(
        std::unique(pairs_.begin(), pairs_.end(),
                    [&](const NamePair& a, const NamePair& b) { return key(a) == key(b); }),
        pairs_.end());
    return std::move(pairs_);
  }

 private:
  NameMatcher& matcher_;
  std::vector<NamePair> pairs_;
};

void compare_short_forms(const std::vector<NameId>& names, const Units& units, Pairs& pairs) {
  // A name of up to eight characters may be short for one that begins alike and holds its last.
  constexpr std::size_t kLongestShortForm = 8;
  const auto key = [](char32_t first, char32_t last) {
    return std::uint64_t{first} << 32 | std::uint64_t{last};
  };
  std::unordered_map<std::uint64_t, std::vector<NameId>> by_ends;
  for (NameId name : names) {
    if (!has_han(units.names[name].text)) continue;
    const std::u32string text = to_code_points(units.names[name].text);
    if (text.size() < 3) continue;
    std::u32string rest = text.substr(1);
    sort_unique(rest);
    for (char32_t c : rest) by_ends[key(text.front(), c)].push_back(name);
  }
  for (NameId name : names) {
    const std::size_t length = units.names[name].code_point_count;
    if (!has_han(units.names[name].text) || length < 2 || length > kLongestShortForm) continue;
    const std::u32string text = to_code_points(units.names[name].text);
    const auto it = by_ends.find(key(text.front(), text.back()));
    if (it == by_ends.end() || it->second.size() > kMaxShortForms) continue;
    for (NameId other : it->second) {
      if (units.names[other].code_point_count > length) pairs.compare(name, other);
    }
  }
}

}  // namespace

std::vector<NamePair> alike_names(const std::vector<NameId>& names, bool short_forms,
                                  NameMatcher& matcher) {
  Postings postings;
  for (NameId name : names) {
    matcher.trim();
    const LatinReading* latin = matcher.latin(name);
    if (latin == nullptr) continue;
    for (Stem stem : stems_of(*latin)) postings[stem].push_back(name);
  }
  Pairs pairs(matcher);
  const auto name_count = static_cast<double>(names.size());
  for (NameId name : names) {
    matcher.trim();
    const HanReading* han = matcher.han(name);
    const LatinReading* latin = matcher.latin(name);
    if (han == nullptr && latin == nullptr) continue;
    const std::vector<Stem> stems = han != nullptr ? stems_of(*han) : stems_of(*latin);
    for (NameId other : best_candidates(stems, postings, name, name_count)) {
      pairs.compare(name, other);
    }
  }
  if (short_forms) compare_short_forms(names, matcher.units(), pairs);
  return pairs.take();
}

}  // namespace quipu
