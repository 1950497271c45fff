// A query's text as clauses, patterns and expressions. docs/query.md has the grammar.
#pragma once

#include <string_view>

#include "graph/cypher/ast.h"

namespace quipu::cypher {

// Time and memory linear in the text; nesting beyond kDeepest is refused.
Answer<Query> parse(std::string_view query);

// Words that cannot name a variable, in upper case; for completion.
const std::vector<std::string>& keywords();

}  // namespace quipu::cypher
