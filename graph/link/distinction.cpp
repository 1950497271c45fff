#include "graph/link/distinction.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <string_view>

#include "graph/link/latin_words.h"

namespace quipu {
namespace {

constexpr int kPartOfSteps = 2;  // a faculty's university, a department's ministry

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

// A person's tie to an organization that gives the person a post.
bool is_post(const Tie& tie) {
  return (tie.outgoing && tie.predicate == "holds_position") ||
         (!tie.outgoing && tie.predicate == "appointed");
}

bool has_own_name(const Units& units, UnitId unit) {
  const std::vector<NameId>& names = units.units[unit].names;
  return std::any_of(names.begin(), names.end(),
                     [&](NameId name) { return !units.names[name].generic; });
}

void sort_unique(auto& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

bool disjoint(const auto& a, const auto& b) {
  return std::none_of(a.begin(), a.end(), [&](const auto& value) {
    return std::binary_search(b.begin(), b.end(), value);
  });
}

// Widens [first_month, last_month] by an ISO date or range.
void add_date(std::string_view iso, Distinction& out) {
  while (!iso.empty()) {
    const std::string_view date = iso.substr(0, iso.find('/'));
    iso.remove_prefix(std::min(iso.size(), date.size() + 1));
    std::uint32_t year = 0, month = 0;
    if (date.size() < 4) continue;
    const auto [end, error] = std::from_chars(date.data(), date.data() + 4, year);
    if (error != std::errc() || end != date.data() + 4 || year == 0) continue;
    if (date.size() >= 7) std::from_chars(date.data() + 5, date.data() + 7, month);
    const bool has_month = month >= 1 && month <= 12;
    const std::uint32_t first = year * 12 + (has_month ? month : 1);
    const std::uint32_t last = year * 12 + (has_month ? month : 12);
    out.first_month = out.last_month == 0 ? first : std::min(out.first_month, first);
    out.last_month = std::max(out.last_month, last);
  }
}

// The place that a unit lies in by its own name (虹山区教育局 in 虹山区).
bool is_nested_in(const Units& units, const Unit& unit, UnitId place) {
  for (NameId inner : units.units[place].names) {
    const std::string& prefix = units.names[inner].text;
    for (NameId outer : unit.names) {
      const std::string& name = units.names[outer].text;
      if (name.size() > prefix.size() && !prefix.empty() && name.starts_with(prefix)) return true;
    }
  }
  return false;
}

void add_levels(const Units& units, UnitId place, std::vector<std::string>& parents) {
  for (NameId name : units.units[place].names) {
    const std::string& text = units.names[name].text;
    const std::string_view level = place_level(text);
    if (level.empty() || units.names[name].generic) continue;
    const std::string_view script = has_han(text) ? "han:" : "latin:";
    parents.push_back(std::string(level).append(":").append(script).append(text));
  }
}

void add_parents_of_place(const Units& units, UnitId place, std::vector<std::string>& parents) {
  for (const Tie& tie : units.units[place].ties) {
    if (tie.outgoing && is_one_of(tie.predicate, {"part_of", "located_in"}) &&
        units.units[tie.other].type == "Place") {
      add_levels(units, tie.other, parents);
    }
  }
}

// Where a unit lies, as far as that tells it from its namesakes: 和平区 of one city and of another.
// An organization whose own name begins with a place is as distinct as that place, and no more: a
// university has campuses in other cities.
std::vector<std::string> parents_of(const Units& units, UnitId id) {
  const Unit& unit = units.units[id];
  std::vector<std::string> parents;
  if (unit.type == "Place") {
    add_parents_of_place(units, id, parents);
  } else if (unit.type == "Organization") {
    std::vector<UnitId> places;
    bool nested = false;
    for (const Tie& tie : unit.ties) {
      if (!tie.outgoing || tie.predicate != "located_in" ||
          units.units[tie.other].type != "Place") {
        continue;
      }
      places.push_back(tie.other);
      if (!is_nested_in(units, unit, tie.other)) continue;
      nested = true;
      add_parents_of_place(units, tie.other, parents);
    }
    if (!nested) {
      for (UnitId place : places) add_levels(units, place, parents);
    }
  }
  sort_unique(parents);
  return parents;
}

void add_employers(const Units& units, UnitId organization, const std::vector<UnitId>& cluster_of,
                   int steps, std::vector<UnitId>& out) {
  out.push_back(cluster_of[organization]);
  if (steps == 0) return;
  for (const Tie& tie : units.units[organization].ties) {
    if (tie.outgoing && tie.predicate == "part_of") {
      add_employers(units, tie.other, cluster_of, steps - 1, out);
    }
  }
}

// Parents that contradict one another at some level: 市:甲 against 市:乙.
std::string parents_against(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::map<std::string_view,
           std::pair<std::vector<std::string_view>, std::vector<std::string_view>>>
      levels;
  const auto split = [](const std::string& parent) {
    const std::string_view text = parent;
    const std::size_t colon = text.find(':', text.find(':') + 1);
    return std::pair(text.substr(0, colon), text.substr(colon + 1));
  };
  for (const std::string& parent : a)
    levels[split(parent).first].first.push_back(split(parent).second);
  for (const std::string& parent : b)
    levels[split(parent).first].second.push_back(split(parent).second);
  for (const auto& [level, sides] : levels) {
    const auto& [left, right] = sides;
    if (left.empty() || right.empty() || !disjoint(left, right)) continue;
    const auto& [low, high] = std::minmax(left.front(), right.front());
    return "in " + std::string(low) + " against in " + std::string(high);
  }
  return {};
}

}  // namespace

std::vector<Distinction> distinctions(const Units& units, const std::vector<UnitId>& cluster_of) {
  std::vector<Distinction> out(units.units.size());
  for (UnitId id = 0; id < out.size(); ++id) {
    const Unit& unit = units.units[id];
    Distinction& distinction = out[id];
    distinction.parents = parents_of(units, id);
    if (unit.type == "Person") {
      for (const Tie& tie : unit.ties) {
        if (is_post(tie) && has_own_name(units, tie.other)) {
          add_employers(units, tie.other, cluster_of, kPartOfSteps, distinction.employers);
        }
      }
      sort_unique(distinction.employers);
      continue;  // numbers in a person's name are noise
    }
    distinction.numbers = unit.numbers;
    if (unit.type == "Event") {
      for (const Tie& tie : unit.ties) add_date(tie.date, distinction);
    }
  }
  return out;
}

std::string kept_apart(const Distinction& a, const Distinction& b, bool by_posts) {
  std::string reason = numbers_against(a.numbers, b.numbers);
  if (!reason.empty()) return reason;
  if (a.last_month != 0 && b.last_month != 0 &&
      (a.first_month > b.last_month + 1 || b.first_month > a.last_month + 1)) {
    return "dates more than a month apart";
  }
  reason = parents_against(a.parents, b.parents);
  if (!reason.empty()) return reason;
  if (by_posts && !a.employers.empty() && !b.employers.empty() &&
      disjoint(a.employers, b.employers)) {
    return "posts at different organizations";
  }
  return {};
}

}  // namespace quipu
