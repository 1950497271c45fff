#include "graph/link/alignment.h"

#include <algorithm>
#include <array>
#include <utility>

namespace quipu {
namespace {

constexpr std::size_t kMaxWords = 32;
constexpr std::size_t kBeam = 16;
constexpr double kCommonWeight = 0.5, kLevelWeight = 0.25;

// Administrative levels as bits; a word may stand for several.
constexpr std::uint8_t kCity = 1, kCounty = 2, kDistrict = 4, kProvince = 8, kTown = 16,
                       kVillage = 32;
constexpr std::array<std::pair<std::string_view, std::uint8_t>, 14> kLatinLevels = {{
    {"city", kCity},
    {"municipal", kCity},
    {"municipality", kCity},
    {"county", kCounty},
    {"district", kDistrict},
    {"area", kDistrict},
    {"province", kProvince},
    {"provincial", kProvince},
    {"town", kTown},
    {"township", kTown},
    {"village", kVillage},
    {"prefecture", kCity},
    {"banner", kCounty},
    {"subdistrict", kTown},
}};

std::uint8_t latin_level(const std::string& word) {
  for (const auto& [text, level] : kLatinLevels) {
    if (word == text) return level;
  }
  return 0;
}

bool levels_differ(std::uint8_t a, std::uint8_t b) { return a != 0 && b != 0 && (a & b) == 0; }

double weight_of(const std::vector<double>& weights, std::uint32_t mask) {
  double sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if ((mask >> i & 1) != 0) sum += weights[i];
  }
  return sum;
}

// The words of `latin` that a rendering takes; 0 when one is missing.
std::uint32_t words_of(const std::vector<Stem>& stems, const LatinReading& latin) {
  std::uint32_t mask = 0;
  for (Stem stem : stems) {
    if (!latin.stems.test(stem % latin.stems.size())) return 0;
  }
  for (Stem stem : stems) {
    bool found = false;
    for (const LatinReading::Part& part : latin.parts) {
      if (part.stem != stem || (mask & part.words) != 0) continue;
      mask |= part.words;
      found = true;
      break;
    }
    if (!found) return 0;
  }
  return mask;
}

struct Step {
  std::uint32_t length = 0, words = 0;
  bool reading = false;
};

struct State {
  std::uint32_t words = 0, by_reading = 0;
  double han = 0, han_proper = 0, latin = 0;
  double score() const { return han + latin; }
};

void keep_best(std::vector<State>& states) {
  std::sort(states.begin(), states.end(), [](const State& a, const State& b) {
    return std::pair(-a.score(), a.words) < std::pair(-b.score(), b.words);
  });
  std::vector<State> kept;
  for (const State& state : states) {
    const auto same = [&](const State& other) { return other.words == state.words; };
    if (std::none_of(kept.begin(), kept.end(), same)) kept.push_back(state);
    if (kept.size() == kBeam) break;
  }
  states.swap(kept);
}

double sum(const std::vector<double>& values) {
  double total = 0;
  for (double value : values) total += value;
  return total;
}

double share(double part, double whole) { return whole > 0 ? part / whole : 0; }

double proper_weight(const std::vector<double>& weights, const std::vector<bool>& common) {
  double total = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) total += common[i] ? 0 : weights[i];
  return total;
}

// Whether one word may stand for the other: equal but for one letter.
bool nearly_equal(const std::string& a, const std::string& b) {
  if (is_pinyin(a) && is_pinyin(b)) return false;  // Yunzhou and Yanzhou are two places
  if (std::min(a.size(), b.size()) < 5 || a.front() == '#' || b.front() == '#') return false;
  if (a.size() > b.size() + 1 || b.size() > a.size() + 1) return false;
  std::size_t head = 0;
  while (head < std::min(a.size(), b.size()) && a[head] == b[head]) ++head;
  std::size_t tail = 0;
  while (tail + head < std::min(a.size(), b.size()) &&
         a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) {
    ++tail;
  }
  return head + tail + 1 >= std::max(a.size(), b.size());
}

}  // namespace

LatinReading read_latin(std::string_view written) {
  LatinReading out;
  out.words = latin_words(written);
  if (out.words.size() > kMaxWords) out.words.resize(kMaxWords);
  for (std::size_t i = 0; i < out.words.size(); ++i) {
    const LatinWord& word = out.words[i];
    const std::uint8_t level = latin_level(word.text);
    out.levels |= level;
    out.common.push_back(level != 0 || Lexicon::is_common(word.stem));
    out.weights.push_back(level != 0 ? kLevelWeight : out.common.back() ? kCommonWeight : 1.0);
    out.parts.push_back({word.stem, 1U << i});
    out.parts.push_back({stem_of_reading(word.text), 1U << i});
  }
  for (std::size_t length = 2; length <= 3; ++length) {
    for (std::size_t i = 0; i + length <= out.words.size(); ++i) {
      std::string run;
      std::uint32_t mask = 0;
      for (std::size_t k = i; k < i + length; ++k) {
        run += out.words[k].text;
        mask |= 1U << k;
      }
      if (run.find('#') == std::string::npos) out.parts.push_back({stem_of_reading(run), mask});
    }
  }
  for (const LatinReading::Part& part : out.parts) out.stems.set(part.stem % out.stems.size());
  return out;
}

