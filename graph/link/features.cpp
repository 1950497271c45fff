#include "graph/link/features.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace quipu {
namespace {

constexpr std::string_view kNames[kFeatureCount] = {"same_name",
                                                    "same_generic_name",
                                                    "short_form",
                                                    "short_form_whole",
                                                    "translation",
                                                    "translation_whole",
                                                    "variant",
                                                    "variant_whole",
                                                    "proper_missing",
                                                    "both_missing",
                                                    "number_on_one_side",
                                                    "no_proper",
                                                    "completed",
                                                    "levels_differ",
                                                    "numbers_agree",
                                                    "namesakes",
                                                    "long_name",
                                                    "common_name",
                                                    "latin_only",
                                                    "shared_employer",
                                                    "alike_employer",
                                                    "other_employer",
                                                    "other_employer_across",
                                                    "shared_parent",
                                                    "shared_place",
                                                    "relative_at_home",
                                                    "shared_happening",
                                                    "shared_other",
                                                    "same_title",
                                                    "other_title",
                                                    "same_date",
                                                    "beside",
                                                    "nothing_beside"};

constexpr double kWhole = 0.97;  // of a name's weight
constexpr double kSameTitleAt = 0.75;

double& at(Features& features, Feature feature) {
  return features[static_cast<std::size_t>(feature)];
}

bool shares(const auto& a, const auto& b) {
  for (auto i = a.begin(), k = b.begin(); i != a.end() && k != b.end();) {
    if (*i == *k) return true;
    *i < *k ? ++i : ++k;
  }
  return false;
}

bool is_pinyin_name(const FoldedName& name) { return is_latin(name.text) && is_pinyin(name.text); }

double rank(const NameMatch& match) {
  if (match.likeness == Likeness::kSame) return match.alignment.has_proper ? 4 : 3;
  const Alignment& a = match.alignment;
  return a.least() + (a.has_proper ? a.proper : 0.5) - (a.levels_differ ? 0.5 : 0);
}

// Every part of a person's name must have its counterpart, or the names say nothing.
bool may_be_a_person(const NameMatch& match) {
  return match.likeness != Likeness::kShortForm && match.alignment.least() >= 0.9;
}

// The names most alike; of equally alike ones the first by id.
void best_names(const std::vector<NameId>& a, const std::vector<NameId>& b, NameMatcher& matcher,
                Comparison& out, double handicap, bool person, bool* replaced) {
  for (NameId left : a) {
    for (NameId right : b) {
      const NameMatch match = matcher.match(left, right);
      if (match.likeness == Likeness::kNone || (person && !may_be_a_person(match))) continue;
      if (out.name.likeness == Likeness::kNone || rank(match) - handicap > rank(out.name)) {
        out.name = match;
        out.left = left;
        out.right = right;
        *replaced = true;
      }
    }
  }
}

double above_half(double value) { return std::max(0.0, value - 0.5) * 2; }

void name_features(const Profile& a, const Units& units, NameMatcher& matcher, Comparison& out) {
  Features& f = out.features;
  const Alignment& alignment = out.name.alignment;
  const bool whole = alignment.least() >= kWhole;
  switch (out.name.likeness) {
    case Likeness::kNone:
      return;
    case Likeness::kSame:
      at(f, units.names[out.left].generic && a.type != "Person" ? Feature::kSameGenericName
                                                                : Feature::kSameName) = 1;
      break;
    case Likeness::kShortForm:
      at(f, Feature::kShortForm) = alignment.right;
      at(f, Feature::kShortFormWhole) = alignment.right >= 0.9 && alignment.has_proper;
      break;
    case Likeness::kTranslation:
      at(f, Feature::kTranslation) = above_half(alignment.least());
      at(f, Feature::kTranslationWhole) = whole;
      break;
    case Likeness::kVariant:
      at(f, Feature::kVariant) = above_half(alignment.least());
      at(f, Feature::kVariantWhole) = whole;
      break;
  }
  if (alignment.has_proper) at(f, Feature::kProperMissing) = 1 - alignment.proper;
  at(f, Feature::kBothMissing) = 1 - std::max(alignment.left, alignment.right);
  at(f, Feature::kNoProper) = !alignment.has_proper;
  const bool administrative = a.type == "Place" || a.type == "Organization";
  at(f, Feature::kLevelsDiffer) = administrative && alignment.levels_differ;
  if (a.type == "Person") {
    const FoldedName& name = units.names[out.left];
    at(f, Feature::kLongName) =
        has_han(name.text) ? name.code_point_count >= 3 : name.code_point_count >= 9;
    at(f, Feature::kCommonName) = matcher.is_common_person(out.left);
    at(f, Feature::kLatinOnly) = is_pinyin_name(name) && is_pinyin_name(units.names[out.right]);
  } else {
    const NameNumbers &left = matcher.numbers(out.left), &right = matcher.numbers(out.right);
    at(f, Feature::kNumbersAgree) = !left.empty() && left == right;
    const auto numbered = [](const NameNumbers& n) {
      return !n.ordinals.empty() || !n.numbers.empty();
    };
    at(f, Feature::kNumberOnOneSide) = numbered(left) != numbered(right);
  }
}

// Whether two organizations named so may be one: 县教育局 and 临溪县教育局.
bool may_be_one(NameId a, NameId b, NameMatcher& matcher) {
  const NameMatch match = matcher.match(a, b);
  const Alignment& alignment = match.alignment;
  if (alignment.levels_differ) return false;
  return match.likeness != Likeness::kNone && std::max(alignment.left, alignment.right) >= 0.95 &&
         alignment.least() >= 0.4 && (!alignment.has_proper || alignment.proper >= 0.9);
}

void post_features(const Profile& a, const Profile& b, const Units& units, NameMatcher& matcher,
                   Features& f) {
  if (!a.employers.empty() && !b.employers.empty()) {
    if (shares(a.employers, b.employers)) {
      at(f, Feature::kSharedEmployer) = 1;
    } else {
      bool alike = false, one_script = false;
      for (NameId left : a.employer_names) {
        for (NameId right : b.employer_names) {
          alike = alike || may_be_one(left, right, matcher);
          one_script =
              one_script || has_han(units.names[left].text) == has_han(units.names[right].text);
        }
      }
      at(f, alike        ? Feature::kAlikeEmployer
            : one_script ? Feature::kOtherEmployer
                         : Feature::kOtherEmployerAcross) = 1;
    }
  }
  if (!a.titles.empty() && !b.titles.empty()) {
    bool same = false;
    for (const std::string& left : a.titles) {
      for (const std::string& right : b.titles) {
        same = same || matcher.likeness_of_titles(left, right) >= kSameTitleAt;
      }
    }
    at(f, same ? Feature::kSameTitle : Feature::kOtherTitle) = 1;
  }
}

// Places and prizes are beside too many persons to say anything of one.
bool tells_of(const Profile& a, const std::string& type) {
  return a.type != "Person" || (type != "Place" && type != "Award");
}

double shared_weight(const Profile& a, const Profile& b, const Profiles& profiles) {
  const Units& units = profiles.units();
  double weight = 0;
  for (auto i = a.beside.begin(), k = b.beside.begin();
       i != a.beside.end() && k != b.beside.end();) {
    if (*i == *k) {
      if (*i != a.cluster && *i != b.cluster && tells_of(a, units.units[*i].type)) {
        weight += 1 / (1 + std::log2(static_cast<double>(profiles.document_count(*i))));
      }
      ++i, ++k;
    } else {
      *i < *k ? ++i : ++k;
    }
  }
  return weight;
}

void find_context(const Profile& a, const Profile& b, Comparison& out) {
  const auto first_shared = [&](const std::vector<UnitId>& x, const std::vector<UnitId>& y) {
    for (auto i = x.begin(), k = y.begin(); i != x.end() && k != y.end();) {
      if (*i == *k) {
        out.context = *i;
        out.has_context = true;
        return true;
      }
      *i < *k ? ++i : ++k;
    }
    return false;
  };
  for (const auto list : {&Profile::employers, &Profile::parents, &Profile::places,
                          &Profile::happenings, &Profile::others, &Profile::beside}) {
    if (first_shared(a.*list, b.*list)) return;
  }
}

}  // namespace

