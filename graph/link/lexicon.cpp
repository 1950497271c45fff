#include "graph/link/lexicon.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

// The tables as they lie in the source tree, between two symbols each.
#define QUIPU_TABLE(NAME, FILE)                          \
  __asm__(".section .rodata\n.global quipu_" #NAME       \
          "_begin\n"                                     \
          ".global quipu_" #NAME "_end\nquipu_" #NAME    \
          "_begin:\n"                                    \
          ".incbin \"" QUIPU_LEXICON_DIR "/" FILE        \
          "\"\n"                                         \
          "quipu_" #NAME "_end:\n.byte 0\n.previous\n"); \
  extern "C" const char quipu_##NAME##_begin[], quipu_##NAME##_end[];
QUIPU_TABLE(institutions, "institutions.tsv")
QUIPU_TABLE(names, "names.tsv")
QUIPU_TABLE(cedict, "cedict.tsv")

namespace quipu {
namespace {

struct Line {
  std::string_view renderings;
  WordSource source = WordSource::kDictionary;
};

struct Index {
  std::unordered_map<std::string_view, std::vector<Line>> lines;  // by word
  std::unordered_set<Stem> common;
  std::unordered_map<Stem, std::vector<std::string_view>> alone;  // words it renders alone; sorted
  std::size_t longest = 0;

  void add(const char* begin, const char* end, WordSource source) {
    std::string_view rest(begin, static_cast<std::size_t>(end - begin));
    while (!rest.empty()) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(rest.size(), line.size() + 1));
      const std::size_t tab = line.find('\t');
      if (line.starts_with('#') || tab == std::string_view::npos) continue;
      longest = std::max(longest, tab);
      lines[line.substr(0, tab)].push_back({line.substr(tab + 1), source});
    }
  }
};

template <typename F>
void for_each_rendering(std::string_view renderings, F f) {
  while (!renderings.empty()) {
    const std::string_view one = renderings.substr(0, renderings.find('|'));
    renderings.remove_prefix(std::min(renderings.size(), one.size() + 1));
    std::vector<Stem> stems;
    for (const LatinWord& word : latin_words(one)) stems.push_back(word.stem);
    std::sort(stems.begin(), stems.end());
    if (!stems.empty()) f(std::move(stems));
  }
}

const Index& index() {
  static const Index* built = [] {
    auto* made = new Index;
    made->lines.reserve(1 << 17);
    made->add(quipu_institutions_begin, quipu_institutions_end, WordSource::kInstitution);
    for (const auto& [word, lines] : made->lines) {
      for_each_rendering(lines.front().renderings, [&](std::vector<Stem> stems) {
        made->common.insert(stems.begin(), stems.end());
        if (stems.size() == 1 && word.size() >= 6) made->alone[stems.front()].push_back(word);
      });
    }
    for (auto& [stem, words] : made->alone) std::sort(words.begin(), words.end());
    made->add(quipu_names_begin, quipu_names_end, WordSource::kPersonName);
    made->add(quipu_cedict_begin, quipu_cedict_end, WordSource::kDictionary);
    return made;
  }();
  return *built;
}

}  // namespace

const LexiconEntry* Lexicon::find(std::string_view word) {
  if (word.size() > index().longest) return nullptr;
  const auto known = index().lines.find(word);
  if (known == index().lines.end()) return nullptr;
  const auto [it, fresh] = entries_.try_emplace(known->first);
  LexiconEntry& entry = it->second;
  if (fresh) {
    entry.source = known->second.front().source;
    for (const Line& line : known->second) {
      for_each_rendering(line.renderings, [&](std::vector<Stem> stems) {
        auto& all = entry.renderings;
        if (std::find(all.begin(), all.end(), stems) == all.end()) all.push_back(std::move(stems));
      });
    }
  }
  return &entry;
}

std::size_t Lexicon::longest_word() { return index().longest; }

bool Lexicon::are_synonyms(Stem a, Stem b) {
  const auto left = index().alone.find(a), right = index().alone.find(b);
  if (left == index().alone.end() || right == index().alone.end()) return false;
  return std::any_of(left->second.begin(), left->second.end(), [&](std::string_view word) {
    return std::binary_search(right->second.begin(), right->second.end(), word);
  });
}

bool Lexicon::is_common(Stem stem) { return index().common.contains(stem); }

}  // namespace quipu
