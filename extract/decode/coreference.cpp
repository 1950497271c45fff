#include "extract/decode/coreference.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <tuple>

#include "extract/text/characters.h"
#include "extract/text/letter_forms.h"

namespace quipu {
namespace {

// Scores of the output `same`; 0 is even odds.
constexpr float kShortForm = -2.0f;  // one name can be short for the other
constexpr float kBeginning = -1.0f;  // … and stands at its beginning: maybe the parent body
constexpr float kOtherName = 1.0f;   // neither can: another wording, another translation
constexpr double kAlike = 0.5;       // and then they share at least so much
constexpr float kAnaphor = 0.0f;

// Part of it (教师节座谈会 of 庆祝第40个教师节座谈会), or its characters in their order (北师大,
// BNU).
bool can_be_short_for(std::u32string_view brief, std::u32string_view full) {
  if (brief.size() < 2 || brief.size() >= full.size()) return false;
  if (full.find(brief) != std::u32string_view::npos) return true;
  if (brief[0] != full[0]) return false;
  std::size_t at = 0;
  for (const char32_t c : full) {
    if (at < brief.size() && brief[at] == c) ++at;
  }
  return at == brief.size();
}

// The numbers in a name, in order: 第三届, 2023, 一中, 首届, Third.
std::u32string numbers(std::u32string_view surface) {
  constexpr std::u32string_view kHanDigits = U"〇零一二三四五六七八九十百";
  constexpr std::array<std::u32string_view, 12> kOrdinals = {
      U"first",   U"second", U"third", U"fourth", U"fifth",    U"sixth",
      U"seventh", U"eighth", U"ninth", U"tenth",  U"eleventh", U"twelfth"};
  std::u32string out, word;
  for (std::size_t i = 0; i <= surface.size(); ++i) {
    const char32_t c = i < surface.size() ? base_lower(surface[i]) : U' ';
    if (is_ascii_letter(c)) {
      word += c;
      continue;
    }
    const auto it = std::find(kOrdinals.begin(), kOrdinals.end(), word);
    if (it != kOrdinals.end()) out += static_cast<char32_t>(U'1' + (it - kOrdinals.begin()));
    word.clear();
    if (is_ascii_digit(c) || is_one_of(c, kHanDigits)) out += c;
    if (c == U'首') out += U'一';
  }
  return out;
}

// How alike two names are written: Dice's coefficient of their pairs of neighbouring characters.
double likeness(std::u32string_view a, std::u32string_view b) {
  const auto pairs = [](std::u32string_view name) {
    std::vector<std::pair<char32_t, char32_t>> out;
    for (std::size_t i = 0; i + 1 < name.size(); ++i) out.emplace_back(name[i], name[i + 1]);
    std::sort(out.begin(), out.end());
    return out;
  };
  const auto left = pairs(a), right = pairs(b);
  std::vector<std::pair<char32_t, char32_t>> both;
  std::set_intersection(left.begin(), left.end(), right.begin(), right.end(),
                        std::back_inserter(both));
  const auto all = left.size() + right.size();
  return all == 0 ? 0.0 : 2.0 * static_cast<double>(both.size()) / static_cast<double>(all);
}

struct Name {
  std::uint32_t type = 0;
  std::u32string folded;
  std::u32string numbers;
  std::set<std::u32string> places;  // folded, those named inside it
  bool operator<(const Name& other) const {
    return std::tie(type, folded) < std::tie(other.type, other.folded);
  }
};

// 桂湖区教育局 and 松江区教育局 are alike and two: each lies in a place, and in none of the
// other's.
bool lie_elsewhere(const Name& a, const Name& b) {
  if (a.places.empty() || b.places.empty()) return false;
  return std::none_of(a.places.begin(), a.places.end(), [&](const std::u32string& one) {
    return std::any_of(b.places.begin(), b.places.end(), [&](const std::u32string& other) {
      return one.find(other) != std::u32string::npos || other.find(one) != std::u32string::npos;
    });
  });
}

std::size_t root(std::vector<std::size_t>& parent, std::size_t i) {
  while (parent[i] != i) i = parent[i] = parent[parent[i]];
  return i;
}

std::u32string decode(const std::string& utf8) {
  const auto text = decode_utf8(utf8);
  return text ? text->text : std::u32string{};
}

}  // namespace

Coreference resolve(const Reading& reading, const Labels& labels, const Admission& admission) {
  constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  const auto& mentions = reading.mentions;
  std::vector<std::size_t> name_of(mentions.size(), kNone);
  std::map<Name, std::size_t> index;
  std::vector<Name> names;
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    const auto type = mentions[i].type;
    if (!admission.entity(type) || admission.anaphor(type)) continue;
    const auto surface = reading.surface(mentions[i]);
    Name name{type, decode(fold_name(to_utf8(surface))), numbers(surface), {}};
    if (name.folded.empty()) continue;
    const auto [it, fresh] = index.emplace(name, names.size());
    if (fresh) names.push_back(std::move(name));
    name_of[i] = it->second;
  }

