// What speaks for joining two units of different documents, and what speaks against it.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "graph/link/units.h"

namespace quipu {

// What a name needs beside it before units that share it are joined; strongest first.
enum class Ground : std::uint8_t {
  kOwnName,    // nothing: the name is nobody else's (not of a person, not generic)
  kEmployer,   // person: holds a post at, or was appointed by, the same organization
  kParent,     // generic name: part of the same thing
  kPlace,      // generic name: located in the same place
  kHost,       // generic event: same organizer or venue on the same day
  kPost,       // person: same title, at organizations that may be one
  kNeighbour,  // person: another statement with the same thing
};

// One unit's claim: units that share ground, name, context and detail are candidates.
struct Claim {
  std::uint32_t type = 0;  // index of the type's name; keeps types apart
  Ground ground = Ground::kOwnName;
  NameId name = 0;
  UnitId context = 0;  // cluster of the shared neighbour; 0 when the ground has none
  std::string detail;  // date of kHost; title and organization of kPost
  UnitId unit = 0;
  auto operator<=>(const Claim&) const = default;
};

// What tells a unit from others that are named alike. Two that differ in it are kept apart.
struct Distinction {
  NameNumbers numbers;
  std::uint32_t first_month = 0, last_month = 0;  // year * 12 + month; 0: no date known
  std::vector<std::string> parents;  // "level:folded place" that a place or its like lies in
  std::vector<UnitId> employers;     // clusters, with what they are part of; persons only

  bool empty() const {
    return numbers.empty() && last_month == 0 && parents.empty() && employers.empty();
  }
  auto operator<=>(const Distinction&) const = default;
};

// `cluster_of` is the clustering so far: for each unit the smallest unit of its cluster.
std::vector<Distinction> distinctions(const Units& units, const std::vector<UnitId>& cluster_of);

// Claims of names that need no context, then of those that do. Sorted.
std::vector<Claim> own_name_claims(const Units& units);
std::vector<Claim> context_claims(const Units& units, const std::vector<UnitId>& cluster_of);

// In words, why units so distinguished are kept apart; empty when they may be one. Employers of
// persons count only against weak grounds: a person may change posts, but then something stronger
// than a title or a neighbour has to say that it is the same one.
std::string kept_apart(const Distinction& a, const Distinction& b, Ground ground);

}  // namespace quipu
