#include "graph/cypher/query.h"

#include "graph/cypher/execution.h"
#include "graph/cypher/parser.h"
#include "graph/cypher/plan.h"

namespace quipu::cypher {

struct PreparedQuery::State {
  std::string text;
  const GraphView& graph;
  Parameters parameters;
  ResolvedQuery resolved;
  std::vector<MatchPlan> plans;
  std::vector<Problem> warnings;
};

PreparedQuery::PreparedQuery(std::unique_ptr<State> state) : state_(std::move(state)) {}
PreparedQuery::PreparedQuery(PreparedQuery&&) noexcept = default;
PreparedQuery& PreparedQuery::operator=(PreparedQuery&&) noexcept = default;
PreparedQuery::~PreparedQuery() = default;

const std::vector<std::string>& PreparedQuery::columns() const {
  return state_->resolved.query.columns;
}

bool PreparedQuery::explained() const { return state_->resolved.query.explain; }

std::string PreparedQuery::plan() const {
  return explain(state_->resolved, state_->plans, state_->text, state_->graph);
}

const std::vector<Problem>& PreparedQuery::warnings() const { return state_->warnings; }

Answer<void> PreparedQuery::run(const Limits& limits,
                                const std::function<bool(const Items&)>& row) const {
  Execution execution(state_->graph, state_->plans, state_->parameters, limits.seconds,
                      limits.bytes);
  execution.run(state_->resolved.query, {}, [&](Row& found) { return row(found); });
  if (execution.problem()) return tl::unexpected(*execution.problem());
  return {};
}

Answer<PreparedQuery> prepare(std::string_view query, const GraphView& graph,
                              Parameters parameters) {
  auto parsed = parse(query);
  if (!parsed) return tl::unexpected(parsed.error());
  std::set<std::string> names;
  for (const auto& [name, value] : parameters) names.insert(name);
  auto resolved = resolve(std::move(*parsed), names);
  if (!resolved) return tl::unexpected(resolved.error());
  auto plans = make_plans(*resolved, graph, parameters);
  if (!plans) return tl::unexpected(plans.error());
  auto warnings = unknown_names(*resolved, graph);
  return PreparedQuery(std::make_unique<PreparedQuery::State>(
      PreparedQuery::State{std::string(query), graph, std::move(parameters), std::move(*resolved),
                           std::move(*plans), std::move(warnings)}));
}

}  // namespace quipu::cypher
