#include "graph/link/profile.h"

#include <algorithm>

namespace quipu {
namespace {

// Beyond these a cluster is known well enough, and comparing two stays bounded.
constexpr std::size_t kMaxNames = 64, kMaxTitles = 16;
constexpr std::size_t kMaxDocumentsBeside = 32;  // what stands beside is read off these

void sort_unique(auto& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

bool is_post(const Tie& tie) {
  return (tie.outgoing && tie.predicate == "holds_position") ||
         (!tie.outgoing && tie.predicate == "appointed");
}

}  // namespace

void Profiles::add(UnitId id, Profile& profile) const {
  const Unit& unit = units_.units[id];
  profile.type = unit.type;
  profile.documents.push_back(unit.document_index);
  for (const WrittenName& name : unit.written) {
    if (unit.type != "Person" || name.full) profile.names.push_back(name.folded);
  }
  profile.derived.insert(profile.derived.end(), unit.derived.begin(), unit.derived.end());
  for (const Tie& tie : unit.ties) {
    const Unit& other = units_.units[tie.other];
    const UnitId cluster = cluster_of_[tie.other];
    if (unit.type == "Person" && is_post(tie)) {
      profile.employers.push_back(cluster);
      profile.employer_names.insert(profile.employer_names.end(), other.names.begin(),
                                    other.names.end());
      profile.employer_names.insert(profile.employer_names.end(), other.derived.begin(),
                                    other.derived.end());
      if (!tie.title.empty()) profile.titles.push_back(tie.title);
    } else if (unit.type == "Person" && (other.type == "Place" || other.type == "Award")) {
      // Many people visit a place or win an award: that makes no two of one name the same.
    } else if (tie.outgoing && tie.predicate == "part_of") {
      profile.parents.push_back(cluster);
    } else if (other.type == "Place") {
      profile.places.push_back(cluster);
    } else if (other.type == "Event") {
      profile.happenings.push_back(cluster);
    } else {
      profile.others.push_back(cluster);
    }
    if (unit.type == "Event" && !tie.date.empty()) profile.dates.push_back(tie.date);
  }
}

void Profiles::finish(Profile& profile) const {
  for (auto* list : {&profile.employers, &profile.parents, &profile.places, &profile.happenings,
                     &profile.others}) {
    sort_unique(*list);
  }
  for (auto* list : {&profile.names, &profile.derived, &profile.employer_names}) {
    sort_unique(*list);
    list->resize(std::min(list->size(), kMaxNames));
  }
  sort_unique(profile.documents);
  sort_unique(profile.titles);
  profile.titles.resize(std::min(profile.titles.size(), kMaxTitles));
  sort_unique(profile.dates);
  const std::size_t count = std::min(profile.documents.size(), kMaxDocumentsBeside);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t document = profile.documents[i];
    for (UnitId unit = units_.first_unit_of[document]; unit < units_.first_unit_of[document + 1];
         ++unit) {
      if (cluster_of_[unit] != profile.cluster) profile.beside.push_back(cluster_of_[unit]);
    }
  }
  sort_unique(profile.beside);
}

Profiles::Profiles(const Units& units, const std::vector<UnitId>& cluster_of)
    : units_(units), cluster_of_(cluster_of), index_(units.units.size()) {
  for (UnitId id = 0; id < units.units.size(); ++id) {
    if (cluster_of[id] == id) {
      index_[id] = static_cast<std::uint32_t>(profiles_.size());
      profiles_.emplace_back().cluster = id;
    }
    add(id, profiles_[index_[cluster_of[id]]]);
  }
  for (Profile& profile : profiles_) finish(profile);
}

Profile Profiles::of_units(const std::vector<UnitId>& members) const {
  Profile profile;
  profile.cluster = *std::min_element(members.begin(), members.end());
  for (UnitId unit : members) add(unit, profile);
  finish(profile);
  for (UnitId unit : members) std::erase(profile.beside, cluster_of_[unit]);
  return profile;
}

}  // namespace quipu
