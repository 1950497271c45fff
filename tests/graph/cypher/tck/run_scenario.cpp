#include "tests/graph/cypher/tck/run_scenario.h"

#include <algorithm>
#include <optional>

#include "graph/cypher/query.h"
#include "tests/graph/cypher/loader.h"
#include "tests/graph/cypher/tck/canonical.h"

namespace quipu::cypher::testing {
namespace {

// The TCK's two named graphs: a root that knows two and follows two, who each have two friends and
// are friends in a ring. In the second every other leaf has another label.
void make_tree(MemoryGraph& graph, bool second) {
  std::string text = "CREATE (a:A {name: 'a'})";
  for (int i = 1; i <= 4; ++i) {
    const std::string b = "b" + std::to_string(i);
    text += ", (a)-[:" + std::string(i <= 2 ? "KNOWS" : "FOLLOWS") + "]->(" + b + ":X {name: '" +
            b + "'})";
    for (int k = 1; k <= 2; ++k) {
      const std::string c = "c" + std::to_string(10 * i + k);
      text += ", (" + b + ")-[:FRIEND]->(" + c + ":" + (second && k == 2 ? "Y" : "X") +
              " {name: '" + c + "'})";
    }
  }
  text += ", (b1)-[:FRIEND]->(b2)-[:FRIEND]->(b3)-[:FRIEND]->(b4)-[:FRIEND]->(b1)";
  (void)execute(text, {}, graph);
}

std::string described(const Problem& problem, const std::string& query) {
  return to_error(problem, query).message + " [" + std::string(problem.kind) + " " +
         std::string(problem.detail) + "]";
}

// A cell of the parameters' table is an expression.
Value parameter(const std::string& cell) {
  MemoryGraph nothing;
  nothing.finish();
  Value value;
  const auto prepared = prepare("RETURN " + cell, nothing, {});
  if (!prepared) return value;
  (void)prepared->run(Limits{}, [&](const Items& row) {
    value = row[0];
    return true;
  });
  return value;
}

struct Rows {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

std::string text_of(const std::vector<std::vector<std::string>>& rows) {
  std::string out;
  for (const auto& row : rows) {
    for (const std::string& cell : row) out += " | " + cell;
    out += "\n";
  }
  return out;
}

}  // namespace

Outcome run_scenario(const Scenario& scenario) {
  Outcome outcome;
  MemoryGraph graph;
  graph.finish();
  Parameters parameters;
  std::string query;
  std::vector<Items> rows;
  std::vector<std::string> columns;
  std::optional<Problem> problem;
  for (const FeatureStep& step : scenario.steps) {
    if (step.text.find("binary-tree") != step.text.npos) {
      make_tree(graph, step.text.find("binary-tree-2") != step.text.npos);
    } else if (step.text.starts_with("having executed")) {
      if (const auto done = execute(step.argument, parameters, graph); !done) {
        outcome.why = "set-up: " + described(done.error(), step.argument);
        return outcome;
      }
    } else if (step.text.starts_with("parameters are")) {
      for (const auto& row : step.table) parameters[row[0]] = parameter(row[1]);
    } else if (step.text.starts_with("executing")) {
      query = step.argument;
      rows.clear();
      problem.reset();
      const auto prepared = prepare(query, graph, parameters);
      if (!prepared) {
        problem = prepared.error();
        continue;
      }
      columns = prepared->columns();
      const auto done = prepared->run(Limits{20, std::uint64_t{1} << 28}, [&](const Items& row) {
        rows.push_back(row);
        return true;
      });
      if (!done) problem = done.error();
    } else if (step.text.starts_with("the result should be")) {
      if (problem) {
        outcome.why = described(*problem, query);
        return outcome;
      }
      const bool empty = step.text.find("empty") != step.text.npos;
      const bool sort_lists = step.text.find("ignoring element order") != step.text.npos;
      const bool in_order = step.text.find("in order") != step.text.npos;
      Rows wanted, got;
      if (!empty) {
        wanted.columns = step.table.front();
        for (std::size_t i = 1; i < step.table.size(); ++i) {
          auto& cells = wanted.rows.emplace_back();
          for (const std::string& cell : step.table[i]) {
            cells.push_back(canonical_cell(cell, sort_lists));
          }
        }
        std::vector<std::size_t> place;
        for (const std::string& column : wanted.columns) {
          const auto found = std::find(columns.begin(), columns.end(), column);
          if (found == columns.end()) {
            outcome.why = "no column " + column;
            return outcome;
          }
          place.push_back(static_cast<std::size_t>(found - columns.begin()));
        }
        if (columns.size() != wanted.columns.size()) outcome.why = "other columns";
        for (const Items& row : rows) {
          auto& cells = got.rows.emplace_back();
          for (const std::size_t c : place) cells.push_back(canonical(row[c], graph, sort_lists));
        }
      } else {
        got.rows.resize(rows.size());
      }
      if (!in_order) {
        std::sort(wanted.rows.begin(), wanted.rows.end());
        std::sort(got.rows.begin(), got.rows.end());
      }
      if (wanted.rows != got.rows) {
        outcome.why = "wanted:\n" + text_of(wanted.rows) + "got:\n" + text_of(got.rows);
      }
      outcome.passed = outcome.why.empty();
      if (!outcome.passed) return outcome;
    } else if (step.text.find("should be raised") != step.text.npos) {
      outcome.error_wanted = true;
      if (!problem) {
        outcome.why = "no error, but " + step.text;
        return outcome;
      }
      outcome.passed = true;
      outcome.error_named_alike =
          step.text.find(std::string(problem->kind)) != step.text.npos &&
          (step.text.ends_with(": *") || step.text.ends_with(std::string(problem->detail)));
    } else if (step.text.starts_with("the side effects")) {
      outcome.passed = false;
      outcome.why = "writes";
      return outcome;
    }
  }
  return outcome;
}

}  // namespace quipu::cypher::testing
