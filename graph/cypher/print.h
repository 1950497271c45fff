// Values as text for people.
#pragma once

#include <string>

#include "graph/cypher/graph_view.h"

namespace quipu::cypher {

// As a query would write it: 'a', [1, 2.0], {k: 1}, (:Person {name: 'A'}), [:visited {date: '…'}].
// Nodes show their name, relationships what is said beside their ends. Errors: those of the store.
Result<std::string> text_of(const Value& value, const GraphView& graph);

// The same, but a string alone stands without quotation marks and null is empty.
Result<std::string> column_text(const Value& value, const GraphView& graph);

}  // namespace quipu::cypher
