#include "graph/query/tie.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace quipu {

bool EdgeChoice::follows(const StatementRecord& statement) const {
  if (statement.status == Status::kNegated || statement.subject == statement.object) return false;
  return predicates.empty() ||
         std::find(predicates.begin(), predicates.end(), statement.predicate) != predicates.end();
}

bool EdgeChoice::enters(EntityId entity) const {
  return std::find(avoid.begin(), avoid.end(), entity) == avoid.end();
}

Result<std::map<EntityId, EntityTie>> ties_of(const Snapshot& snapshot, EntityId id,
                                              const EdgeChoice& choice) {
  std::map<EntityId, EntityTie> ties;
  for (const bool outgoing : {true, false}) {
    auto statements = outgoing ? snapshot.statements_from(id) : snapshot.statements_to(id);
    if (!statements) return tl::unexpected(statements.error());
    for (StatementRecord& statement : *statements) {
      const EntityId other = outgoing ? statement.object : statement.subject;
      if (!choice.follows(statement) || !choice.enters(other)) continue;
      EntityTie& tie = ties[other];
      if (tie.statement_count++ == 0 || weightier(statement, tie.best)) {
        tie.best = std::move(statement);
      }
    }
  }
  return ties;
}

bool weightier(const StatementRecord& a, const StatementRecord& b) {
  const auto weight = [](const StatementRecord& s) {
    return std::tuple(s.evidence.size(), s.confidence);
  };
  return weight(a) != weight(b) ? weight(a) > weight(b) : a.id < b.id;
}

std::size_t document_count(const StatementRecord& statement) {
  std::size_t count = 0;  // evidence is sorted by document
  for (std::size_t i = 0; i < statement.evidence.size(); ++i) {
    count += i == 0 || statement.evidence[i].document != statement.evidence[i - 1].document;
  }
  return count;
}

}  // namespace quipu
