// The order in which the patterns of one MATCH are found: from the most selective end, along the
// relationships that fan out least, with every condition tested as soon as it can be.
#pragma once

#include <string>
#include <vector>

#include "graph/cypher/graph_view.h"
#include "graph/cypher/query.h"
#include "graph/cypher/resolve.h"

namespace quipu::cypher {

using TermSets = std::vector<std::vector<Term>>;  // all of the outer, any of the inner

// A condition on what is bound: labels or a property of one slot, or an expression.
struct Filter {
  enum class Kind : std::uint8_t { kLabels, kProperty, kCondition } kind = Kind::kCondition;
  Slot slot = kNoSlot;
  TermSets labels;
  std::string key;
  const Expression* expression = nullptr;  // the property's value, or the condition
  std::set<Slot> needs;                    // of the patterns' new slots
};

struct Step {
  enum class Kind : std::uint8_t {
    kBoundNode,  // `to` came from an earlier clause: it must be a node
    kScan,       // every node, or every node of `labels`
    kLookup,     // the nodes that an index knows for `key`
    kExpand,     // one relationship from `from` to `to`
    kWalk,       // relationships one after another
    kShortest,   // between two bound nodes
    kPath,       // the path's value, from what it is made of
  } kind = Kind::kScan;
  Slot from = kNoSlot, to = kNoSlot;
  bool from_bound = true, to_bound = false, relationship_bound = false, backwards = false;
  bool list_wanted = false;  // of a walk: somebody asks for its relationships
  const PathPattern* path = nullptr;
  const RelationshipPattern* relationship = nullptr;
  std::vector<Term> types;  // sorted
  bool any_type = true;
  TermSets labels;
  std::string key;
  const Expression* value = nullptr;  // of kLookup
  std::string variable;               // for EXPLAIN
  std::vector<Filter> filters;        // to be tested after the step
  double rows = 1;                    // estimate, for each row that comes in
};

struct MatchPlan {
  std::vector<Filter> first;  // conditions that hang on nothing new
  std::vector<Step> steps;
};

// Errors: those of the store.
Answer<std::vector<MatchPlan>> make_plans(const ResolvedQuery& query, const GraphView& graph,
                                          const Parameters& parameters);

// A line a step, with estimates.
std::string explain(const ResolvedQuery& query, const std::vector<MatchPlan>& plans,
                    std::string_view text, const GraphView& graph);

// Names of labels and types that the graph does not have, with the nearest that it has.
std::vector<Problem> unknown_names(const ResolvedQuery& query, const GraphView& graph);

}  // namespace quipu::cypher
