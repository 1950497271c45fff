// The variables of patterns.
#include "graph/cypher/resolving.h"

namespace quipu::cypher {

void Resolver::conflict(const Place& place, const std::string& name, Kinds is, Kinds wanted) {
  fail("SyntaxError", place, "VariableTypeConflict",
       name + " is " + kinds_text(is & static_cast<Kinds>(~kNullKind)) + " and cannot be " +
           kinds_text(wanted) + " as well.");
}

void Resolver::undefined(const Place& place, const std::string& name, const Scope& scope) {
  std::string hint = did_you_mean(name, names_of(scope));
  if (hint.empty() && scope.empty()) hint = "Nothing has a name here yet.";
  if (hint.empty() && scope.size() < 10) {
    hint = "Names here:";
    for (const std::string& known : names_of(scope)) hint += " " + known;
  }
  fail("SyntaxError", place, "UndefinedVariable", "There is nothing named " + name + " here.",
       hint);
}

void Resolver::bind(PathPattern& path, Scope& scope, const Scope& before, NewNames names) {
  for (std::size_t i = 0; i < path.nodes.size(); ++i) {
    bind_node(path.nodes[i], scope, names);
    if (i < path.relationships.size()) {
      bind_relationship(path.relationships[i], scope, before, names);
      if (path.search != Search::kWalks && before.contains(path.relationships[i].variable)) {
        fail("SyntaxError", path.relationships[i].place, "VariableAlreadyBound",
             "A shortest path cannot be searched over relationships that are known already.");
      }
    }
  }
  if (!path.variable.empty()) bind_path(path, scope);
}

void Resolver::bind_node(NodePattern& node, Scope& scope, NewNames names) {
  if (node.variable.empty()) {
    node.slot = new_slot(kNodeKind);
    return;
  }
  const auto known = scope.find(node.variable);
  if (known != scope.end()) {
    if (!(known->second.kinds & (kNodeKind | kNullKind))) {
      conflict(node.place, node.variable, known->second.kinds, kNodeKind);
    }
    node.slot = known->second.slot;
    return;
  }
  if (names == NewNames::kRefused) return undefined(node.place, node.variable, scope);
  node.slot = new_slot(kNodeKind);
  scope[node.variable] = {node.slot, kNodeKind};
}

void Resolver::bind_relationship(RelationshipPattern& relationship, Scope& scope,
                                 const Scope& before, NewNames names) {
  const Kinds kind = relationship.variable_length ? kListKind : kRelationshipKind;
  if (relationship.variable.empty()) {
    relationship.slot = new_slot(kind);
    return;
  }
  const auto known = scope.find(relationship.variable);
  if (known != scope.end()) {
    if (!(known->second.kinds & (kind | kNullKind))) {
      conflict(relationship.place, relationship.variable, known->second.kinds, kind);
    } else if (!before.contains(relationship.variable)) {
      fail("SyntaxError", relationship.place, "RelationshipUniquenessViolation",
           relationship.variable + " is another relationship of the same MATCH already.");
    }
    relationship.slot = known->second.slot;
    return;
  }
  if (names == NewNames::kRefused)
    return undefined(relationship.place, relationship.variable, scope);
  relationship.slot = new_slot(kind);
  scope[relationship.variable] = {relationship.slot, kind};
}

void Resolver::bind_path(PathPattern& path, Scope& scope) {
  const auto known = scope.find(path.variable);
  if (known != scope.end()) {
    if (!(known->second.kinds & kPathKind)) {
      conflict(path.place, path.variable, known->second.kinds, kPathKind);
    }
    fail("SyntaxError", path.place, "VariableAlreadyBound",
         path.variable + " is the name of something else already.");
  }
  path.slot = new_slot(kPathKind);
  scope[path.variable] = {path.slot, kPathKind};
}

void Resolver::pattern_expressions(PathPattern& path, Scope& scope) {
  const auto resolve_all = [&](Properties& properties, ExpressionPtr& where) {
    for (auto& [key, value] : properties) expression(*value, scope);
    if (where) condition(*where, scope);
  };
  for (NodePattern& node : path.nodes) resolve_all(node.properties, node.where);
  for (RelationshipPattern& relationship : path.relationships) {
    resolve_all(relationship.properties, relationship.where);
    if (relationship.where && (relationship.variable_length || path.search != Search::kWalks)) {
      fail("SyntaxError", relationship.place, "InvalidRelationshipPattern",
           "WHERE in a relationship of variable length or of a shortest path is not in the "
           "language.",
           "Test the list after it: WHERE all(x IN r WHERE …).");
    }
  }
}

Kinds Resolver::pattern(Expression& e, Scope& scope) {
  const std::set<Slot> bound = slots_of(scope);
  Scope inner = scope;
  const bool collects = e.form == Form::kPatternComprehension;
  bind(*e.pattern, inner, scope, collects ? NewNames::kAllowed : NewNames::kRefused);
  pattern_expressions(*e.pattern, inner);
  Expression* where = nullptr;
  if (collects) {
    where = e.args[0].get();
    if (where) condition(*where, inner);
    expression(*e.args[1], inner);
  }
  e.plan = site({e.pattern.get()}, where, bound);
  return collects ? kListKind : kBooleanKind;
}

}  // namespace quipu::cypher
