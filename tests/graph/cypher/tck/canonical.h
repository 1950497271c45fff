// Values of results in one spelling, so that what came out and what should come can be compared.
#pragma once

#include <string>
#include <string_view>

#include "graph/cypher/graph_view.h"

namespace quipu::cypher::testing {

// Labels and keys sorted; `sort_lists`: lists too.
std::string canonical(const Value& value, const GraphView& graph, bool sort_lists);

// The same of a cell of a feature file: 'a', 1.0, [1, 2], {k: 1}, (:A {x: 1}), [:T],
// <(:A)-[:T]->()>.
std::string canonical_cell(std::string_view cell, bool sort_lists);

}  // namespace quipu::cypher::testing
