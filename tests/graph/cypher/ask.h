// A query to a small graph, and what came of it, as text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/cypher/query.h"
#include "tests/graph/cypher/memory_graph.h"

namespace quipu::cypher::testing {

// Made of CREATE statements.
MemoryGraph graph_of(std::string_view create);

// Rows "a, b; c, d" in the order they came, values as print.h writes them; a problem as
// "detail: message".
std::string ask(std::string_view query, const GraphView& graph, const Parameters& parameters = {},
                const Limits& limits = {});

// The same of an empty graph.
std::string ask(std::string_view query);

// As a person sees it: place, caret, hint. Empty where nothing is wrong.
std::string complaint(std::string_view query, const GraphView& graph);

}  // namespace quipu::cypher::testing
