// Functions of nodes, relationships and paths.
#include "graph/cypher/functions.h"

namespace quipu::cypher {
namespace {

Value id(const FunctionCall& call) {
  const Value& of = call.args[0];
  // The id that the store gives; else the number in the view.
  auto stored = of.node() ? call.graph.property(*of.node(), "id")
                          : call.graph.property(*of.relationship(), "id");
  if (!stored) return call.fail(stored.error());
  if (stored->string()) return *stored;
  return static_cast<std::int64_t>(of.node() ? of.node()->id : of.relationship()->id);
}

Value type(const FunctionCall& call) {
  return call.graph.type_names()[call.graph.ends(call.args[0].relationship()->id).type];
}

Value labels(const FunctionCall& call) {
  Items names;
  for (const Term label : call.graph.labels(call.args[0].node()->id)) {
    names.emplace_back(call.graph.label_names()[label]);
  }
  return names;
}

Result<Entries> all_properties(const FunctionCall& call) {
  const Value& of = call.args[0];
  if (of.map()) return *of.map();
  return of.node() ? call.graph.properties(*of.node()) : call.graph.properties(*of.relationship());
}

Value properties(const FunctionCall& call) {
  auto entries = all_properties(call);
  if (!entries) return call.fail(entries.error());
  return std::move(*entries);
}

Value keys(const FunctionCall& call) {
  const auto entries = all_properties(call);
  if (!entries) return call.fail(entries.error());
  Items names;
  for (const auto& [key, value] : *entries) {
    if (!value.is_null() || call.args[0].map()) names.emplace_back(key);
  }
  return names;
}

Value nodes(const FunctionCall& call) {
  Items items;
  for (const NodeId node : call.args[0].path()->nodes) items.emplace_back(NodeRef{node});
  return items;
}

Value relationships(const FunctionCall& call) {
  Items items;
  for (const RelationshipId r : call.args[0].path()->relationships) {
    items.emplace_back(RelationshipRef{r});
  }
  return items;
}

Value length(const FunctionCall& call) {
  return static_cast<std::int64_t>(call.args[0].path()->relationships.size());
}

Value start_node(const FunctionCall& call) {
  return NodeRef{call.graph.ends(call.args[0].relationship()->id).start};
}

Value end_node(const FunctionCall& call) {
  return NodeRef{call.graph.ends(call.args[0].relationship()->id).end};
}

Value degree(const FunctionCall& call) {
  const NodeId node = call.args[0].node()->id;
  return static_cast<std::int64_t>(call.graph.first_out(node + 1) - call.graph.first_out(node) +
                                   call.graph.in(node).size());
}

Value evidence(const FunctionCall& call) {
  auto sentences = call.graph.evidence(*call.args[0].relationship());
  if (!sentences) return call.fail(sentences.error());
  return std::move(*sentences);
}

Value named(const FunctionCall& call) {
  const auto is = call.graph.is_named(*call.args[0].node(), *call.args[1].string());
  if (!is) return call.fail(is.error());
  return *is;
}

}  // namespace

std::vector<Function> graph_functions() {
  constexpr Kinds kElement = kNodeKind | kRelationshipKind;
  return {
      {"id", "id(node or relationship)", 1, 1, {kElement}, kAnyKind, true, id},
      {"elementid", "elementId(node or relationship)", 1, 1, {kElement}, kAnyKind, true, id},
      {"type", "type(relationship)", 1, 1, {kRelationshipKind}, kStringKind, true, type},
      {"labels", "labels(node)", 1, 1, {kNodeKind}, kListKind, true, labels},
      {"properties",
       "properties(node, relationship or map)",
       1,
       1,
       {kElement | kMapKind},
       kMapKind,
       true,
       properties},
      {"keys",
       "keys(node, relationship or map)",
       1,
       1,
       {kElement | kMapKind},
       kListKind,
       true,
       keys},
      {"nodes", "nodes(path)", 1, 1, {kPathKind}, kListKind, true, nodes},
      {"relationships", "relationships(path)", 1, 1, {kPathKind}, kListKind, true, relationships},
      {"length", "length(path)", 1, 1, {kPathKind}, kIntegerKind, true, length},
      {"startnode",
       "startNode(relationship)",
       1,
       1,
       {kRelationshipKind},
       kNodeKind,
       true,
       start_node},
      {"endnode", "endNode(relationship)", 1, 1, {kRelationshipKind}, kNodeKind, true, end_node},
      {"degree", "degree(node)", 1, 1, {kNodeKind}, kIntegerKind, true, degree},
      {"evidence", "evidence(relationship)", 1, 1, {kRelationshipKind}, kListKind, true, evidence},
      {"named", "named(node, name)", 2, 2, {kNodeKind, kStringKind}, kBooleanKind, true, named},
  };
}

}  // namespace quipu::cypher
