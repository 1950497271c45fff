#include "graph/query/path.h"

#include <utility>

#include "graph/query/route_search.h"
#include "graph/query/walk.h"

namespace quipu {

Node StoreWalk::number(EntityId entity) {
  const auto [known, fresh] = numbers_.try_emplace(entity, static_cast<Node>(nodes_.size()));
  if (fresh) nodes_.push_back({entity, 0, false, {}});
  return known->second;
}

void StoreWalk::load(Node node) {
  if (nodes_[node].loaded || error_) return;
  std::vector<Arc> arcs;
  std::size_t degree = 0;
  for (const bool outgoing : {true, false}) {
    auto statements = outgoing ? snapshot_.statements_from(nodes_[node].id)
                               : snapshot_.statements_to(nodes_[node].id);
    if (!statements) {
      error_ = statements.error();
      return;
    }
    degree += statements->size();
    for (StatementRecord& statement : *statements) {
      const EntityId other = outgoing ? statement.object : statement.subject;
      if (!choice_.follows(statement) || !choice_.enters(other)) continue;
      const bool one_document =
          statement.evidence.front().document == statement.evidence.back().document;
      arcs.push_back({number(other), hop_cost(statement.confidence, one_document, statement.status),
                      static_cast<EdgeIndex>(hops_.size())});
      hops_.push_back(
          {statement.subject, std::move(statement.predicate), statement.object, statement.id});
    }
  }
  nodes_[node].degree = degree;
  nodes_[node].arcs = std::move(arcs);
  nodes_[node].loaded = true;
}

Result<std::vector<Route>> find_routes(const Snapshot& snapshot, const RouteQuery& query) {
  StoreWalk walk(snapshot, query.edges);
  RouteMemory memory;
  auto routes = RouteSearch(walk, memory, query).find();
  if (walk.error()) return tl::unexpected(*walk.error());
  return routes;
}

struct RouteFinder::Impl {
  const Adjacency& graph;
  RouteMemory memory;
};

RouteFinder::RouteFinder(const Adjacency& graph) : impl_(new Impl{graph, {}}) {}
RouteFinder::~RouteFinder() = default;

std::vector<Route> RouteFinder::find(const RouteQuery& query) {
  AdjacencyWalk walk(impl_->graph, query.edges);
  return RouteSearch(walk, impl_->memory, query).find();
}

}  // namespace quipu
