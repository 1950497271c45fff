// Queries that mean harm: each is one sentence, soon, and in little memory.
#include <doctest/doctest.h>

#include <chrono>

#include "tests/graph/cypher/ask.h"

using quipu::cypher::Limits;
using quipu::cypher::testing::ask;
using quipu::cypher::testing::graph_of;
using quipu::cypher::testing::MemoryGraph;

namespace {

std::string repeated(std::string_view part, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += part;
  return text;
}

// Twelve nodes, every one joined to every other: more walks than anyone can wait for.
MemoryGraph knot() {
  MemoryGraph graph;
  for (int i = 0; i < 12; ++i) graph.add_node({"N"}, {});
  for (quipu::cypher::NodeId i = 0; i < 12; ++i) {
    for (quipu::cypher::NodeId k = 0; k < 12; ++k) {
      if (i != k) graph.add_relationship({i, k, "R", {}});
    }
  }
  graph.finish();
  return graph;
}

}  // namespace

TEST_CASE("nesting of any kind beyond 128 is refused with one sentence") {
  constexpr std::size_t kMany = 100000;
  const std::string nested[] = {
      "RETURN " + repeated("(", kMany) + "1" + repeated(")", kMany),
      "RETURN " + repeated("NOT ", kMany) + "true",
      "RETURN " + repeated("[", kMany) + repeated("]", kMany),
      "RETURN " + repeated("{a: ", kMany) + "1" + repeated("}", kMany),
      "RETURN " + repeated("- ", kMany) + "1",
      "RETURN " + repeated("size(", kMany) + "''" + repeated(")", kMany),
      "RETURN " + repeated("CASE WHEN ", kMany) + "true",
      "RETURN " + repeated("[x IN ", kMany) + "[]" + repeated("]", kMany),
      "RETURN " + repeated("a[", kMany),
      "MATCH (n) WHERE " + repeated("EXISTS { MATCH (n) WHERE ", kMany / 4) + "true",
      "RETURN 1" + repeated(" + 1", kMany),
      "RETURN 1" + repeated(" ^ 1", kMany),
      "WITH {} AS a RETURN a" + repeated(".a", kMany),
      "RETURN [] " + repeated("[0..1]", kMany),
  };
  for (const std::string& query : nested) {
    CAPTURE(query.substr(0, 40));
    CHECK(ask(query).starts_with("NestingTooDeep: "));
  }
}

TEST_CASE("what is long without being deep is read in linear time or refused") {
  CHECK(ask("RETURN 1 = 1" + repeated(" AND 1 = 1", 20000)) == "true");
  CHECK(ask("RETURN size([1" + repeated(", 1", 99999) + "])") == "100000");
  CHECK(ask("MATCH (a)" + repeated("-->()", 1000) + " RETURN a").starts_with("PatternTooLong: "));
  CHECK(ask("MATCH (a)" + repeated(", ()", 1000) + " RETURN 1").starts_with("PatternTooLong: "));
  CHECK(ask("UNWIND [1] AS a " + repeated("WITH a ", 1000) + "RETURN a")
            .starts_with("TooManyClauses: "));
  std::string columns = "1 AS a";
  for (int i = 0; i < 2000; ++i) columns += ", 1 AS a" + std::to_string(i);
  CHECK(ask("RETURN " + columns).starts_with("TooManyColumns: "));
  CHECK(ask("RETURN '" + repeated("a", 2000000) + "'").starts_with("QueryTooLong: "));
}

TEST_CASE("values that double in every clause stop at a bound") {
  CHECK(ask("WITH [1, 2] AS l " + repeated("WITH l + l AS l ", 60) + "RETURN size(l)")
            .starts_with("ValueTooLarge: "));
  CHECK(ask("WITH [1, 2] AS l " + repeated("WITH [l, l] AS l ", 60) + "RETURN l")
            .starts_with("ValueTooLarge: "));
  CHECK(ask("WITH 'ab' AS s " + repeated("WITH s + s AS s ", 60) + "RETURN size(s)")
            .starts_with("StringTooLong: "));
  CHECK(ask("RETURN size(range(1, 1000000000000))").starts_with("ListTooLong: "));
  CHECK(
      ask("RETURN range(-9223372036854775808, 9223372036854775807)").starts_with("ListTooLong: "));
}

