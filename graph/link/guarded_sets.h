// Disjoint sets of units that know what each set must not take in.
#pragma once

#include <boost/pending/disjoint_sets.hpp>
#include <set>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "graph/link/constraints.h"
#include "graph/link/distinction.h"
#include "graph/link/units.h"

namespace quipu {

struct ByValue {
  bool operator()(const Distinction* a, const Distinction* b) const { return *a < *b; }
};

class GuardedSets {
 public:
  explicit GuardedSets(const Units& units);
  GuardedSets(const GuardedSets&) = delete;
  GuardedSets& operator=(const GuardedSets&) = delete;

  // What a person has said, the last first; pairs that are one become one set. Returns those that
  // contradict what was said later.
  std::vector<Constraint> constrain(const std::vector<Constraint>& constraints);

  // The sets stay, what is known of their members is new. `distinctions` must outlive its use.
  void describe(const std::vector<Distinction>& distinctions);

  // Why the sets of two units must stay two, in words; empty when they may be one.
  std::string against(UnitId a, UnitId b, bool by_posts);
  // Joins them unless something speaks against it, which it says. `united`: they were two before.
  std::string join(UnitId a, UnitId b, bool by_posts, bool* united);

  UnitId find(UnitId unit) { return sets_.find_set(unit); }
  // For each unit the smallest unit of its set.
  std::vector<UnitId> cluster_of();

 private:
  void unite(UnitId a, UnitId b);
  const std::string* said_apart(UnitId a, UnitId b);

  const Units& units_;
  std::vector<UnitId> rank_, parent_;
  boost::disjoint_sets<UnitId*, UnitId*> sets_;
  std::vector<std::unordered_set<DocumentId>> documents_;
  std::vector<std::set<const Distinction*, ByValue>> distinctions_;
  // By set: units that a person keeps out of it, with the reason.
  std::vector<std::vector<std::pair<UnitId, std::string>>> kept_out_;
};

}  // namespace quipu
