#include "graph/query/neighbors.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "graph/query/lookup.h"

namespace quipu {
namespace {

struct Reached {
  EntityId entity = 0, nearer = 0;
  std::size_t distance = 0;
  EntityTie tie;
};

// Fills in names and sentences.
Result<Neighbor> complete(const Snapshot& snapshot, Quoter& quoter, Reached reached,
                          std::size_t quote_limit) {
  auto entity = snapshot.entity(reached.entity);
  if (!entity) return tl::unexpected(entity.error());
  auto nearer = snapshot.entity(reached.nearer);
  if (!nearer) return tl::unexpected(nearer.error());
  auto quotes = quoter.quotes(reached.tie.best, quote_limit);
  if (!quotes) return tl::unexpected(quotes.error());
  return Neighbor{std::move(*entity),          reached.distance,
                  std::move(*nearer),          reached.tie.statement_count,
                  std::move(reached.tie.best), std::move(*quotes)};
}

}  // namespace

Result<Neighborhood> neighbors_of(const Snapshot& snapshot, const NeighborQuery& query) {
  Neighborhood found;
  std::map<EntityId, Reached> reached;
  std::vector<EntityId> frontier = {query.entity};
  for (std::size_t distance = 1; distance <= query.depth && !frontier.empty(); ++distance) {
    if (reached.size() >= kMostVisited) {
      found.complete = false;
      break;
    }
    std::vector<EntityId> next;
    for (const EntityId nearer : frontier) {
      auto ties = ties_of(snapshot, nearer, query.edges);
      if (!ties) return tl::unexpected(ties.error());
      for (auto& [other, tie] : *ties) {
        if (other == query.entity) continue;
        const auto [known, fresh] = reached.try_emplace(other);
        Reached& here = known->second;
        if (fresh) next.push_back(other);
        // Of several ways to it at the same distance, the weightiest statement is shown.
        if (fresh || (here.distance == distance && weightier(tie.best, here.tie.best))) {
          here = {other, nearer, distance, std::move(tie)};
        }
      }
    }
    std::sort(next.begin(), next.end());
    frontier = std::move(next);
  }
  found.count = reached.size();
  std::vector<Reached> order;
  for (auto& [id, one] : reached) order.push_back(std::move(one));
  const auto rank = [](const Reached& r) {
    return std::tuple(r.distance, ~r.tie.statement_count, ~r.tie.best.evidence.size(),
                      ~std::size_t{r.tie.best.confidence}, r.entity);
  };
  std::sort(order.begin(), order.end(),
            [&](const Reached& a, const Reached& b) { return rank(a) < rank(b); });
  order.resize(std::min(order.size(), query.limit));
  Quoter quoter(snapshot);
  for (Reached& one : order) {
    auto neighbor = complete(snapshot, quoter, std::move(one), query.quotes);
    if (!neighbor) return tl::unexpected(neighbor.error());
    found.neighbors.push_back(std::move(*neighbor));
  }
  return found;
}

Result<CommonNeighbors> common_neighbors(const Snapshot& snapshot, EntityId first, EntityId second,
                                         const EdgeChoice& edges, std::size_t limit) {
  auto of_first = ties_of(snapshot, first, edges);
  if (!of_first) return tl::unexpected(of_first.error());
  auto of_second = ties_of(snapshot, second, edges);
  if (!of_second) return tl::unexpected(of_second.error());
  std::vector<std::pair<std::size_t, EntityId>> order;
  for (const auto& [id, tie] : *of_first) {
    if (id == first || id == second || !of_second->contains(id)) continue;
    const auto count = statement_count(snapshot, id);
    if (!count) return tl::unexpected(count.error());
    order.emplace_back(*count, id);
  }
  std::sort(order.begin(), order.end());
  CommonNeighbors found;
  found.count = order.size();
  order.resize(std::min(order.size(), limit));
  Quoter quoter(snapshot);
  for (const auto& [count, id] : order) {
    auto a = complete(snapshot, quoter, {id, first, 1, std::move(of_first->at(id))}, 1);
    if (!a) return tl::unexpected(a.error());
    auto b = complete(snapshot, quoter, {id, second, 1, std::move(of_second->at(id))}, 1);
    if (!b) return tl::unexpected(b.error());
    found.neighbors.push_back({std::move(*a), std::move(*b), count});
  }
  return found;
}

}  // namespace quipu
