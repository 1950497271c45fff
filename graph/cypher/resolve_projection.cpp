// WITH and RETURN: what goes on, what it is grouped by, and what the order may look at.
#include <algorithm>

#include "graph/cypher/resolving.h"

namespace quipu::cypher {
namespace {

bool brings_local(const Expression& e) {
  return e.form == Form::kListComprehension || e.form == Form::kQuantifier ||
         e.form == Form::kReduce;
}

bool mentions(const Expression& e, const std::vector<std::string>& names) {
  if (e.form == Form::kVariable && std::count(names.begin(), names.end(), e.name) > 0) return true;
  return std::any_of(e.args.begin(), e.args.end(),
                     [&](const ExpressionPtr& arg) { return arg && mentions(*arg, names); });
}

// Every part of `value` that is written as an item is, becomes what that item has computed.
void reuse(ExpressionPtr& value, const std::vector<ProjectedItem>& items,
           std::vector<std::string>& locals) {
  for (const ProjectedItem& item : items) {
    if (!item.value || !same(*value, *item.value) || mentions(*value, locals)) continue;
    value = slot_reference(item.slot, value->place);
    return;
  }
  const bool local = brings_local(*value);
  if (local) locals.push_back(value->name);
  for (ExpressionPtr& arg : value->args) {
    if (arg) reuse(arg, items, locals);
  }
  if (local) locals.pop_back();
}

}  // namespace

bool has_aggregate(const Expression& e) {
  if (e.form == Form::kAggregate) return true;
  return std::any_of(e.args.begin(), e.args.end(),
                     [](const ExpressionPtr& arg) { return arg && has_aggregate(*arg); });
}

void Resolver::expand_star(ProjectionClause& clause, const Scope& scope) {
  if (scope.empty() && clause.is_return) {
    fail("SyntaxError", clause.place, "NoVariablesInScope",
         "RETURN * has nothing to return: nothing has a name here.");
  }
  std::vector<ProjectedItem> items;
  for (const auto& [name, variable] : scope) {
    ProjectedItem item;
    item.value = std::make_unique<Expression>();
    item.value->form = Form::kVariable;
    item.value->name = item.name = name;
    item.value->place = item.place = clause.place;
    item.has_alias = true;
    items.push_back(std::move(item));
  }
  std::move(clause.items.begin(), clause.items.end(), std::back_inserter(items));
  clause.items = std::move(items);
}

void Resolver::check_names(const ProjectionClause& clause) {
  std::set<std::string> names;
  for (const ProjectedItem& item : clause.items) {
    if (!clause.is_return && !item.has_alias && item.value->form != Form::kVariable) {
      fail("SyntaxError", item.place, "NoExpressionAlias", "In WITH, an expression needs a name.",
           "Add AS and a name.");
    }
    if (!names.insert(item.name).second) {
      fail("SyntaxError", item.place, "ColumnNameConflict",
           "Two columns are named " + item.name + ".", "Give one another name with AS.");
    }
  }
}

void Resolver::bound_of_rows(ExpressionPtr& value, std::string_view clause) {
  if (!value) return;
  Scope nothing;
  if (has_aggregate(*value)) {
    fail("SyntaxError", value->place, "NonConstantExpression",
         std::string(clause) + " takes no aggregate.");
    return;
  }
  const bool had_problem = failed();
  expression(*value, nothing);
  if (!had_problem && failed() && problem_->detail == "UndefinedVariable") {
    problem_->detail = "NonConstantExpression";
    problem_->message = std::string(clause) + " cannot depend on a row.";
    problem_->hint.clear();
  }
  const Value* literal = value->form == Form::kLiteral ? &value->literal : nullptr;
  if (literal && (!literal->integer() || *literal->integer() < 0)) {
    fail("SyntaxError", value->place,
         literal->integer() ? "NegativeIntegerArgument" : "InvalidArgumentType",
         std::string(clause) + " takes a number of rows: an integer, not negative.");
  }
}

// Aggregates in `value` move to the clause; what is left may only hang on the keys.
void Resolver::separate(ExpressionPtr& value, ProjectionClause& clause,
                        const std::vector<const Expression*>& keys,
                        std::vector<std::string>& locals) {
  if (value->form == Form::kAggregate) {
    if (mentions(*value, locals)) {
      fail("SyntaxError", value->place, "InvalidAggregation",
           "An aggregate cannot hang on the element of a list.");
    }
    const Slot slot = new_slot(kAnyKind);
    const Place place = value->place;
    clause.aggregates.push_back({std::move(value), slot});
    value = slot_reference(slot, place);
    return;
  }
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (!same(*value, *keys[i]) || mentions(*value, locals)) continue;
    value = slot_reference(clause.keys[i].slot, value->place);
    return;
  }
  const bool is_local = std::count(locals.begin(), locals.end(), value->name) > 0;
  if (value->form == Form::kVariable && !is_local) {
    fail("SyntaxError", value->place, "AmbiguousAggregationExpression",
         value->name + " stands beside an aggregate, but rows are not grouped by it.",
         "Return it as a column of its own, or first WITH it under a name.");
    return;
  }
  const bool local = brings_local(*value);
  if (local) locals.push_back(value->name);
  if (value->form == Form::kReduce) locals.push_back(value->names[0]);
  for (ExpressionPtr& arg : value->args) {
    if (arg) separate(arg, clause, keys, locals);
  }
  if (value->form == Form::kReduce) locals.pop_back();
  if (local) locals.pop_back();
}

