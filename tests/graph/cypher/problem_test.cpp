// What a person reads when a query is wrong.
#include <doctest/doctest.h>

#include "tests/graph/cypher/ask.h"

using quipu::cypher::testing::complaint;
using quipu::cypher::testing::graph_of;

TEST_CASE("an error shows the line, the place and what may have been meant") {
  const auto graph = graph_of("CREATE (:Person)-[:KNOWS]->(:Person)");
  CHECK(complaint("MATCH (person:Person)\nRETURN persn.name", graph) ==
        "line 2, column 8: There is nothing named persn here.\n"
        "  RETURN persn.name\n"
        "         ^^^^^\n"
        "Did you mean person?");
  CHECK(complaint("RETURN toLowr('A')", graph) ==
        "line 1, column 8: There is no function tolowr.\n"
        "  RETURN toLowr('A')\n"
        "         ^^^^^^^^^^^\n"
        "Did you mean toLower?");
  CHECK(complaint("MATCH (n) WHERE n.name = '教育' AND RETURN n", graph) ==
        "line 1, column 35: Here stands RETURN, where the query needs an expression.\n"
        "  MATCH (n) WHERE n.name = '教育' AND RETURN n\n"
        "                                      ^^^^^^");
  CHECK(complaint("MATCH (n) RETURN n AS order", graph) ==
        "line 1, column 23: Here stands order, where the query needs a name.\n"
        "  MATCH (n) RETURN n AS order\n"
        "                        ^^^^^\n"
        "A keyword is a name when it stands in `backquotes`.");
}

TEST_CASE("a label or a type that the graph does not have is warned of, with the nearest") {
  const auto graph = graph_of("CREATE (:Person)-[:KNOWS]->(:Person)");
  const auto prepared = quipu::cypher::prepare("MATCH (n:Persn)-[:KNOW]->(m) RETURN n", graph, {});
  REQUIRE(prepared);
  REQUIRE(prepared->warnings().size() == 2);
  CHECK(prepared->warnings()[0].message == "Nothing in this graph has the label Persn.");
  CHECK(prepared->warnings()[0].hint == "Did you mean Person?");
  CHECK(prepared->warnings()[1].hint == "Did you mean KNOWS?");
}