std::string_view feature_name(Feature feature) { return kNames[static_cast<std::size_t>(feature)]; }

Comparison compare(const Profile& a, const Profile& b, const Profiles& profiles,
                   NameMatcher& matcher) {
  const Units& units = profiles.units();
  Comparison out;
  Features& f = out.features;
  const bool person = a.type == "Person";
  bool plain = false, completed = false;
  best_names(a.names, b.names, matcher, out, 0, person, &plain);
  best_names(a.derived, b.names, matcher, out, 0.25, person, &completed);
  best_names(a.names, b.derived, matcher, out, 0.25, person, &completed);
  best_names(a.derived, b.derived, matcher, out, 0.25, person, &completed);
  name_features(a, units, matcher, out);
  at(f, Feature::kCompleted) = completed;
  post_features(a, b, units, matcher, f);
  at(f, Feature::kSharedParent) = shares(a.parents, b.parents);
  at(f, Feature::kSharedPlace) = shares(a.places, b.places);
  at(f, Feature::kSharedHappening) = shares(a.happenings, b.happenings);
  at(f, Feature::kSharedOther) = shares(a.others, b.others);
  at(f, Feature::kSameDate) = shares(a.dates, b.dates);
  if (at(f, Feature::kSameGenericName) != 0) {
    at(f, Feature::kRelativeAtHome) =
        at(f, Feature::kSharedParent) != 0 || at(f, Feature::kSharedPlace) != 0 ||
        (at(f, Feature::kSameDate) != 0 && at(f, Feature::kSharedOther) != 0);
  }
  const double beside = shared_weight(a, b, profiles);
  at(f, Feature::kBeside) = std::log2(1 + beside);
  at(f, Feature::kNothingBeside) = beside == 0;
  find_context(a, b, out);
  return out;
}

