// How two names of a run of linking are alike, each pair compared once.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "graph/link/alignment.h"
#include "graph/link/units.h"

namespace quipu {

enum class Likeness : std::uint8_t {
  kNone,
  kSame,         // equal when folded
  kShortForm,    // 北师大 of 北京师范大学
  kTranslation,  // Chinese and Latin
  kVariant,      // two Latin spellings
};

struct NameMatch {
  Likeness likeness = Likeness::kNone;
  Alignment alignment;
};

// Keeps what it has read of names. One thread. `units` must outlive it.
class NameMatcher {
 public:
  explicit NameMatcher(const Units& units) : units_(units), readings_(units.names.size()) {}

  NameMatch match(NameId a, NameId b);
  // The same of two texts that are no names of units: titles, folded (Chinese) or written (Latin).
  double likeness_of_titles(const std::string& a, const std::string& b);

  // As read; until the next trim(). nullptr: it has no Han character, or no Latin letter.
  const HanReading* han(NameId name);
  const LatinReading* latin(NameId name);
  const NameNumbers& numbers(NameId name);
  bool is_common_person(NameId name);  // a frequent surname and a given name of one syllable

  const Units& units() const { return units_; }

  // Forgets readings when there are very many: they are large, and soon made again.
  void trim();

 private:
  struct Reading {
    bool known = false;
    std::unique_ptr<HanReading> han;
    std::unique_ptr<LatinReading> latin;
  };
  const Reading& reading(NameId name);
  NameMatch compare(NameId a, NameId b);

  const Units& units_;
  Lexicon lexicon_;
  std::vector<Reading> readings_;
  std::vector<NameId> read_;  // those that are known
  std::unordered_map<NameId, NameNumbers> numbers_;
  std::unordered_map<NameId, bool> common_persons_;
  std::unordered_map<std::uint64_t, NameMatch> matches_;
  std::unordered_map<std::string, double> titles_;
};

}  // namespace quipu
