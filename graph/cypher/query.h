// A query from its text to its rows.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "graph/cypher/graph_view.h"
#include "graph/cypher/problem.h"
#include "graph/cypher/value.h"

namespace quipu::cypher {

using Parameters = std::map<std::string, Value>;

// Beyond these a query stops with a sentence.
struct Limits {
  double seconds = 60;
  std::uint64_t bytes = std::uint64_t{1} << 30;  // of rows and values held at a time, roughly
};

// A query that was read, checked and planned. Must not outlive the graph.
class PreparedQuery {
 public:
  PreparedQuery(PreparedQuery&&) noexcept;
  PreparedQuery& operator=(PreparedQuery&&) noexcept;
  ~PreparedQuery();

  const std::vector<std::string>& columns() const;
  bool explained() const;    // begins with EXPLAIN
  std::string plan() const;  // a line a step, with estimates
  // Labels, types and properties that the graph does not have.
  const std::vector<Problem>& warnings() const;

  // The rows in their order, as soon as each is known; `row` returns false to stop. The same graph
  // gives the same rows in the same order.
  Answer<void> run(const Limits& limits, const std::function<bool(const Items&)>& row) const;

 private:
  struct State;
  explicit PreparedQuery(std::unique_ptr<State> state);
  friend Answer<PreparedQuery> prepare(std::string_view, const GraphView&, Parameters);
  std::unique_ptr<State> state_;
};

Answer<PreparedQuery> prepare(std::string_view query, const GraphView& graph,
                              Parameters parameters);

}  // namespace quipu::cypher