TEST_CASE("a runaway query ends at its time limit") {
  const MemoryGraph graph = knot();
  const auto begin = std::chrono::steady_clock::now();
  const std::string answer =
      ask("MATCH (a)-[*]-(b) RETURN count(*)", graph, {}, Limits{0.2, 1 << 30});
  CHECK(answer.starts_with("Timeout: The query was stopped after 0.2 s (--timeout)"));
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(3));
  CHECK(ask("UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN count(*)", graph, {},
            Limits{0.2, 1 << 30})
            .starts_with("Timeout: "));
}

TEST_CASE("rows that are held stop at the memory limit") {
  const MemoryGraph graph = knot();
  for (const char* answer : {"a * 1000 + b AS c ORDER BY c", "DISTINCT a * 1000 + b",
                             "a * 1000 + b, count(*)", "size(collect([a, b, a + b]))",
                             "count(DISTINCT a * 1000 + b)", "percentileDisc(a + b, 0.5)"}) {
    CAPTURE(answer);
    const std::string query =
        "UNWIND range(1, 1000) AS a UNWIND range(1, 1000) AS b RETURN " + std::string(answer);
    CHECK(ask(query, graph, {}, Limits{30, 8 << 20}).starts_with("OutOfMemory: "));
  }
}

TEST_CASE("a sort with a limit keeps only what it will give") {
  const MemoryGraph graph = knot();
  CHECK(ask("UNWIND range(1, 300000) AS a RETURN a ORDER BY a DESC LIMIT 2", graph, {},
            Limits{30, 12 << 20}) == "300000; 299999");
}

TEST_CASE("a walk as long as the graph needs no deep stack") {
  MemoryGraph graph;
  constexpr quipu::cypher::NodeId kLong = 50000;
  for (quipu::cypher::NodeId i = 0; i <= kLong; ++i) graph.add_node({i == 0 ? "First" : "N"}, {});
  for (quipu::cypher::NodeId i = 0; i < kLong; ++i) graph.add_relationship({i, i + 1, "R", {}});
  graph.finish();
  CHECK(ask("MATCH (a:First)-[*]->(b) RETURN count(*)", graph) == "50000");
  CHECK(ask("MATCH (a:First), (b) WHERE NOT (b)-->() MATCH p = shortestPath((a)-[*]->(b)) "
            "RETURN length(p)",
            graph) == "50000");
}

TEST_CASE("long walks take no relationship twice, and give back those they leave") {
  // A ring of twenty: more than the few that are looked through.
  MemoryGraph graph;
  constexpr quipu::cypher::NodeId kRing = 20;
  for (quipu::cypher::NodeId i = 0; i < kRing; ++i) {
    graph.add_node({i == 0 ? "First" : "N"}, {});
  }
  for (quipu::cypher::NodeId i = 0; i < kRing; ++i) {
    graph.add_relationship({i, (i + 1) % kRing, "R", {}});
  }
  graph.add_relationship({10, 11, "R", {}});
  graph.add_relationship({18, 17, "R", {}});
  graph.finish();
  // To 10; then, by either of two, on to the beginning, or from 18 back to 17, where the way on is
  // used up: 10 + 2 * (10 + 1).
  CHECK(ask("MATCH (a:First)-[*]->(b) RETURN count(*)", graph) == "32");
}

TEST_CASE("regular expressions take linear time, and wrong ones are a sentence") {
  CHECK(ask("RETURN '" + repeated("a", 5000) + "b' =~ '(a*)*(a*)*c'") == "false");
  CHECK(ask("RETURN 'a' =~ '('").starts_with("InvalidRegularExpression: "));
  CHECK(ask("RETURN 'a' =~ '((a{1000}){1000}){1000}'").starts_with("InvalidRegularExpression: "));
}

TEST_CASE("bytes that are no query are refused where they stand") {
  for (const char* query :
       {"", ";", "\xff\xfe", "RETURN '\xc3'", "RETURN \"", "RETURN `a", "/*", "RETURN 1 /* 2",
        "MATCH (", "MATCH (n)-[", "RETURN $", "RETURN {", "RETURN [1,", "RETURN '\\q'",
        "RETURN '\\uD800'", "RETURN 1 2", "RETURN \xe2\x80\x8b 1"}) {
    CAPTURE(query);
    const std::string answer = ask(query);
    CHECK((answer.starts_with("UnexpectedSyntax: ") || answer.starts_with("InvalidUnicode")));
  }
}
