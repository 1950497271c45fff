// How many nodes and relationships a part of a pattern may find, from the counts that a graph
// knows.
#pragma once

#include <string>
#include <vector>

#include "graph/cypher/plan.h"

namespace quipu::cypher {

// The terms that the names of a test have here; a name that nothing has is left out.
TermSets terms_of(const LabelTest& test, const std::vector<std::string>& names);

// Nodes that pass, at most.
double label_rows(const TermSets& labels, const GraphView& graph);

// Walks that a node has on average.
double fan_out(const RelationshipPattern& relationship, const GraphView& graph);

}  // namespace quipu::cypher
