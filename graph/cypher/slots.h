// Which places of a row an expression looks at.
#pragma once

#include <functional>
#include <set>

#include "graph/cypher/ast.h"

namespace quipu::cypher {

// Every expression in `e`, itself first, those of its patterns and subqueries included.
void for_each_expression(const Expression& e, const std::function<void(const Expression&)>& f);
void for_each_expression(const PathPattern& path, const std::function<void(const Expression&)>& f);
void for_each_expression(const Query& query, const std::function<void(const Expression&)>& f);

// Patterns of the query and of its expressions.
void for_each_pattern(const Query& query, const std::function<void(const PathPattern&)>& f);

// Slots of variables and patterns. Of a subquery, perhaps more than it looks at.
std::set<Slot> slots_in(const Expression& e);

}  // namespace quipu::cypher
