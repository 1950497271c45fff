#include "tests/graph/cypher/ask.h"

#include "graph/cypher/print.h"
#include "tests/graph/cypher/loader.h"

namespace quipu::cypher::testing {
namespace {

std::string described(const Problem& problem) {
  return std::string(problem.detail) + ": " + problem.message;
}

}  // namespace

MemoryGraph graph_of(std::string_view create) {
  MemoryGraph graph;
  graph.finish();
  (void)execute(create, {}, graph);
  return graph;
}

std::string ask(std::string_view query, const GraphView& graph, const Parameters& parameters,
                const Limits& limits) {
  const auto prepared = prepare(query, graph, parameters);
  if (!prepared) return described(prepared.error());
  std::string out;
  const auto done = prepared->run(limits, [&](const Items& row) {
    out += out.empty() ? "" : "; ";
    for (std::size_t i = 0; i < row.size(); ++i) {
      out += (i > 0 ? ", " : "") + text_of(row[i], graph).value_or("?");
    }
    return true;
  });
  return done ? out : described(done.error());
}

std::string ask(std::string_view query) {
  MemoryGraph graph;
  graph.finish();
  return ask(query, graph);
}

std::string complaint(std::string_view query, const GraphView& graph) {
  const auto prepared = prepare(query, graph, {});
  if (!prepared) return to_error(prepared.error(), query).message;
  const auto done = prepared->run(Limits{}, [](const Items&) { return true; });
  return done ? std::string() : to_error(done.error(), query).message;
}

}  // namespace quipu::cypher::testing
