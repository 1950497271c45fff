// Set-up of test graphs: CREATE, after MATCH, UNWIND or nothing, and DELETE of relationships. Only
// tests write graphs so.
#pragma once

#include <string_view>

#include "graph/cypher/query.h"
#include "tests/graph/cypher/memory_graph.h"

namespace quipu::cypher::testing {

Answer<void> execute(std::string_view statement, const Parameters& parameters, MemoryGraph& graph);

}  // namespace quipu::cypher::testing