void set_namesakes(std::size_t count, Features& features) {
  at(features, Feature::kNamesakes) = std::log2(1.0 + static_cast<double>(count));
}

std::string in_words(Feature feature, const Comparison& c, const Units& units) {
  if (c.features[static_cast<std::size_t>(feature)] == 0) return {};
  const auto written = [&](NameId name) { return units.names[name].written; };
  const std::string both = written(c.left) + " and " + written(c.right);
  const std::string beside = c.has_context && !units.units[c.context].written.empty()
                                 ? " (" + units.units[c.context].written.front().text + ")"
                                 : std::string();
  switch (feature) {
    case Feature::kSameName:
    case Feature::kSameGenericName:
      return "the same folded name " + units.names[c.left].text;
    case Feature::kShortForm:
      return "one name short for the other: " + both;
    case Feature::kShortFormWhole:
      return "a short form word by word: " + both;
    case Feature::kTranslation:
      return "one name the other's translation or reading: " + both;
    case Feature::kTranslationWhole:
      return "every word has its counterpart: " + both;
    case Feature::kVariant:
      return "two spellings: " + both;
    case Feature::kVariantWhole:
      return "the same words: " + both;
    case Feature::kProperMissing:
      return "a distinctive word without counterpart: " + both;
    case Feature::kBothMissing:
      return "words without counterpart in both names: " + both;
    case Feature::kNumberOnOneSide:
      return "a number in one name alone: " + both;
    case Feature::kNoProper:
      return "names without a distinctive word: " + both;
    case Feature::kCompleted:
      return "a name completed by its article's place";
    case Feature::kLevelsDiffer:
      return "different administrative levels: " + both;
    case Feature::kNumbersAgree:
      return "the same numbers in both names";
    case Feature::kNamesakes:
      return "others are named like them";
    case Feature::kLongName:
      return "a long name";
    case Feature::kCommonName:
      return "a common name";
    case Feature::kLatinOnly:
      return "alike in Latin letters alone";
    case Feature::kSharedEmployer:
      return "a post at the same organization" + beside;
    case Feature::kAlikeEmployer:
      return "posts at organizations that may be one";
    case Feature::kOtherEmployer:
    case Feature::kOtherEmployerAcross:
      return "posts at different organizations";
    case Feature::kSharedParent:
      return "part of the same thing" + beside;
    case Feature::kSharedPlace:
      return "in the same place" + beside;
    case Feature::kRelativeAtHome:
      return "a relative name beside the same thing" + beside;
    case Feature::kSharedHappening:
      return "at the same event" + beside;
    case Feature::kSharedOther:
      return "statements with the same thing" + beside;
    case Feature::kSameTitle:
      return "posts of the same title";
    case Feature::kOtherTitle:
      return "posts of different titles";
    case Feature::kSameDate:
      return "on the same day";
    case Feature::kBeside:
      return "their articles speak of the same things" + beside;
    case Feature::kNothingBeside:
      return "their articles have nothing else in common";
    case Feature::kCount:
      break;
  }
  return {};
}

}  // namespace quipu
