// What a query means before it is run: every name tied to its place in a row, kinds that cannot
// agree refused, aggregates set apart from what they are grouped by.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "graph/cypher/ast.h"

namespace quipu::cypher {

// Patterns to be matched together, with what is bound before. Points into the query.
struct MatchSite {
  std::vector<PathPattern*> paths;
  Expression* where = nullptr;
  std::set<Slot> bound;
};

struct ResolvedQuery {
  Query query;
  std::vector<MatchSite> sites;  // MatchClause::plan and Expression::plan are indexes here
};

// `parameters`: the names of those that will be given.
Answer<ResolvedQuery> resolve(Query query, const std::set<std::string>& parameters);

}  // namespace quipu::cypher