void Resolver::group(ProjectionClause& clause, Scope& scope, std::vector<Kinds>& kinds) {
  clause.aggregates_rows = true;
  std::vector<bool> is_key;
  std::vector<const Expression*> keys;
  for (ProjectedItem& item : clause.items) {
    is_key.push_back(!has_aggregate(*item.value));
    if (!is_key.back()) continue;
    keys.push_back(item.value.get());
    clause.keys.push_back({std::move(item.value), item.slot});
  }
  std::vector<std::string> locals;
  for (std::size_t i = 0; i < clause.items.size(); ++i) {
    if (!is_key[i]) separate(clause.items[i].value, clause, keys, locals);
  }
  for (SlottedExpression& key : clause.keys) {
    slot_kinds_[key.slot] = expression(*key.value, scope);
  }
  for (SlottedExpression& aggregate : clause.aggregates) {
    for (ExpressionPtr& arg : aggregate.value->args) expression(*arg, scope);
    const std::string& name = aggregate.value->name;
    const std::size_t wanted = name.starts_with("percentile") ? 2 : 1;
    if (aggregate.value->args.size() != wanted &&
        !(name == "count" && aggregate.value->args.empty())) {
      fail("SyntaxError", aggregate.value->place, "InvalidNumberOfArguments",
           name + " takes " + (wanted == 1 ? "one argument." : "two arguments."));
    }
    slot_kinds_[aggregate.slot] = name == "count"     ? kIntegerKind
                                  : name == "collect" ? kListKind
                                                      : kAnyKind;
  }
  Scope nothing;
  for (std::size_t i = 0; i < clause.items.size(); ++i) {
    ProjectedItem& item = clause.items[i];
    kinds.push_back(is_key[i] ? slot_kinds_[item.slot] : expression(*item.value, nothing));
  }
}

void Resolver::projection(ProjectionClause& clause, Scope& scope) {
  if (clause.star) expand_star(clause, scope);
  check_names(clause);
  if (failed()) return;
  bool aggregates = false;
  for (ProjectedItem& item : clause.items) {
    item.slot = new_slot(kAnyKind);
    aggregates = aggregates || has_aggregate(*item.value);
  }
  std::vector<std::string> locals;
  for (SortKey& key : clause.order) reuse(key.value, clause.items, locals);
  if ((aggregates || clause.distinct) && clause.where) {
    reuse(clause.where, clause.items, locals);
  }

  std::vector<Kinds> kinds;
  if (aggregates) {
    group(clause, scope, kinds);
  } else {
    for (ProjectedItem& item : clause.items) kinds.push_back(expression(*item.value, scope));
  }
  Scope seen = aggregates || clause.distinct ? Scope() : scope;
  Scope next;
  for (std::size_t i = 0; i < clause.items.size(); ++i) {
    slot_kinds_[clause.items[i].slot] = kinds[i];
    seen[clause.items[i].name] = {clause.items[i].slot, kinds[i]};
    next[clause.items[i].name] = {static_cast<Slot>(i), kinds[i]};
  }
  for (SortKey& key : clause.order) {
    if (has_aggregate(*key.value)) {
      fail("SyntaxError", key.value->place, "InvalidAggregation",
           "ORDER BY can use only aggregates that are columns.", "Add it as a column.");
    }
    expression(*key.value, seen);
  }
  bound_of_rows(clause.skip, "SKIP");
  bound_of_rows(clause.limit, "LIMIT");
  if (clause.where) condition(*clause.where, seen);

  clause.row_width = static_cast<std::size_t>(next_);
  *row_width_ = clause.row_width;
  row_width_ = &clause.next_width;
  next_ = static_cast<Slot>(clause.items.size());
  slot_kinds_.clear();
  for (std::size_t i = 0; i < kinds.size(); ++i) slot_kinds_[static_cast<Slot>(i)] = kinds[i];
  scope = std::move(next);
}

}  // namespace quipu::cypher
