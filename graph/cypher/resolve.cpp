#include "graph/cypher/resolve.h"

#include "graph/cypher/resolving.h"

namespace quipu::cypher {

std::vector<std::string> names_of(const Scope& scope) {
  std::vector<std::string> names;
  for (const auto& [name, variable] : scope) names.push_back(name);
  return names;
}

std::set<Slot> slots_of(const Scope& scope) {
  std::set<Slot> slots;
  for (const auto& [name, variable] : scope) slots.insert(variable.slot);
  return slots;
}

Answer<ResolvedQuery> Resolver::run(Query parsed) {
  ResolvedQuery resolved{std::move(parsed), {}};
  query(resolved.query, {});
  if (problem_) return tl::unexpected(*problem_);
  resolved.sites = std::move(sites_);
  return resolved;
}

void Resolver::query(Query& query, const Scope& outer) {
  const Slot first_free = next_;
  const auto outer_kinds = slot_kinds_;
  for (std::size_t i = 0; i < query.parts.size() && !failed(); ++i) {
    next_ = first_free;
    slot_kinds_ = outer_kinds;
    std::vector<std::string> columns;
    single_query(query.parts[i], outer, columns);
    if (i == 0) query.columns = columns;
    if (columns != query.columns) {
      fail("SyntaxError", std::get<ProjectionClause>(query.parts[i].clauses.back()).place,
           "DifferentColumnsInUnion", "All parts of a UNION return columns of the same names.");
    }
    if (i > 1 && query.keep_all[i - 1] != query.keep_all[0]) {
      fail("SyntaxError", {}, "InvalidClauseComposition",
           "A query has either UNION or UNION ALL, not both.");
    }
  }
  next_ = first_free;
  slot_kinds_ = outer_kinds;
}

void Resolver::single_query(SingleQuery& query, Scope scope, std::vector<std::string>& columns) {
  row_width_ = &query.row_width;
  for (Clause& clause : query.clauses) {
    if (failed()) return;
    if (auto* match_clause = std::get_if<MatchClause>(&clause)) match(*match_clause, scope);
    if (auto* unwind_clause = std::get_if<UnwindClause>(&clause)) unwind(*unwind_clause, scope);
    if (auto* projected = std::get_if<ProjectionClause>(&clause)) {
      projection(*projected, scope);
      if (projected->is_return) {
        for (const ProjectedItem& item : projected->items) columns.push_back(item.name);
      }
    }
  }
  *row_width_ = static_cast<std::size_t>(next_);
}

std::size_t Resolver::site(std::vector<PathPattern*> paths, Expression* where,
                           std::set<Slot> bound) {
  sites_.push_back({std::move(paths), where, std::move(bound)});
  return sites_.size() - 1;
}

void Resolver::match(MatchClause& clause, Scope& scope) {
  const Scope before = scope;
  std::vector<PathPattern*> paths;
  for (PathPattern& path : clause.patterns) {
    bind(path, scope, before, NewNames::kAllowed);
    paths.push_back(&path);
  }
  for (PathPattern& path : clause.patterns) pattern_expressions(path, scope);
  if (clause.where) condition(*clause.where, scope);
  const std::set<Slot> bound = slots_of(before);
  for (auto& [name, variable] : scope) {
    if (bound.contains(variable.slot)) continue;
    clause.new_slots.push_back(variable.slot);
    if (clause.optional) variable.kinds |= kNullKind;
  }
  clause.plan = site(std::move(paths), clause.where.get(), bound);
}

void Resolver::unwind(UnwindClause& clause, Scope& scope) {
  expression(*clause.list, scope);
  if (scope.contains(clause.variable)) {
    fail("SyntaxError", clause.place, "VariableAlreadyBound",
         clause.variable + " is the name of something else already.");
  }
  clause.slot = new_slot(kAnyKind);
  scope[clause.variable] = {clause.slot, kAnyKind};
}

Answer<ResolvedQuery> resolve(Query query, const std::set<std::string>& parameters) {
  return Resolver(parameters).run(std::move(query));
}

}  // namespace quipu::cypher
