#include "graph/cypher/ast.h"

namespace quipu::cypher {

bool same(const Expression& a, const Expression& b) {
  // Patterns and subqueries are computed anew: telling them apart is not worth a walk.
  if (a.pattern || b.pattern || a.query || b.query) return false;
  if (a.form != b.form || a.name != b.name || a.names != b.names || a.labels != b.labels ||
      a.distinct != b.distinct || a.args.size() != b.args.size() || a.slot != b.slot) {
    return false;
  }
  if (a.form == Form::kLiteral && order(a.literal, b.literal) != 0) return false;
  for (std::size_t i = 0; i < a.args.size(); ++i) {
    if (!a.args[i] != !b.args[i]) return false;
    if (a.args[i] && !same(*a.args[i], *b.args[i])) return false;
  }
  return true;
}

ExpressionPtr slot_reference(Slot slot, Place place) {
  auto expression = std::make_unique<Expression>();
  expression->form = Form::kVariable;
  expression->place = place;
  expression->slot = slot;
  return expression;
}

}  // namespace quipu::cypher
