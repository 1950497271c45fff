#include "graph/link/units.h"

#include <algorithm>
#include <boost/pending/disjoint_sets.hpp>
#include <map>
#include <numeric>
#include <tuple>
#include <unordered_map>

#include "extract/text/clean_text.h"
#include "graph/link/derived_names.h"

namespace quipu {
namespace {

constexpr std::uint32_t kNoMention = 0xFFFFFFFF;

// What is read off a written name. Names come again and again, and folding converts scripts.
struct NameReading {
  std::string folded;
  NameNumbers numbers;
  bool generic = false;
  bool full = false;
};

class NameReader {
 public:
  const NameReading& operator()(const std::string& written) {
    auto [it, fresh] = readings_.try_emplace(written);
    NameReading& reading = it->second;
    if (fresh) {
      reading.folded = fold_name(written);
      reading.numbers = numbers_in(written, reading.folded);
      reading.generic = reading.folded.empty() || is_generic_name(reading.folded);
      reading.full = is_full_person_name(written, reading.folded);
    }
    return reading;
  }

 private:
  std::unordered_map<std::string, NameReading> readings_;
};

// Local entities of one document in an order that its content gives, not its local ids.
struct Local {
  std::size_t index = 0;
  std::string first_name;  // folded
  std::uint32_t first_mention = kNoMention;

