#include "graph/query/show.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "graph/query/tie.h"

namespace quipu {
namespace {

bool has_status(const ViewLimits& limits, Status status) {
  const auto& wanted = limits.statuses;
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), status) != wanted.end();
}

Result<FactGroup> make_group(const Snapshot& snapshot, Quoter& quoter, const ViewLimits& limits,
                             bool outgoing, std::vector<StatementRecord> statements) {
  FactGroup group{statements.front().predicate, outgoing, statements.size(), {}};
  std::sort(statements.begin(), statements.end(), weightier);
  statements.resize(std::min(statements.size(), limits.facts_per_group));
  for (StatementRecord& statement : statements) {
    auto other = snapshot.entity(outgoing ? statement.object : statement.subject);
    if (!other) return tl::unexpected(other.error());
    Fact fact{std::move(statement), outgoing, std::move(*other), {}};
    auto quotes = quoter.quotes(fact.statement, limits.quotes_per_fact);
    if (!quotes) return tl::unexpected(quotes.error());
    fact.quotes = std::move(*quotes);
    group.facts.push_back(std::move(fact));
  }
  return group;
}

}  // namespace

Result<EntityView> view_entity(const Snapshot& snapshot, EntityId id, const ViewLimits& limits) {
  auto entity = snapshot.entity(id);
  if (!entity) return tl::unexpected(entity.error());
  EntityView view{std::move(*entity), 0, {}};
  Quoter quoter(snapshot);
  for (const bool outgoing : {true, false}) {
    auto statements = outgoing ? snapshot.statements_from(id) : snapshot.statements_to(id);
    if (!statements) return tl::unexpected(statements.error());
    // What an entity says of itself is shown once.
    if (!outgoing) std::erase_if(*statements, [](const auto& s) { return s.subject == s.object; });
    std::erase_if(*statements, [&](const auto& s) { return !has_status(limits, s.status); });
    view.fact_count += statements->size();
    std::stable_sort(statements->begin(), statements->end(),
                     [](const auto& a, const auto& b) { return a.predicate < b.predicate; });
    for (auto begin = statements->begin(); begin != statements->end();) {
      const auto end = std::find_if(begin, statements->end(), [&](const auto& statement) {
        return statement.predicate != begin->predicate;
      });
      auto group = make_group(snapshot, quoter, limits, outgoing,
                              {std::move_iterator(begin), std::move_iterator(end)});
      if (!group) return tl::unexpected(group.error());
      view.groups.push_back(std::move(*group));
      begin = end;
    }
  }
  return view;
}

}  // namespace quipu
