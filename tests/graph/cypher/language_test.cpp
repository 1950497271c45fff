// The language beyond what the TCK's read features say.
#include <doctest/doctest.h>

#include "tests/graph/cypher/ask.h"

using quipu::cypher::testing::ask;
using quipu::cypher::testing::graph_of;
using quipu::cypher::testing::MemoryGraph;

namespace {

// ann -> ben -> cai -> ann, ann -> dee -> cai, and fei alone.
MemoryGraph people() {
  return graph_of(
      "CREATE (a:Person {name: 'ann', age: 30}), (b:Person {name: 'ben', age: 40}), "
      "(c:Person {name: 'cai', age: 50}), (d:Org {name: 'dee'}), (f:Person {name: 'fei'}) "
      "CREATE (a)-[:KNOWS {since: 2001}]->(b), (b)-[:KNOWS {since: 2002}]->(c), "
      "(c)-[:KNOWS {since: 2003}]->(a), (a)-[:JOINED]->(d), (c)-[:JOINED]->(d)");
}

}  // namespace

TEST_CASE("shortest paths are found from both ends, any or all of them") {
  const MemoryGraph graph = people();
  CHECK(ask("MATCH p = shortestPath((a {name: 'ann'})-[:KNOWS*]->(c {name: 'cai'})) "
            "RETURN [n IN nodes(p) | n.name]",
            graph) == "['ann', 'ben', 'cai']");
  CHECK(ask("MATCH p = shortestPath((a {name: 'ann'})-[*]-(c {name: 'cai'})) RETURN length(p)",
            graph) == "1");
  CHECK(ask("MATCH p = ANY SHORTEST (a {name: 'ben'})-[:KNOWS|JOINED*]-(d:Org) RETURN length(p)",
            graph) == "2");
  CHECK(ask("MATCH p = allShortestPaths((a {name: 'ben'})-[*]-(d:Org)) "
            "RETURN [n IN nodes(p) | n.name] AS names ORDER BY names",
            graph) == "['ben', 'ann', 'dee']; ['ben', 'cai', 'dee']");
  CHECK(ask("MATCH p = shortestPath((a {name: 'ben'})-[*..1]-(d:Org)) RETURN p", graph) == "");
  CHECK(ask("MATCH p = shortestPath((a {name: 'ann'})-[*]-(f {name: 'fei'})) RETURN p", graph) ==
        "");
  CHECK(ask("MATCH p = shortestPath((a {name: 'ann'})-[:KNOWS* {since: 2003}]-(c {name: 'cai'})) "
            "RETURN length(p)",
            graph) == "1");
  CHECK(ask("MATCH p = shortestPath((a {name: 'ann'})-[*0..]-(a)) RETURN length(p)", graph) == "0");
  for (const char* refused :
       {"MATCH p = shortestPath((a)-[*2..4]-(b)) RETURN p", "MATCH p = shortestPath((a)) RETURN p",
        "MATCH p = shortestPath((a)-[]-(b)-[]-(c)) RETURN p",
        "MATCH p = shortestPath((a)-[r WHERE r.since = 1]-(b)) RETURN p",
        "MATCH ()-[r]-() WITH [r] AS r MATCH p = shortestPath((a)-[r*]-(b)) RETURN p"}) {
    CAPTURE(refused);
    CHECK(ask(refused, graph).find(": ") != std::string::npos);
  }
}

TEST_CASE("no relationship comes twice in one MATCH, but may in two") {
  const MemoryGraph graph = graph_of("CREATE (:A)-[:R]->(:B)");
  CHECK(ask("MATCH (a)--(b)--(c) RETURN count(*)", graph) == "0");
  CHECK(ask("MATCH (a)--(b), (c)--(d) RETURN count(*)", graph) == "0");
  CHECK(ask("MATCH (a)--(b) MATCH (b)--(c) RETURN count(*)", graph) == "2");
}

TEST_CASE("conditions may stand within nodes and relationships") {
  const MemoryGraph graph = people();
  CHECK(ask("MATCH (a:Person WHERE a.age > 35)-[r:KNOWS WHERE r.since = 2002]->(b) "
            "RETURN a.name, b.name",
            graph) == "'ben', 'cai'");
}

TEST_CASE("subqueries count and test") {
  const MemoryGraph graph = people();
  CHECK(ask("MATCH (n:Person) WHERE EXISTS { (n)-[:JOINED]->(:Org) } RETURN n.name", graph) ==
        "'ann'; 'cai'");
  CHECK(ask("MATCH (n:Person) RETURN n.name, COUNT { (n)-[:KNOWS]-() } AS c ORDER BY c, n.name",
            graph) == "'fei', 0; 'ann', 2; 'ben', 2; 'cai', 2");
  CHECK(ask("MATCH (n:Person) WHERE COUNT { MATCH (n)--(m) RETURN DISTINCT m } = 3 RETURN n.name",
            graph) == "'ann'; 'cai'");
  CHECK(ask("MATCH (n {name: 'ann'}) RETURN [(n)-[r:KNOWS]-(m) WHERE m.age > 40 | m.name]",
            graph) == "['cai']");
}

