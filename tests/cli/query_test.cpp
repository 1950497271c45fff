// quipu query and quipu shell on a store made of two articles.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/cli/testing.h"

using quipu::testing::article_line;
using quipu::testing::Folder;
using quipu::testing::Ran;
using quipu::testing::run;
using Json = nlohmann::json;

namespace {

// Lin Harper is director of the Bureau and spoke at the Forum; 周宁 attended it.
std::string make_store(const Folder& folder) {
  const std::string lines =
      article_line("https://a.example/1",
                   "Lin Harper, director of the Eastvale Bureau, spoke at the Eastvale Forum.",
                   {{"e1", "Person", {"Lin Harper"}},
                    {"e2", "Organization", {"Eastvale Bureau"}},
                    {"e3", "Event", {"Eastvale Forum"}}},
                   {{"e1", "holds_position", "e2", {{"title", "director"}}, ""},
                    {"e1", "spoke_at", "e3", {{"date", "2024-05-12"}}, ""}}) +
      article_line("https://a.example/2", "周宁出席 Eastvale Forum。",
                   {{"e1", "Person", {"周宁"}}, {"e2", "Event", {"Eastvale Forum"}}},
                   {{"e1", "attended", "e2", {}, "planned"}});
  const std::string path = folder.write("articles.jsonl", lines);
  const std::string db = folder.path("kg");
  const Ran imported = run({"import", path, "--db", db});
  REQUIRE(imported.code == 0);
  return db;
}

}  // namespace

TEST_CASE("a query prints a table, CSV or JSON") {
  const Folder folder;
  const std::string db = make_store(folder);
  const std::string query =
      "MATCH (p:Person)-[r:holds_position]->(o) RETURN p.name AS who, r.title, o.name";
  Ran ran = run({"query", query, "--db", db});
  CHECK(ran.code == 0);
  CHECK(ran.out.find("Lin Harper") != std::string::npos);
  CHECK(ran.out.find("director") != std::string::npos);
  ran = run({"query", query, "--db", db, "--csv"});
  CHECK(ran.out == "who,r.title,o.name\r\nLin Harper,director,Eastvale Bureau\r\n");
  ran = run({"query", query, "--db", db, "--json"});
  const Json json = Json::parse(ran.out);
  CHECK(json["columns"] == Json({"who", "r.title", "o.name"}));
  CHECK(json["rows"][0]["who"] == "Lin Harper");
  CHECK(json["truncated"] == false);
}

TEST_CASE("a query sees names, qualifiers, status, confidence, documents and evidence") {
  const Folder folder;
  const std::string db = make_store(folder);
  const Ran ran =
      run({"query",
           "MATCH (p {name: $who})-[r]->(f:Event) RETURN type(r) AS type, r.status AS status, "
           "r.date AS date, r.documents AS documents, evidence(r) AS said, f, r",
           "--param", "who=Lin Harper", "--db", db, "--json"});
  CHECK(ran.code == 0);
  const Json row = Json::parse(ran.out)["rows"][0];
  CHECK(row["type"] == "spoke_at");
  CHECK(row["status"] == "asserted");
  CHECK(row["date"] == "2024-05-12");
  CHECK(row["documents"] == 1);
  CHECK(row["said"][0]["uri"] == "https://a.example/1");
  CHECK(row["said"][0]["sentence"].get<std::string>().find("spoke at") != std::string::npos);
  CHECK(row["f"]["labels"] == Json({"Event"}));
  CHECK(row["f"]["properties"]["name"] == "Eastvale Forum");
  CHECK(row["r"]["type"] == "spoke_at");
}

TEST_CASE("names are found in any spelling that folding makes equal") {
  const Folder folder;
  const std::string db = make_store(folder);
  const Ran ran = run({"query", "MATCH (n) WHERE named(n, 'LIN  harper') RETURN n.name", "--db", db,
                       "--csv", "--quiet"});
  CHECK(ran.out == "Lin Harper\r\n");
  const Ran plan =
      run({"query", "MATCH (n) WHERE named(n, 'LIN  harper') RETURN n", "--db", db, "--explain"});
  CHECK(plan.out.find("Look up n by names") != std::string::npos);
}

TEST_CASE("queries come from arguments, files and standard input") {
  const Folder folder;
  const std::string db = make_store(folder);
  const std::string query = "MATCH (n:Person) RETURN count(*) AS persons";
  const std::string file = folder.write("persons.cypher", query);
  const std::string expected = "persons\r\n2\r\n";
  CHECK(run({"query", query, "--db", db, "--csv"}).out == expected);
  CHECK(run({"query", "-", "--db", db, "--csv"}, query).out == expected);
  CHECK(run({"query", "--file", file, "--db", db, "--csv"}).out == expected);
  CHECK(run({"query", "--db", db}).code == 2);
  CHECK(run({"query", "--file", folder.path("none"), "--db", db}).code == 1);
}

TEST_CASE("a wrong query is shown with its place, and exits as wrong arguments do") {
  const Folder folder;
  const std::string db = make_store(folder);
  const Ran ran = run({"query", "MATCH (n:Person) RETURN m.name", "--db", db});
  CHECK(ran.code == 2);
  CHECK(ran.out.empty());
  CHECK(ran.err ==
        "quipu: line 1, column 25: There is nothing named m here.\n"
        "  MATCH (n:Person) RETURN m.name\n"
        "                          ^\n"
        "Did you mean n?\n");
}

TEST_CASE("rows beyond the limit are told of, and control characters never reach a terminal") {
  const Folder folder;
  const std::string db = make_store(folder);
  const Ran cut =
      run({"query", "UNWIND range(1, 9) AS x RETURN x", "--limit-rows", "2", "--db", db, "--csv"});
  CHECK(cut.out == "x\r\n1\r\n2\r\n");
  CHECK(cut.err.find("There are more rows; 2 are shown") != std::string::npos);
  const Ran hostile = run({"query", "RETURN 'a\\u001b[31mb\\u202e' AS x", "--db", db});
  CHECK(hostile.out.find('\x1b') == std::string::npos);
  CHECK(hostile.out.find("\\u001b") != std::string::npos);
  const Ran wrong = run({"query", "RETURN '\x1b[31m' AND \x1b", "--db", db});
  CHECK(wrong.err.find('\x1b') == std::string::npos);
}

TEST_CASE("the shell answers query after query from a pipe") {
  const Folder folder;
  const std::string db = make_store(folder);
  const Ran ran = run({"shell", "--db", db, "--csv", "--quiet"},
                      "MATCH (n:Person)\nRETURN count(*); RETURN ';' AS x;\n:param a=[1,2]\n"
                      "RETURN size($a); RETURN 3");
  CHECK(ran.code == 0);
  CHECK(ran.out == "2\r\n;\r\n2\r\n3\r\n");
}

TEST_CASE("the shell goes on after an error, and says so in its exit code") {
  const Folder folder;
  const std::string db = make_store(folder);
  const Ran ran =
      run({"shell", "--db", db, "--csv", "--quiet"}, "RETURN x;\nRETURN 1;\n:nonsense\n");
  CHECK(ran.out == "1\r\n");
  CHECK(ran.code != 0);
  CHECK(ran.err.find(":help lists them") != std::string::npos);
}

TEST_CASE("the shell's schema counts labels and types") {
  const Folder folder;
  const std::string db = make_store(folder);
  const Ran ran = run({"shell", "--db", db}, ":schema\n:quit\n");
  CHECK(ran.out.find("Person  2\n") != std::string::npos);
  CHECK(ran.out.find("spoke_at  1\n") != std::string::npos);
}
