// What is known of a cluster of units: names, posts, places, what stands beside it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "graph/link/units.h"

namespace quipu {

struct Profile {
  UnitId cluster = 0;  // its smallest unit
  std::string type;
  std::vector<NameId> names;             // of persons those in full; sorted, unique
  std::vector<NameId> derived;           // completed by the article's place; sorted, unique
  std::vector<std::uint32_t> documents;  // indexes; sorted, unique
  // Clusters by their tie to it, sorted and unique.
  std::vector<UnitId> employers, parents, places, happenings, others;
  std::vector<NameId> employer_names;
  std::vector<std::string> titles;  // as in the articles, folded
  std::vector<std::string> dates;   // of its statements, where it is an event
  std::vector<UnitId> beside;       // clusters of its documents; sorted, unique
};

// The state of a clustering, made ready for comparing clusters.
class Profiles {
 public:
  Profiles(const Units& units, const std::vector<UnitId>& cluster_of);

  // Of a cluster by its smallest unit, or of any units as if they were one.
  const Profile& of(UnitId cluster) const { return profiles_[index_[cluster]]; }
  Profile of_units(const std::vector<UnitId>& members) const;

  const std::vector<Profile>& all() const { return profiles_; }
  UnitId cluster(UnitId unit) const { return cluster_of_[unit]; }
  // In how many documents the cluster is.
  std::size_t document_count(UnitId cluster) const { return of(cluster).documents.size(); }
  const Units& units() const { return units_; }

 private:
  void add(UnitId unit, Profile& profile) const;
  void finish(Profile& profile) const;

  const Units& units_;
  const std::vector<UnitId>& cluster_of_;
  std::vector<std::uint32_t> index_;  // by unit, of the smallest ones
  std::vector<Profile> profiles_;     // by cluster
};

}  // namespace quipu
