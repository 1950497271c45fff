// Any bytes as a query to a small graph: read, checked, planned and run. Nothing may crash, hang or
// take memory beyond its limit, and what is wrong is said with a place in the query.
#include "graph/cypher/query.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "graph/cypher/print.h"
#include "tests/graph/cypher/loader.h"

namespace {

using namespace quipu::cypher;

testing::MemoryGraph small_graph() {
  testing::MemoryGraph graph;
  graph.finish();
  (void)testing::execute(
      "CREATE (a:A:B {name: 'a', num: 1, list: [1, 2.5, null, 'x']}), (b:B {name: 'b', num: -2}), "
      "(c:A {name: '丙', day: date('2024-05-12')}), (d) "
      "CREATE (a)-[:R {num: 1}]->(b)-[:R {num: 2}]->(c)-[:S]->(a), (a)-[:S]->(a), (b)-[:T]->(d), "
      "(c)-[:R]->(b)",
      {}, graph);
  return graph;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const testing::MemoryGraph graph = small_graph();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto check = [&](const Problem& problem) {
    if (problem.message.empty() || problem.place.begin > size) std::abort();
    (void)to_error(problem, text);
  };
  const auto prepared = prepare(text, graph, {{"p", std::int64_t{1}}, {"s", "a"}});
  if (!prepared) {
    check(prepared.error());
    return 0;
  }
  (void)prepared->plan();
  std::size_t rows = 0;
  const auto done = prepared->run(Limits{0.5, std::uint64_t{64} << 20}, [&](const Items& row) {
    if (row.size() != prepared->columns().size()) std::abort();
    for (const Value& value : row) (void)text_of(value, graph);
    return ++rows < 1000;
  });
  if (!done) check(done.error());
  return 0;
}
