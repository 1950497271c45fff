// Expressions: names to slots, and the kinds that each may have.
#include <algorithm>

#include "graph/cypher/resolving.h"

namespace quipu::cypher {

Kinds Resolver::checked(Expression& e, Scope& scope, Kinds wanted, std::string_view what) {
  const Kinds kinds = expression(e, scope);
  if (!(kinds & (wanted | kNullKind))) {
    fail("SyntaxError", e.place, "InvalidArgumentType",
         std::string(what) + " needs " + kinds_text(wanted) + "; this is " + kinds_text(kinds) +
             ".");
  }
  return kinds;
}

Kinds Resolver::condition(Expression& e, Scope& scope) {
  if (has_aggregate(e)) {
    fail("SyntaxError", e.place, "InvalidAggregation",
         "WHERE is decided row by row and takes no aggregate.",
         "Aggregate in WITH under a name, and test that after it.");
  }
  return checked(e, scope, kBooleanKind, "A condition");
}

Kinds Resolver::variable(Expression& e, Scope& scope) {
  if (e.slot != kNoSlot) return slot_kinds_[e.slot];
  const auto known = scope.find(e.name);
  if (known == scope.end()) {
    undefined(e.place, e.name, scope);
    return kAnyKind;
  }
  e.slot = known->second.slot;
  return known->second.kinds;
}

Kinds Resolver::call(Expression& e, Scope& scope) {
  e.function = find_function(e.name);
  if (!e.function) {
    fail("SyntaxError", e.place, "UnknownFunction", "There is no function " + e.name + ".",
         did_you_mean(e.name, function_names()));
    return kAnyKind;
  }
  const Function& function = *e.function;
  if (e.args.size() < function.least || e.args.size() > function.most) {
    fail("SyntaxError", e.place, "InvalidNumberOfArguments",
         "This is called as " + std::string(function.signature) + ".");
  }
  bool may_be_null = function.result & kNullKind;
  for (std::size_t i = 0; i < e.args.size(); ++i) {
    const Kinds wanted =
        function.args.empty() ? kAnyKind : function.args[std::min(i, function.args.size() - 1)];
    const Kinds kinds = checked(*e.args[i], scope, wanted, function.signature);
    may_be_null = may_be_null || (kinds & kNullKind);
  }
  return function.result | (may_be_null ? kNullKind : Kinds{0});
}

Kinds Resolver::with_local(Expression& e, Scope& scope) {
  checked(*e.args[0], scope, kListKind, "An iteration");
  const auto before = scope.find(e.name);
  const std::optional<Variable> shadowed =
      before == scope.end() ? std::nullopt : std::optional(before->second);
  e.slot = new_slot(kAnyKind);
  scope[e.name] = {e.slot, kAnyKind};
  if (e.args[1]) condition(*e.args[1], scope);
  if (e.args[2]) expression(*e.args[2], scope);
  if (shadowed) {
    scope[e.name] = *shadowed;
  } else {
    scope.erase(e.name);
  }
  return e.form == Form::kQuantifier ? kBooleanKind | kNullKind : kListKind | kNullKind;
}

Kinds Resolver::reduction(Expression& e, Scope& scope) {
  expression(*e.args[0], scope);
  checked(*e.args[1], scope, kListKind, "An iteration");
  Scope inner = scope;
  e.slot = new_slot(kAnyKind);
  e.second_slot = new_slot(kAnyKind);
  inner[e.name] = {e.slot, kAnyKind};
  inner[e.names[0]] = {e.second_slot, kAnyKind};
  expression(*e.args[2], inner);
  return kAnyKind;
}

Kinds Resolver::subquery(Expression& e, Scope& scope) {
  std::size_t* const width = row_width_;
  query(*e.query, scope);
  row_width_ = width;
  return e.form == Form::kExists ? kBooleanKind : kIntegerKind;
}

Kinds Resolver::expression(Expression& e, Scope& scope) {
  if (failed()) return kAnyKind;
  const auto all = [&] {
    Kinds kinds = 0;
    for (const ExpressionPtr& arg : e.args) {
      if (arg) kinds |= expression(*arg, scope);
    }
    return kinds;
  };
  switch (e.form) {
    case Form::kLiteral:
      return kind_of(e.literal);
    case Form::kVariable:
      return variable(e, scope);
    case Form::kParameter:
      if (!parameters_.contains(e.name)) {
        fail("ParameterMissing", e.place, "MissingParameter",
             "The parameter " + e.name + " is not given.", "Give it with --param " + e.name + "=…");
      }
      return kAnyKind;
    case Form::kProperty: {
      const Kinds kinds = expression(*e.args[0], scope);
      if (!(kinds & (kMapKind | kNodeKind | kRelationshipKind | kDateKind | kNullKind))) {
        const bool list = (kinds & static_cast<Kinds>(~kNullKind)) == kListKind;
        fail(kinds == kPathKind ? "SyntaxError" : "TypeError", e.place, "InvalidArgumentType",
             "Only nodes, relationships, maps and dates have properties; this is " +
                 kinds_text(kinds) + ".",
             list ? "Take an element with [0], or unwind the list." : "");
      }
      return kAnyKind;
    }
    case Form::kIndex:
      if (!(expression(*e.args[0], scope) &
            (kListKind | kMapKind | kNodeKind | kRelationshipKind | kNullKind))) {
        fail("TypeError", e.place, "InvalidArgumentType",
             "Only lists, maps, nodes and relationships have elements.");
      }
      expression(*e.args[1], scope);
      return kAnyKind;
    case Form::kSlice:
      checked(*e.args[0], scope, kListKind, "A slice");
      for (std::size_t i = 1; i < 3; ++i) {
        if (e.args[i]) checked(*e.args[i], scope, kIntegerKind, "A slice");
      }
      return kListKind | kNullKind;
    case Form::kList:
      all();
      return kListKind;
    case Form::kMap:
      all();
      return kMapKind;
    case Form::kMapProjection:
      checked(*e.args[0], scope, kMapKind | kNodeKind | kRelationshipKind, "A map projection");
      all();
      return kMapKind | kNullKind;
    case Form::kNot:
    case Form::kAnd:
    case Form::kOr:
    case Form::kXor:
      for (const ExpressionPtr& arg : e.args) {
        checked(*arg, scope, kBooleanKind, e.form == Form::kNot ? "NOT" : "AND, OR and XOR");
      }
      return kBooleanKind | kNullKind;
    case Form::kArithmetic: {
      const Kinds kinds = all();
      if (!(kinds & static_cast<Kinds>(~kIntegerKind)) && e.name != "^") return kIntegerKind;
      if (!(kinds & static_cast<Kinds>(~kNumberKind))) return kNumberKind;
      return e.name == "+" || e.name == "||"
                 ? kNumberKind | kStringKind | kListKind | kDateKind | kNullKind
                 : kNumberKind | kNullKind;
    }
    case Form::kNegative:
    case Form::kPositive:
      return checked(*e.args[0], scope, kNumberKind, "A sign") & (kNumberKind | kNullKind);
    case Form::kIn:
      expression(*e.args[0], scope);
      checked(*e.args[1], scope, kListKind, "IN");
      return kBooleanKind | kNullKind;
    case Form::kComparison:
    case Form::kTextTest:
      all();
      return kBooleanKind | kNullKind;
    case Form::kIsNull:
    case Form::kIsNotNull:
      all();
      return kBooleanKind;
    case Form::kHasLabels:
      checked(*e.args[0], scope, kNodeKind | kRelationshipKind, "A label");
      return kBooleanKind | kNullKind;
    case Form::kCall:
      return call(e, scope);
    case Form::kAggregate:
      fail("SyntaxError", e.place, "InvalidAggregation",
           "An aggregate stands in WITH or RETURN, and not within another.");
      return kAnyKind;
    case Form::kCase:
      all();
      return kAnyKind;
    case Form::kListComprehension:
    case Form::kQuantifier:
      return with_local(e, scope);
    case Form::kReduce:
      return reduction(e, scope);
    case Form::kPatternExists:
    case Form::kPatternComprehension:
      return pattern(e, scope);
    case Form::kExists:
    case Form::kCount:
      return subquery(e, scope);
  }
  return kAnyKind;
}

}  // namespace quipu::cypher