Alignment align(const HanReading& han, const LatinReading& latin) {
  Alignment out;
  const std::size_t n = han.text.size();
  if (n == 0 || latin.words.empty()) return out;
  std::vector<std::vector<State>> at(n + 1);
  at[0].push_back({});
  for (std::size_t i = 0; i < n; ++i) {
    keep_best(at[i]);
    std::vector<Step> steps;
    for (const HanReading::Option& option : han.options[i]) {
      for (const std::vector<Stem>& stems : option.stems) {
        const std::uint32_t words = words_of(stems, latin);
        if (words != 0) steps.push_back({option.length, words, option.reading});
      }
    }
    for (const State& state : at[i]) {
      at[i + 1].push_back(state);  // this character has no counterpart
      for (const Step& step : steps) {
        if ((state.words & step.words) != 0) continue;
        State next = state;
        next.words |= step.words;
        next.latin = weight_of(latin.weights, next.words);
        next.by_reading += step.reading ? step.length : 0;
        for (std::size_t k = i; k < i + step.length; ++k) {
          next.han += han.weights[k];
          next.han_proper += han.common[k] ? 0 : han.weights[k];
        }
        at[i + step.length].push_back(next);
      }
    }
  }
  keep_best(at[n]);
  const double han_total = sum(han.weights), latin_total = sum(latin.weights);
  const auto quality = [&](const State& state) {
    return share(state.han, han_total) + share(state.latin, latin_total);
  };
  const State& best =
      *std::max_element(at[n].begin(), at[n].end(),
                        [&](const State& a, const State& b) { return quality(a) < quality(b); });
  out.left = share(best.han, han_total);
  out.right = share(best.latin, latin_total);
  out.by_reading = best.by_reading;
  double latin_proper = 0;
  for (std::size_t i = 0; i < latin.words.size(); ++i) {
    if ((best.words >> i & 1) != 0 && !latin.common[i]) latin_proper += latin.weights[i];
  }
  const double han_whole = proper_weight(han.weights, han.common);
  const double latin_whole = proper_weight(latin.weights, latin.common);
  out.has_proper = han_whole > 0 && latin_whole > 0;
  out.proper = std::min(han_whole > 0 ? share(best.han_proper, han_whole) : 1.0,
                        latin_whole > 0 ? share(latin_proper, latin_whole) : 1.0);
  out.levels_differ = levels_differ(han.levels, latin.levels);
  return out;
}

Alignment align(const LatinReading& a, const LatinReading& b) {
  Alignment out;
  std::uint32_t taken_a = 0, taken_b = 0;
  const auto take = [&](std::uint32_t words_a, std::uint32_t words_b) {
    if ((taken_a & words_a) != 0 || (taken_b & words_b) != 0) return;
    taken_a |= words_a;
    taken_b |= words_b;
  };
  for (const auto& part : a.parts) {
    for (const auto& other : b.parts) {
      if (part.stem == other.stem) take(part.words, other.words);
    }
  }
  double alike = 0;  // weight that is no more than alike
  for (std::size_t i = 0; i < a.words.size(); ++i) {
    for (std::size_t k = 0; k < b.words.size(); ++k) {
      if ((taken_a >> i & 1) != 0 || (taken_b >> k & 1) != 0) continue;
      if ((latin_level(a.words[i].text) & latin_level(b.words[k].text)) != 0) {
        take(1U << i, 1U << k);
      } else if (Lexicon::are_synonyms(a.words[i].stem, b.words[k].stem)) {
        take(1U << i, 1U << k);
        alike += 0.5 * a.weights[i];
      } else if (!a.common[i] && !b.common[k] && nearly_equal(a.words[i].text, b.words[k].text)) {
        take(1U << i, 1U << k);
        alike += 0.3 * a.weights[i];
      }
    }
  }
  const double whole_a = sum(a.weights), whole_b = sum(b.weights);
  out.left = share(weight_of(a.weights, taken_a) - 0.2 * alike, whole_a);
  out.right = share(weight_of(b.weights, taken_b) - 0.2 * alike, whole_b);
  double proper_a = 0, proper_b = 0;
  for (std::size_t i = 0; i < a.words.size(); ++i) {
    if ((taken_a >> i & 1) != 0 && !a.common[i]) proper_a += a.weights[i];
  }
  for (std::size_t i = 0; i < b.words.size(); ++i) {
    if ((taken_b >> i & 1) != 0 && !b.common[i]) proper_b += b.weights[i];
  }
  const double all_a = proper_weight(a.weights, a.common),
               all_b = proper_weight(b.weights, b.common);
  out.has_proper = all_a > 0 && all_b > 0;
  out.proper =
      std::min(all_a > 0 ? share(proper_a, all_a) : 1.0, all_b > 0 ? share(proper_b, all_b) : 1.0);
  out.levels_differ = levels_differ(a.levels, b.levels);
  return out;
}

}  // namespace quipu
