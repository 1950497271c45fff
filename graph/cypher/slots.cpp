#include "graph/cypher/slots.h"

namespace quipu::cypher {
namespace {

using Visit = std::function<void(const Expression&)>;
using VisitPath = std::function<void(const PathPattern&)>;

void visit(const ExpressionPtr& e, const Visit& f) {
  if (e) for_each_expression(*e, f);
}

void visit_patterns(const Query& query, const Visit& f, const VisitPath& g) {
  for (const SingleQuery& part : query.parts) {
    for (const Clause& clause : part.clauses) {
      if (const auto* match = std::get_if<MatchClause>(&clause)) {
        for (const PathPattern& path : match->patterns) {
          g(path);
          for_each_expression(path, f);
        }
        visit(match->where, f);
      } else if (const auto* unwind = std::get_if<UnwindClause>(&clause)) {
        visit(unwind->list, f);
      } else {
        const auto& projection = std::get<ProjectionClause>(clause);
        for (const auto& item : projection.items) visit(item.value, f);
        for (const auto& key : projection.keys) visit(key.value, f);
        for (const auto& aggregate : projection.aggregates) visit(aggregate.value, f);
        for (const auto& key : projection.order) visit(key.value, f);
        visit(projection.where, f);
      }
    }
  }
}

}  // namespace

void for_each_expression(const PathPattern& path, const Visit& f) {
  for (const NodePattern& node : path.nodes) {
    for (const auto& [key, value] : node.properties) visit(value, f);
    visit(node.where, f);
  }
  for (const RelationshipPattern& relationship : path.relationships) {
    for (const auto& [key, value] : relationship.properties) visit(value, f);
    visit(relationship.where, f);
  }
}

void for_each_expression(const Query& query, const Visit& f) {
  visit_patterns(query, f, [](const PathPattern&) {});
}

void for_each_expression(const Expression& e, const Visit& f) {
  f(e);
  for (const ExpressionPtr& arg : e.args) visit(arg, f);
  if (e.pattern) for_each_expression(*e.pattern, f);
  if (e.query) for_each_expression(*e.query, f);
}

void for_each_pattern(const Query& query, const VisitPath& g) {
  const Visit in_expression = [&](const Expression& e) {
    if (e.pattern) g(*e.pattern);
    if (e.query)
      visit_patterns(
          *e.query, [](const Expression&) {}, g);
  };
  visit_patterns(query, in_expression, g);
}

std::set<Slot> slots_in(const Expression& whole) {
  std::set<Slot> slots;
  const VisitPath of_path = [&](const PathPattern& path) {
    for (const NodePattern& node : path.nodes) slots.insert(node.slot);
    for (const RelationshipPattern& relationship : path.relationships) {
      slots.insert(relationship.slot);
    }
  };
  for_each_expression(whole, [&](const Expression& e) {
    if (e.form == Form::kVariable) slots.insert(e.slot);
    if (e.pattern) of_path(*e.pattern);
    if (e.query)
      visit_patterns(
          *e.query, [](const Expression&) {}, of_path);
  });
  return slots;
}

}  // namespace quipu::cypher
