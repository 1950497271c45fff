// What is compared of two clusters that may be one thing. Every feature is 0 when it says nothing.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "graph/link/name_match.h"
#include "graph/link/profile.h"

namespace quipu {

enum class Feature : std::uint8_t {
  kSameName,          // equal folded names of their own, or in full
  kSameGenericName,   // equal relative or generic names
  kShortForm,         // one is short for the other: share of its words that are kept
  kShortFormWhole,    // every word of the long name left something in the short one
  kTranslation,       // Chinese and Latin: share that has a counterpart, above one half, doubled
  kTranslationWhole,  // nothing without counterpart
  kVariant,           // two Latin spellings, likewise
  kVariantWhole,
  kProperMissing,        // share of the distinctive words without counterpart
  kBothMissing,          // words without counterpart on both sides: share on the lesser side
  kNumberOnOneSide,      // one name has an ordinal or number, the other has none
  kNoProper,             // the names have no distinctive word
  kCompleted,            // the name was completed by the article's place
  kLevelsDiffer,         // county against district
  kNumbersAgree,         // the same ordinal, year or number in both names
  kNamesakes,            // others that are named like one of them (log2)
  kLongName,             // a person's name of three Han characters or more
  kCommonName,           // a person's: a common surname and a given name of one syllable
  kLatinOnly,            // a person's names alike in pinyin alone, which many names share
  kSharedEmployer,       // a post at the same organization
  kAlikeEmployer,        // posts at organizations whose names may be one thing's
  kOtherEmployer,        // posts at organizations that are not the same, names in one script
  kOtherEmployerAcross,  // the same, names in two scripts
  kSharedParent,         // part of the same thing
  kSharedPlace,          // located in, or held in, the same place
  kRelativeAtHome,       // an equal relative name, and the same parent, place, or host and day
  kSharedHappening,      // at the same event
  kSharedOther,          // another statement with the same thing
  kSameTitle,            // a post of the same title, in either language
  kOtherTitle,           // posts, but none of the same title
  kSameDate,             // events on the same day
  kBeside,               // what both articles speak of, the rarer the more (log2)
  kNothingBeside,        // nothing in common
  kCount
};

inline constexpr std::size_t kFeatureCount = static_cast<std::size_t>(Feature::kCount);
using Features = std::array<double, kFeatureCount>;

std::string_view feature_name(Feature feature);  // "same_name", …

struct Comparison {
  Features features{};
  NameMatch name;  // the names most alike
  NameId left = 0, right = 0;
  UnitId context = 0;  // the cluster shared of the strongest tie
  bool has_context = false;
};

Comparison compare(const Profile& a, const Profile& b, const Profiles& profiles,
                   NameMatcher& matcher);

// How many other clusters are named like one of the two: known when all are compared.
void set_namesakes(std::size_t count, Features& features);

// The reason in words that a feature gives; empty when its value is 0.
std::string in_words(Feature feature, const Comparison& comparison, const Units& units);

}  // namespace quipu
