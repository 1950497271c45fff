#include "graph/link/own_names.h"

#include <algorithm>
#include <compare>
#include <map>
#include <span>
#include <tuple>

#include "graph/link/guarded_sets.h"

namespace quipu {
namespace {

// Beyond this many different distinctions under one name, only those that are equal are joined.
constexpr std::size_t kMaxDistinctions = 64;

// One unit's claim to a name: units of one type that share it are a block.
struct Claim {
  std::string_view type;
  NameId name = 0;
  UnitId unit = 0;
  auto operator<=>(const Claim&) const = default;
};

// The units of one block, grouped by what distinguishes them.
using Groups = std::map<const Distinction*, std::vector<UnitId>, ByValue>;

// A block: units that make the same claim. Gives its edges and the separations seen in it.
class Block {
 public:
  Block(std::span<const Claim> claims, const Units& units,
        const std::vector<Distinction>& distinctions)
      : name_(claims.front().name) {
    // Two of one document under one claim: the claim cannot tell which of them is meant.
    std::map<DocumentId, std::size_t> per_document;
    for (const Claim& claim : claims) ++per_document[units.units[claim.unit].document];
    for (const Claim& claim : claims) {
      if (per_document[units.units[claim.unit].document] > 1) continue;
      groups_[&distinctions[claim.unit]].push_back(claim.unit);
    }
  }

  void edges(std::vector<NamedPair>& joins, std::vector<NamedSeparation>& separations) const {
    std::vector<const Groups::value_type*> groups;
    for (const auto& group : groups_) groups.push_back(&group);
    if (groups.size() > kMaxDistinctions) {
      for (const auto* group : groups) chain(group->second, joins);
      return;
    }
    const std::size_t n = groups.size();
    std::vector<std::vector<bool>> agree(n, std::vector<bool>(n, true));
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = i + 1; j < n; ++j) {
        std::string reason = kept_apart(*groups[i]->first, *groups[j]->first, false);
        if (reason.empty()) continue;
        agree[i][j] = agree[j][i] = false;
        const auto& [a, b] = std::minmax(groups[i]->second.front(), groups[j]->second.front());
        separations.push_back({a, b, name_, std::move(reason)});
      }
    }
    // 桂湖论坛 alone may be the sixth or the seventh: when others under this name contradict one
    // another, what agrees with both sides joins neither, nor its like.
    const auto same_side = [&](std::size_t i, std::size_t j) -> bool {
      for (std::size_t k = 0; k < n; ++k) {
        if (agree[i][k] && !agree[j][k]) return false;
        if (agree[j][k] && !agree[i][k]) return false;
      }
      return agree[i][j];
    };
    std::vector<bool> undecided(n, false);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        for (std::size_t k = j + 1; agree[i][j] && k < n && !undecided[i]; ++k) {
          undecided[i] = agree[i][k] && !agree[j][k];
        }
      }
    }
    for (std::size_t i = 0; i < n; ++i) {
      if (undecided[i]) continue;
      chain(groups[i]->second, joins);
      for (std::size_t j = i + 1; j < n; ++j) {
        if (undecided[j] || !same_side(i, j)) continue;
        join(groups[i]->second.front(), groups[j]->second.front(), joins);
      }
    }
  }

 private:
  void join(UnitId a, UnitId b, std::vector<NamedPair>& joins) const {
    const auto& [low, high] = std::minmax(a, b);
    joins.push_back({low, high, name_});
  }

  void chain(const std::vector<UnitId>& members, std::vector<NamedPair>& joins) const {
    for (std::size_t i = 1; i < members.size(); ++i) join(members[i - 1], members[i], joins);
  }

  NameId name_;
  Groups groups_;
};

}  // namespace

OwnNamePairs own_name_pairs(const Units& units, const std::vector<Distinction>& distinctions) {
  std::vector<Claim> claims;
  for (UnitId id = 0; id < units.units.size(); ++id) {
    const Unit& unit = units.units[id];
    if (unit.type == "Person") continue;
    for (NameId name : unit.names) {
      if (!units.names[name].generic) claims.push_back({unit.type, name, id});
    }
  }
  std::sort(claims.begin(), claims.end());
  OwnNamePairs out;
  for (std::size_t begin = 0; begin < claims.size();) {
    std::size_t end = begin + 1;
    while (end < claims.size() && claims[end].type == claims[begin].type &&
           claims[end].name == claims[begin].name) {
      ++end;
    }
    if (end - begin > 1) {
      Block({&claims[begin], end - begin}, units, distinctions).edges(out.pairs, out.separations);
    }
    begin = end;
  }
  const auto order = [&](const NamedPair& pair) {
    const auto length = static_cast<std::ptrdiff_t>(units.names[pair.name].code_point_count);
    return std::tuple(-length, pair.a, pair.b, pair.name);
  };
  std::sort(out.pairs.begin(), out.pairs.end(),
            [&](const NamedPair& a, const NamedPair& b) { return order(a) < order(b); });
  return out;
}

}  // namespace quipu