  const auto same = static_cast<std::size_t>(std::max(0, admission.output("same")));
  std::map<std::pair<std::size_t, std::size_t>, float> alias;       // names -> best score
  std::map<std::size_t, std::pair<float, std::size_t>> antecedent;  // anaphor -> score, name
  for (const auto& pair : reading.pairs) {
    const auto& a = mentions[pair.first];
    const auto& b = mentions[pair.second];
    if (!admission.allows(same, a.type, b.type) || name_of[pair.second] == kNone) continue;
    const float score = reading.scores[pair.scores + same];
    const std::size_t to = name_of[pair.second];
    if (admission.anaphor(a.type)) {
      const auto it = antecedent.emplace(pair.first, std::pair{score, to}).first;
      if (score > it->second.first) it->second = {score, to};
    } else if (const std::size_t from = name_of[pair.first]; from != kNone && from != to) {
      const auto key = std::minmax(from, to);
      const auto it = alias.emplace(key, score).first;
      it->second = std::max(it->second, score);
    }
  }

  // What is named inside another name is another thing: 桂湖大学 in 桂湖大学教育学院.
  std::set<std::pair<std::size_t, std::size_t>> apart;
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    for (std::size_t j = i + 1; j < mentions.size() && mentions[j].begin < mentions[i].end; ++j) {
      if (name_of[i] != kNone && name_of[j] != kNone && name_of[i] != name_of[j] &&
          mentions[j].end <= mentions[i].end) {
        apart.insert(std::minmax(name_of[i], name_of[j]));
        if (labels.types[mentions[j].type] == "Place") {
          names[name_of[i]].places.insert(names[name_of[j]].folded);
        }
      }
    }
  }

  for (const auto& [key, score] : alias) {
    if (lie_elsewhere(names[key.first], names[key.second])) apart.insert(key);
  }

  std::vector<std::size_t> parent(names.size());
  std::iota(parent.begin(), parent.end(), 0);
  std::vector<std::tuple<float, std::size_t, std::size_t>> edges;
  for (const auto& [key, score] : alias) {
    const auto& a = names[key.first].folded;
    const auto& b = names[key.second].folded;
    const auto& left = names[key.first].numbers;
    const auto& right = names[key.second].numbers;
    if (!left.empty() && !right.empty() && left != right) continue;
    const bool brief = can_be_short_for(a, b) || can_be_short_for(b, a);
    const auto& type = labels.types[names[key.first].type];
    const bool other = type != "Person" && type != "Place" && likeness(a, b) >= kAlike;
    const bool beginning = a.starts_with(b) || b.starts_with(a);
    const float least = !brief ? kOtherName : beginning ? kBeginning : kShortForm;
    if ((brief || other) && score > least) {
      edges.emplace_back(-score, key.first, key.second);
    }
  }
  std::sort(edges.begin(), edges.end());
  for (const auto& [_, a, b] : edges) {
    const auto low = std::min(root(parent, a), root(parent, b));
    const auto high = std::max(root(parent, a), root(parent, b));
    const bool forbidden = std::any_of(apart.begin(), apart.end(), [&](const auto& pair) {
      return std::minmax(root(parent, pair.first), root(parent, pair.second)) ==
             std::minmax(low, high);
    });
    if (!forbidden) parent[high] = low;
  }

  Coreference out;
  out.entity_of.assign(mentions.size(), kNoEntity);
  std::map<std::size_t, std::int32_t> entity_of_root;
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    if (name_of[i] == kNone) continue;
    const auto [it, fresh] = entity_of_root.emplace(root(parent, name_of[i]),
                                                    static_cast<std::int32_t>(out.entities.size()));
    if (fresh) out.entities.push_back({labels.types[mentions[i].type], {}});
    out.entity_of[i] = it->second;
    auto& spellings = out.entities[static_cast<std::size_t>(it->second)].names;
    const auto surface = to_utf8(reading.surface(mentions[i]));
    if (std::find(spellings.begin(), spellings.end(), surface) == spellings.end()) {
      spellings.push_back(surface);
    }
  }
  for (const auto& [mention, best] : antecedent) {
    if (best.first <= kAnaphor) continue;
    out.entity_of[mention] = entity_of_root.at(root(parent, best.second));
  }
  return out;
}

}  // namespace quipu