TEST_CASE("unions keep each row once, or all") {
  CHECK(ask("RETURN 1 AS a UNION RETURN 1 AS a UNION RETURN 2 AS a") == "1; 2");
  CHECK(ask("RETURN 1 AS a UNION ALL RETURN 1 AS a") == "1; 1");
  CHECK(ask("RETURN 1 AS a UNION RETURN 1 AS b").starts_with("DifferentColumnsInUnion: "));
  CHECK(ask("RETURN 1 AS a UNION RETURN 1 AS a UNION ALL RETURN 2 AS a")
            .starts_with("InvalidClauseComposition: "));
}

TEST_CASE("SKIP and LIMIT take any expression that hangs on no row") {
  CHECK(ask("UNWIND [1, 2, 3] AS x RETURN x SKIP size([y IN [7, 8] WHERE y > 7 | y]) "
            "LIMIT reduce(t = 0, z IN [1] | t + z)") == "2");
  CHECK(ask("UNWIND [1, 2] AS x RETURN x LIMIT x").starts_with("NonConstantExpression: "));
  CHECK(ask("UNWIND [1, 2] AS x RETURN x LIMIT -1").starts_with("NegativeIntegerArgument: "));
}

TEST_CASE("functions of strings count characters, not bytes") {
  CHECK(ask("RETURN size('教育局'), left('教育局', 2), right('教育局', 1), substring('教育局', 1, "
            "1), "
            "reverse('教育局'), toUpper('éa'), split('甲、乙', '、')") ==
        "3, '教育', '局', '育', '局育教', 'ÉA', ['甲', '乙']");
}

TEST_CASE("a date is read by its beginning and compares as a day") {
  CHECK(ask("RETURN date('2024-05'), date('2024-05-12/2024-05-14'), date('2024') < "
            "date('2024-01-02')") == "2024-05-01, 2024-05-12, true");
  CHECK(ask("RETURN date('2024-02-30'), date('soon'), date('2024-02-29').day") == "null, null, 29");
}

TEST_CASE("maps can be projected, lists reduced, percentiles taken") {
  const MemoryGraph graph = people();
  CHECK(ask("MATCH (n {name: 'ben'}) RETURN n {.name, old: n.age > 35, .missing}", graph) ==
        "{missing: null, name: 'ben', old: true}");
  CHECK(ask("RETURN reduce(t = 0, x IN [1, 2, 3] | t + x)") == "6");
  CHECK(ask("UNWIND [1, 2, 3, 4] AS x RETURN percentileDisc(x, 0.5), percentileCont(x, 0.5), "
            "round(stDev(x), 3)") == "2, 2.5, 1.291");
}

TEST_CASE("integers beyond 64 bits and division by zero are errors") {
  CHECK(ask("RETURN 9223372036854775807 + 1").starts_with("IntegerOverflow: "));
  CHECK(ask("RETURN -9223372036854775808 / -1").starts_with("IntegerOverflow: "));
  CHECK(ask("RETURN -(-9223372036854775808)").starts_with("IntegerOverflow: "));
  CHECK(ask("RETURN 1 / 0").starts_with("DivisionByZero: "));
  CHECK(ask("RETURN 1 % 0").starts_with("DivisionByZero: "));
  CHECK(ask("RETURN 1 / 0.0, -1.5e300 * 1e300") == "Infinity, -Infinity");
}

TEST_CASE("queries that would write are told how the graph changes") {
  for (const char* query : {"CREATE (n)", "MATCH (n) DELETE n", "MATCH (n) SET n.x = 1 RETURN n",
                            "MERGE (n) RETURN n", "MATCH (n) DETACH DELETE n"}) {
    CAPTURE(query);
    CHECK(ask(query).starts_with("InvalidClauseComposition: "));
  }
}

TEST_CASE("a query starts at the most selective end") {
  const MemoryGraph graph = people();
  const auto plan = [&](const char* query) {
    return quipu::cypher::prepare(query, graph, {})->plan();
  };
  CHECK(plan("MATCH (n:Person)-[:KNOWS]->(m) WHERE m.name = 'ben' RETURN n")
            .find("Look up m by name = 'ben'") != std::string::npos);
  CHECK(plan("MATCH (n:Person)-[:JOINED]->(o:Org) RETURN n").find("Scan nodes :Org for o") !=
        std::string::npos);
  CHECK(plan("MATCH (n) WHERE 'ben' IN n.names RETURN n").find("Look up n by names") !=
        std::string::npos);
}

TEST_CASE("the answer does not depend on the end where a query starts") {
  const MemoryGraph graph = people();
  CHECK(ask("MATCH (n:Person)-[r:KNOWS]->(m {name: 'ben'}) RETURN n.name, r.since", graph) ==
        "'ann', 2001");
  CHECK(ask("MATCH p = (n:Person)-[:KNOWS*2]->(m {name: 'ann'}) "
            "RETURN [x IN nodes(p) | x.name], [r IN relationships(p) | r.since]",
            graph) == "['ben', 'cai', 'ann'], [2002, 2003]");
}