  auto content(const Extraction& extraction) const {
    const LocalEntity& entity = extraction.entities[index];
    return std::tie(entity.type, first_name, first_mention, entity.names);
  }
};

std::vector<Local> locals_by_content(const Extraction& extraction, NameReader& read) {
  std::vector<Local> locals(extraction.entities.size());
  for (std::size_t i = 0; i < locals.size(); ++i) {
    Local& local = locals[i];
    local.index = i;
    const std::vector<std::string>& names = extraction.entities[i].names;
    if (!names.empty()) local.first_name = read(names.front()).folded;
  }
  for (const Mention& mention : extraction.mentions) {
    if (mention.entity < 0 || static_cast<std::size_t>(mention.entity) >= locals.size()) continue;
    std::uint32_t& first = locals[static_cast<std::size_t>(mention.entity)].first_mention;
    first = std::min(first, mention.span.begin);
  }
  std::stable_sort(locals.begin(), locals.end(), [&](const Local& a, const Local& b) {
    return a.content(extraction) < b.content(extraction);
  });
  return locals;
}

// Groups of one document's locals that are one: of one type, with one name of their own in common.
// Persons who share a name were kept apart by the extraction for a reason, generic names say
// nothing, and numbers that differ speak against it. What nothing tells apart is one, too.
std::vector<std::size_t> groups_within(const std::vector<Local>& locals, const LinkInput& input,
                                       NameReader& read) {
  const Extraction& extraction = input.extraction;
  std::vector<std::size_t> rank(locals.size()), parent(locals.size());
  boost::disjoint_sets sets(rank.data(), parent.data());
  std::vector<std::size_t> place(locals.size());  // of a local entity among `locals`
  for (std::size_t i = 0; i < locals.size(); ++i) {
    sets.make_set(i);
    place[locals[i].index] = i;
  }
  const auto said_two = [&](std::size_t a, std::size_t b) {
    const auto sides = std::minmax({sets.find_set(a), sets.find_set(b)});
    return std::any_of(input.apart.begin(), input.apart.end(), [&](const auto& two) {
      return std::minmax({sets.find_set(place[two.first]), sets.find_set(place[two.second])}) ==
             sides;
    });
  };
  std::vector<NameNumbers> numbers(locals.size());
  std::map<std::pair<std::string_view, std::string_view>, std::vector<std::size_t>> named;
  for (std::size_t i = 0; i < locals.size(); ++i) {
    const LocalEntity& entity = extraction.entities[locals[i].index];
    for (const std::string& name : entity.names) {
      const NameReading& reading = read(name);
      numbers[i].merge(reading.numbers);
      if (entity.type != "Person" && !reading.generic) {
        named[{entity.type, reading.folded}].push_back(i);
      }
    }
    if (i > 0 && locals[i].content(extraction) == locals[i - 1].content(extraction)) {
      if (!said_two(i, i - 1)) sets.union_set(i, i - 1);
    }
  }
  for (const auto& [name, members] : named) {
    for (std::size_t k = 1; k < members.size(); ++k) {
      const std::size_t a = sets.find_set(members[k - 1]), b = sets.find_set(members[k]);
      if (a == b || said_two(a, b) || !numbers_against(numbers[a], numbers[b]).empty()) continue;
      sets.link(a, b);
      const std::size_t root = sets.find_set(a);
      numbers[root].merge(numbers[root == a ? b : a]);
    }
  }
  std::vector<std::size_t> group(locals.size());  // the first member of the local's group
  std::map<std::size_t, std::size_t> first;
  for (std::size_t i = 0; i < locals.size(); ++i) {
    group[i] = first.try_emplace(sets.find_set(i), i).first->second;
  }
  return group;
}

void count_mentions(const Extraction& extraction, const std::vector<UnitId>& unit_of,
                    std::vector<Unit>& units) {
  for (const Mention& mention : extraction.mentions) {
    if (mention.anaphor || mention.entity < 0 ||
        static_cast<std::size_t>(mention.entity) >= unit_of.size()) {
      continue;
    }
    Unit& unit = units[unit_of[static_cast<std::size_t>(mention.entity)]];
    for (WrittenName& name : unit.written) {
      name.mention_count += name.text.size() == mention.span.size();
    }
  }
}

void add_ties(const Extraction& extraction, const std::vector<UnitId>& unit_of, NameReader& read,
              std::vector<Unit>& units) {
  const auto qualifier = [](const Statement& statement, const char* name) -> std::string {
    const auto it = statement.qualifiers.find(name);
    return it == statement.qualifiers.end() ? std::string() : it->second;
  };
  for (const Statement& statement : extraction.statements) {
    if (statement.status == Status::kNegated || statement.status == Status::kReported) continue;
    if (statement.subject >= unit_of.size() || statement.object >= unit_of.size()) continue;
    const UnitId subject = unit_of[statement.subject], object = unit_of[statement.object];
    if (subject == object) continue;
    const std::string title = read(qualifier(statement, "title")).folded;
    const std::string date = qualifier(statement, "date");
    units[subject].ties.push_back({object, statement.predicate, true, title, date});
    units[object].ties.push_back({subject, statement.predicate, false, title, date});
  }
}

// Whether a spelling shows more of a name's words than another of the same folded name.
bool more_spaced(const std::string& a, const std::string& b) {
  const auto blanks_a = std::count(a.begin(), a.end(), ' ');
  const auto blanks_b = std::count(b.begin(), b.end(), ' ');
  return blanks_a != blanks_b ? blanks_a > blanks_b : a < b;
}

std::string hex(std::uint64_t value) {
  std::string text(16, '0');
  for (std::size_t i = 16; i-- > 0; value >>= 4) text[i] = "0123456789abcdef"[value & 15];
  return text;
}

}  // namespace

Units make_units(const std::vector<LinkInput>& inputs) {
  Units out;
  NameReader read;
  std::map<std::string, FoldedName> folded_names;
  const auto see = [&](const std::string& name) {
    const NameReading& reading = read(name);
    FoldedName& folded = folded_names[reading.folded];
    if (folded.written.empty() || more_spaced(name, folded.written)) folded.written = name;
    folded.generic = reading.generic;
  };
  std::vector<std::vector<std::vector<std::string>>> derived;  // by input, by local entity
  for (const LinkInput& input : inputs) {
    derived.push_back(derived_names(input.extraction));
    for (const LocalEntity& entity : input.extraction.entities) {
      for (const std::string& name : entity.names) see(name);
    }
    for (const auto& names : derived.back()) {
      for (const std::string& name : names) see(name);
    }
  }
  std::unordered_map<std::string_view, NameId> name_ids;
  out.names.reserve(folded_names.size());
  for (auto& [name, folded] : folded_names) {
    folded.text = name;
    folded.code_point_count = code_point_count(name);
    out.names.push_back(std::move(folded));
    name_ids.emplace(name, static_cast<NameId>(out.names.size() - 1));
  }

  for (const LinkInput& input : inputs) {
    const Extraction& extraction = input.extraction;
    const auto index = static_cast<std::uint32_t>(out.unit_of.size());
    out.first_unit_of.push_back(static_cast<std::uint32_t>(out.units.size()));
    const std::vector<Local> locals = locals_by_content(extraction, read);
    const std::vector<std::size_t> group = groups_within(locals, input, read);
    std::vector<UnitId>& unit_of = out.unit_of.emplace_back(locals.size());
    std::map<std::pair<std::string_view, std::string_view>, std::uint32_t> same_first_name;
    for (std::size_t i = 0; i < locals.size(); ++i) {
      const LocalEntity& entity = extraction.entities[locals[i].index];
      if (group[i] == i) {
        Unit& unit = out.units.emplace_back();
        unit.document = input.document;
        unit.document_index = index;
        unit.type = entity.type;
        unit.key = hex(input.document) + " " + locals[i].first_name;
        // Namesakes of one document are told apart by where each is first mentioned.
        if (const auto nth = same_first_name[{entity.type, locals[i].first_name}]++; nth > 0) {
          unit.key += " @" + std::to_string(locals[i].first_mention) + "." + std::to_string(nth);
        }
        unit_of[locals[i].index] = static_cast<UnitId>(out.units.size() - 1);
      } else {
        unit_of[locals[i].index] = unit_of[locals[group[i]].index];
      }
      Unit& unit = out.units[unit_of[locals[i].index]];
      for (const std::string& name : entity.names) {
        const auto known = [&](const WrittenName& other) { return other.text == name; };
        if (std::any_of(unit.written.begin(), unit.written.end(), known)) continue;
        const NameReading& reading = read(name);
        unit.written.push_back({name, name_ids.at(reading.folded), reading.full, 0});
        unit.numbers.merge(reading.numbers);
      }
      for (const std::string& name : derived[index][locals[i].index]) {
        unit.derived.push_back(name_ids.at(read(name).folded));
      }
    }
    count_mentions(extraction, unit_of, out.units);
    add_ties(extraction, unit_of, read, out.units);
  }

  out.first_unit_of.push_back(static_cast<std::uint32_t>(out.units.size()));
  for (Unit& unit : out.units) {
    std::sort(unit.derived.begin(), unit.derived.end());
    unit.derived.erase(std::unique(unit.derived.begin(), unit.derived.end()), unit.derived.end());
    for (WrittenName& name : unit.written) {
      name.mention_count = std::max(name.mention_count, 1U);
      unit.names.push_back(name.folded);
    }
    std::sort(unit.names.begin(), unit.names.end());
    unit.names.erase(std::unique(unit.names.begin(), unit.names.end()), unit.names.end());
    const auto order = [](const Tie& tie) {
      return std::tie(tie.other, tie.predicate, tie.outgoing, tie.title, tie.date);
    };
    std::sort(unit.ties.begin(), unit.ties.end(),
              [&](const Tie& a, const Tie& b) { return order(a) < order(b); });
    unit.ties.erase(std::unique(unit.ties.begin(), unit.ties.end(),
                                [&](const Tie& a, const Tie& b) { return order(a) == order(b); }),
                    unit.ties.end());
  }
  return out;
}

}  // namespace quipu
