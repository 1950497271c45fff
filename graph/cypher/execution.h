// One run of a query: the graph, the parameters, the limits, and what went wrong first. After a
// problem every value is null and every loop ends; nothing of it is shown.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "graph/cypher/functions.h"
#include "graph/cypher/plan.h"

namespace re2 {
class RE2;
}

namespace quipu::cypher {

using Row = std::vector<Value>;

class Execution {
 public:
  Execution(const GraphView& graph, const std::vector<MatchPlan>& plans,
            const Parameters& parameters, double most_seconds, std::uint64_t most_bytes);
  Execution(const Execution&) = delete;
  Execution& operator=(const Execution&) = delete;
  ~Execution();

  // The row's slots of local variables change and are of no further meaning.
  Value value(const Expression& e, Row& row);
  // Nothing: unknown (null). Anything but a boolean is a problem.
  std::optional<bool> truth(const Expression& e, Row& row);

  // Every way to find the patterns of a plan, given what the row holds already; `found` returns
  // false to stop. False when it was stopped.
  bool match(std::size_t plan, Row& row, const std::function<bool()>& found);

  // The rows that a query returns, given the row that it begins with.
  bool run(const Query& query, const Row& first, const std::function<bool(Row&)>& emit);

  // One step of work; false when the time is over or something is wrong.
  bool tick();
  // Memory that is held while a clause waits for all its rows; false when there is too much.
  bool hold(std::uint64_t values);
  void release(std::uint64_t values) { held_ -= values; }

  bool failed() const { return problem_.has_value(); }
  const std::optional<Problem>& problem() const { return problem_; }
  void fail(std::string_view kind, std::string_view detail, const Place& place,
            std::string message);
  void fail(const Error& error, const Place& place);

  const GraphView& graph() const { return graph_; }
  const Bounds& bounds() const { return bounds_; }
  const std::vector<MatchPlan>& plans() const { return plans_; }

 private:
  Value property(const Value& of, const std::string& key, const Place& place);
  Value element(const Expression& e, Row& row);
  Value slice(const Expression& e, Row& row);
  Value list(const Expression& e, Row& row);
  Value map(const Expression& e, Row& row);
  Value map_projection(const Expression& e, Row& row);
  Value combined(const Expression& e, Row& row);
  Value comparison(const Expression& e, Row& row);
  Value contained(const Expression& e, Row& row);
  Value text_test(const Expression& e, Row& row);
  Value matches(const Expression& e, const std::string& text, const std::string& pattern);
  Value has_labels(const Expression& e, Row& row);
  Value call(const Expression& e, Row& row);
  Value choice(const Expression& e, Row& row);
  Value list_comprehension(const Expression& e, Row& row);
  Value quantified(const Expression& e, Row& row);
  Value reduced(const Expression& e, Row& row);
  Value pattern_comprehension(const Expression& e, Row& row);
  Value subquery(const Expression& e, Row& row);
  Value bounded(Value value, const Place& place);

  const GraphView& graph_;
  const std::vector<MatchPlan>& plans_;
  const Parameters& parameters_;
  Bounds bounds_;
  std::chrono::steady_clock::time_point deadline_;
  double most_seconds_;
  std::uint64_t most_values_, held_ = 0, ticks_ = 0;
  std::optional<Problem> problem_;
  struct Pattern;
  std::map<const Expression*, Pattern> patterns_;  // compiled regular expressions
};

}  // namespace quipu::cypher
