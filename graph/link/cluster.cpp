#include "graph/link/cluster.h"

#include <algorithm>
#include <map>
#include <span>
#include <tuple>

#include "graph/link/guarded_sets.h"

namespace quipu {
namespace {

// Organizations give persons their context, persons give it to one another: three rounds reach
// what a reader would see; each is one pass over the claims.
constexpr int kContextRounds = 3;

// Beyond this many different distinctions under one name, only those that are equal are joined.
constexpr std::size_t kMaxDistinctions = 64;

// The units of one block, grouped by what distinguishes them.
using Groups = std::map<const Distinction*, std::vector<UnitId>, ByValue>;

// A block: units that make the same claim. Gives its edges and the separations seen in it.
class Block {
 public:
  Block(std::span<const Claim> claims, const Units& units,
        const std::vector<Distinction>& distinctions)
      : claim_(claims.front()) {
    // Two of one document under one claim: the claim cannot tell which of them is meant.
    std::map<DocumentId, std::size_t> per_document;
    for (const Claim& claim : claims) ++per_document[units.units[claim.unit].document];
    for (const Claim& claim : claims) {
      if (per_document[units.units[claim.unit].document] > 1) continue;
      groups_[&distinctions[claim.unit]].push_back(claim.unit);
    }
  }

  void edges(std::vector<Join>& joins, std::vector<Separation>& separations) const {
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
        std::string reason = kept_apart(*groups[i]->first, *groups[j]->first, claim_.ground);
        if (reason.empty()) continue;
        agree[i][j] = agree[j][i] = false;
        const auto& [a, b] = std::minmax(groups[i]->second.front(), groups[j]->second.front());
        separations.push_back({a, b, claim_.name, std::move(reason)});
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
  void join(UnitId a, UnitId b, std::vector<Join>& joins) const {
    const auto& [low, high] = std::minmax(a, b);
    joins.push_back({low, high, claim_.ground, claim_.name, claim_.context, claim_.detail, false});
  }

  void chain(const std::vector<UnitId>& members, std::vector<Join>& joins) const {
    for (std::size_t i = 1; i < members.size(); ++i) join(members[i - 1], members[i], joins);
  }

  const Claim& claim_;
  Groups groups_;
};

bool same_block(const Claim& a, const Claim& b) {
  return std::tie(a.type, a.ground, a.name, a.context, a.detail) ==
         std::tie(b.type, b.ground, b.name, b.context, b.detail);
}

// One pass: claims to blocks, blocks to edges, edges by strength (ground, then the longer name),
// then by key, into the sets.
void join_by(const std::vector<Claim>& claims, const std::vector<Distinction>& distinctions,
             const Units& units, GuardedSets& sets, Clustering& out) {
  std::vector<Join> edges;
  for (std::size_t begin = 0; begin < claims.size();) {
    std::size_t end = begin + 1;
    while (end < claims.size() && same_block(claims[begin], claims[end])) ++end;
    if (end - begin > 1) {
      Block({&claims[begin], end - begin}, units, distinctions).edges(edges, out.separations);
    }
    begin = end;
  }
  const auto order = [&](const Join& edge) {
    const auto length = static_cast<std::ptrdiff_t>(units.names[edge.name].code_point_count);
    return std::tuple(edge.ground, -length, edge.a, edge.b, edge.name, edge.context);
  };
  std::sort(edges.begin(), edges.end(), [&](const Join& a, const Join& b) {
    const auto left = order(a), right = order(b);
    return left != right ? left < right : a.detail < b.detail;
  });
  sets.describe(distinctions);
  for (Join& edge : edges) {
    std::string reason = sets.join(edge.a, edge.b, edge.ground, &edge.united);
    if (reason.empty()) {
      out.joins.push_back(std::move(edge));
    } else {
      out.separations.push_back({edge.a, edge.b, edge.name, std::move(reason)});
    }
  }
}

}  // namespace

Clustering cluster(const Units& units, const std::vector<Constraint>& constraints) {
  Clustering out;
  GuardedSets sets(units);
  out.refused = sets.constrain(constraints);
  out.cluster_of = sets.cluster_of();
  join_by(own_name_claims(units), distinctions(units, out.cluster_of), units, sets, out);
  out.cluster_of = sets.cluster_of();
  for (int round = 0; round < kContextRounds; ++round) {
    join_by(context_claims(units, out.cluster_of), distinctions(units, out.cluster_of), units, sets,
            out);
    std::vector<UnitId> clusters = sets.cluster_of();
    if (clusters == out.cluster_of) break;
    out.cluster_of = std::move(clusters);
  }
  return out;
}

}  // namespace quipu
