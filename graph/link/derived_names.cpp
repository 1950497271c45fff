#include "graph/link/derived_names.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "extract/text/clean_text.h"
#include "graph/link/latin_words.h"
#include "graph/link/name_form.h"

namespace quipu {
namespace {

// A level as Chinese names end with it, and as English names say it.
struct Level {
  std::string_view han;
  std::array<std::string_view, 2> latin;
};
constexpr std::array<Level, 5> kLevels = {{{"省", {"Provincial", "Province"}},
                                           {"市", {"Municipal", "City"}},
                                           {"县", {"County", "County"}},
                                           {"区", {"District", "District"}},
                                           {"镇", {"Town", "Township"}}}};

// Roots of the article's places by level: 澜水 of 澜水市, "Lanshui" of "Lanshui City".
using Roots = std::map<std::pair<bool, std::size_t>, std::set<std::string>>;

void add_root(const std::string& name, Roots& roots) {
  const std::string folded = fold_name(name);
  for (std::size_t i = 0; i < kLevels.size(); ++i) {
    if (has_han(name)) {
      const std::string_view han = kLevels[i].han;
      if (folded.size() < han.size() + 6 || !folded.ends_with(han) || is_generic_name(folded))
        continue;
      roots[{true, i}].insert(folded.substr(0, folded.size() - han.size()));
      continue;
    }
    for (std::string_view latin : kLevels[i].latin) {
      const std::string ending = " " + std::string(latin);
      if (name.size() <= ending.size()) continue;
      const std::string tail = fold_name(name.substr(name.size() - ending.size()));
      if (tail == fold_name(ending)) {
        roots[{false, i}].insert(name.substr(0, name.size() - ending.size()));
      }
    }
  }
}

std::string complete(const std::string& name, const Roots& roots) {
  const bool han = has_han(name);
  const std::string folded = fold_name(name);
  for (std::size_t i = 0; i < kLevels.size(); ++i) {
    const auto known = roots.find({han, i});
    if (known == roots.end() || known->second.size() != 1) continue;
    const std::string& root = *known->second.begin();
    if (han) {
      if (folded.starts_with(kLevels[i].han)) return root + folded;
      continue;
    }
    for (std::string_view latin : kLevels[i].latin) {
      const std::string beginning = fold_name(std::string(latin));
      if (folded.starts_with(beginning) && name.find(' ') != std::string::npos) {
        return root + " " + name;
      }
    }
  }
  return {};
}

}  // namespace

std::vector<std::vector<std::string>> derived_names(const Extraction& extraction) {
  std::vector<std::vector<std::string>> out(extraction.entities.size());
  Roots roots;
  for (const LocalEntity& entity : extraction.entities) {
    if (entity.type != "Place") continue;
    for (const std::string& name : entity.names) add_root(name, roots);
  }
  if (roots.empty()) return out;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const LocalEntity& entity = extraction.entities[i];
    if (entity.type != "Organization") continue;
    const bool relative =
        std::all_of(entity.names.begin(), entity.names.end(),
                    [](const auto& name) { return is_generic_name(fold_name(name)); });
    if (!relative) continue;
    for (const std::string& name : entity.names) {
      std::string full = complete(name, roots);
      if (!full.empty()) out[i].push_back(std::move(full));
    }
  }
  return out;
}

}  // namespace quipu
