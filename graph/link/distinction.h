// What speaks against joining two units, whatever speaks for it.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "graph/link/units.h"

namespace quipu {

// What tells a unit from others that are named alike. Two that differ in it are kept apart.
struct Distinction {
  NameNumbers numbers;
  std::uint32_t first_month = 0, last_month = 0;  // year * 12 + month; 0: no date known
  std::vector<std::string> parents;               // "level:script:folded place" that it lies in
  std::vector<UnitId> employers;  // clusters, with what they are part of; persons only

  bool empty() const {
    return numbers.empty() && last_month == 0 && parents.empty() && employers.empty();
  }
  auto operator<=>(const Distinction&) const = default;
};

// `cluster_of` is the clustering so far: for each unit the smallest unit of its cluster.
std::vector<Distinction> distinctions(const Units& units, const std::vector<UnitId>& cluster_of);

// In words, why units so distinguished are kept apart; empty when they may be one. Employers of
// persons count only when `by_posts`: a person may change posts, but then something stronger than a
// title or a neighbour has to say that it is the same one.
std::string kept_apart(const Distinction& a, const Distinction& b, bool by_posts);

}  // namespace quipu
