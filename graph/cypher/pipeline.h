// The clauses of a query as a line of stages: each row is pushed through as far as it goes before
// the next one is made; only sorting and grouping wait for all.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "graph/cypher/aggregate.h"

namespace quipu::cypher {

class Pipeline {
 public:
  Pipeline(Execution& execution, const SingleQuery& query, const std::function<bool(Row&)>& emit);
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;
  ~Pipeline() { x_.release(held_); }

  void run(const Row& first);

 private:
  struct SortedRow {
    Items keys;
    std::uint64_t number = 0;  // rows of equal keys stay in the order they came
    Row row;
  };
  struct Group {
    Row row;  // with the keys
    std::vector<Aggregate> aggregates;
  };
  struct Stage {
    const Clause* clause = nullptr;
    std::uint64_t skip = 0, limit = UINT64_MAX, passed = 0;
    std::uint64_t number = 0;
    std::map<Items, std::size_t, ValueOrder> group_of;
    std::vector<Group> groups;  // in the order of their first rows
    std::set<Items, ValueOrder> seen;
    std::vector<SortedRow> sorted;
  };

  // False: no more rows are wanted.
  bool push(std::size_t i, Row& row);
  bool match(std::size_t i, const MatchClause& clause, Row& row);
  bool unwind(std::size_t i, const UnwindClause& clause, Row& row);
  bool project(std::size_t i, const ProjectionClause& clause, Row& row);
  bool add_to_group(Stage& stage, const ProjectionClause& clause, Row& row);
  bool order_or_pass(std::size_t i, const ProjectionClause& clause, Row& row);
  bool pass(std::size_t i, const ProjectionClause& clause, Row& row);
  void cut(Stage& stage, const ProjectionClause& clause);
  void finish(std::size_t i);
  void finish_groups(std::size_t i, const ProjectionClause& clause);
  bool bound(const ExpressionPtr& e, std::size_t row_width, std::string_view clause,
             std::uint64_t& rows);
  bool hold(std::uint64_t values);

  Execution& x_;
  const SingleQuery& query_;
  const std::function<bool(Row&)>& emit_;
  std::vector<Stage> stages_;
  std::uint64_t held_ = 0;
};

}  // namespace quipu::cypher
