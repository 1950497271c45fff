// Aggregates: many values in, one out.
#pragma once

#include <set>

#include "graph/cypher/ast.h"
#include "graph/cypher/execution.h"

namespace quipu::cypher {

// One aggregate of one group. Nulls do not count.
class Aggregate {
 public:
  // False when the run must end. `row` is the row that the argument is computed in.
  bool add(const Expression& e, Row& row, Execution& x);
  Value result(const Expression& e, Execution& x) const;

 private:
  bool add_number(const Expression& e, const Value& value, Execution& x);

  std::uint64_t count_ = 0;
  Items items_;                           // of collect and of percentiles
  std::set<Value, ValueOrder> distinct_;  // values that came before
  Value best_;                            // of min and max
  std::int64_t whole_sum_ = 0;
  double sum_ = 0, mean_ = 0, squares_ = 0;  // squares: of distances from the mean (Welford)
  bool all_whole_ = true;
  double percentile_ = 0;
};

}  // namespace quipu::cypher
