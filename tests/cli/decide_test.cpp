// A person's word, from the command line to the export.
#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/cli/testing.h"

namespace quipu::testing {
namespace {

using Json = nlohmann::json;

std::string college_line(int n, const std::string& before = {},
                         const std::string& name = "Ravenhill College") {
  return article_line("https://news.example.org/" + std::to_string(n) + ".txt",
                      before + name + " opened a library. The rector of " + name + " spoke.\n",
                      {{"o", "Organization", {name}}}, {});
}

// Three articles on one college, one on another.
std::string colleges() {
  return college_line(1) + college_line(2) + college_line(3) +
         college_line(4, "", "Thornfield Academy");
}

// A store in a folder of its own, and what tests ask of it.
struct Graph {
  explicit Graph(const std::string& lines) : db(folder.path("kg")) { import(lines); }

  void import(const std::string& lines) const {
    const Ran ran = run({"import", "-", "--db", db}, lines);
    CAPTURE(ran.err);
    REQUIRE(ran.code == 0);
  }
  Ran ask(std::vector<std::string> arguments, const std::string& input = {}) const {
    arguments.insert(arguments.end(), {"--db", db});
    return run(arguments, input);
  }
  Json json(std::vector<std::string> arguments) const {
    arguments.emplace_back("--json");
    const Ran ran = ask(std::move(arguments));
    CAPTURE(ran.err);
    REQUIRE(ran.code == 0);
    return Json::parse(ran.out);
  }
  std::string exported() const { return ask({"export", "--format", "jsonl"}).out; }
  std::string ledger() const { return ask({"decisions", "export"}).out; }
  std::string id_of(const std::string& name) const { return json({"show", name})["id"]; }
  std::string standing(std::size_t decision) const {
    return json({"decisions", "list"})["decisions"].at(decision)["standing"];
  }
  bool is_sound() const { return ask({"verify"}).code == 0; }

  Folder folder;
  std::string db;
};

}  // namespace

TEST_CASE("a merge joins, says what it did and how to take it back, and undo restores the bytes") {
  const Graph graph(colleges());
  const std::string before = graph.exported();
  const std::string thornfield = graph.id_of("Thornfield Academy");
  const Ran merge =
      graph.ask({"merge", "Ravenhill College", "thornfield academy", "--because", "renamed"});
  REQUIRE(merge.code == 0);
  CHECK(merge.out.find(": in force\n") != std::string::npos);
  CHECK(merge.out.find("Ravenhill College") < merge.out.find("after:"));
  CHECK(merge.out.find("8 mentions in 4 articles") != std::string::npos);
  CHECK(graph.id_of("Ravenhill College") == graph.id_of("Thornfield Academy"));
  CHECK(graph.is_sound());
  // The id that was taken in still leads there.
  for (const std::string& id : {thornfield, graph.id_of("Ravenhill College")}) {
    CHECK(graph.ask({"show", "--id", id}).code == 0);
  }
  const std::string id = graph.json({"decisions", "list"})["decisions"][0]["id"];
  CHECK(merge.out.find("quipu undo " + id) != std::string::npos);
  REQUIRE(graph.ask({"undo", id.substr(0, 8)}).code == 0);
  CHECK(graph.exported() == before);
  CHECK(graph.standing(0).starts_with("undone by "));
  CHECK(graph.ask({"undo", id}).code == 2);
  // The same once more is a decision of its own.
  REQUIRE(graph.ask({"merge", "Ravenhill College", "Thornfield Academy", "--because", "renamed"})
              .code == 0);
  CHECK(graph.standing(2) == "in force");
  CHECK(graph.is_sound());
}

TEST_CASE("what makes no sense to decide is refused with a sentence, and nothing is written") {
  const Graph graph(colleges() + article_line("e.txt", "The Ravenhill Forum began.",
                                              {{"v", "Event", {"Ravenhill Forum"}}}, {}));
  const std::vector<std::vector<std::string>> refused = {
      {"merge", "Ravenhill College", "ravenhill college"},
      {"merge", "Ravenhill College", "Ravenhill Forum"},
      {"distinct", "Ravenhill College", "Ravenhill College"},
      {"split", "Ravenhill College", "--document", "nowhere.txt"},
      {"split", "Ravenhill College", "--mention", "77"},
      {"split", "Thornfield Academy", "--mention", "1", "--mention", "2"},
      {"rename", "Ravenhill College", ""},
  };
  for (const auto& arguments : refused) {
    CAPTURE(arguments[1]);
    const Ran ran = graph.ask(arguments);
    CHECK(ran.code == 2);
    CHECK(ran.err.starts_with("quipu: "));
  }
  CHECK(graph.ask({"undo", "0123456789abcdef"}).code == 1);
  CHECK(graph.ask({"merge", "Ravenhill College", "Nobody"}).code == 3);
  CHECK(graph.json({"decisions", "list"})["decisions"].empty());
}

TEST_CASE("a split takes an article out, the id stays with the larger part, and the word lasts") {
  const Graph graph(colleges());
  const std::string id = graph.id_of("Ravenhill College");
  REQUIRE(graph
              .ask({"split", "Ravenhill College", "--document", "https://news.example.org/2.txt",
                    "--because", "another town's"})
              .code == 0);
  const auto two = [&] {
    const Ran shown = graph.ask({"show", "Ravenhill College"});
    return shown.out.find("may be any of 2") != std::string::npos;
  };
  CHECK(two());
  CHECK(graph.json({"show", "--id", id})["id"] == id);
  CHECK(graph.is_sound());
  // The article comes again with its text moved, and is another thing still.
  graph.import(college_line(2, "A correction was made. "));
  CHECK(graph.standing(0) == "in force");
  CHECK(two());
  // Others come and go.
  graph.import(college_line(5, "", "Ash Lane School"));
  CHECK(two());
  REQUIRE(graph.ask({"remove", "https://news.example.org/2.txt"}).code == 0);
  CHECK(graph.standing(0) == "dormant");
  CHECK_FALSE(two());
  graph.import(college_line(2));
  CHECK(graph.standing(0) == "in force");
  CHECK(two());
}

TEST_CASE("a split without a choice lists the mentions; one mention can leave alone") {
  const Graph graph(colleges());
  const Ran listed = graph.ask({"split", "Thornfield Academy"});
  CHECK(listed.code == 0);
  CHECK(listed.out.find("\n2  Thornfield Academy\n") != std::string::npos);
  CHECK(listed.out.find("The rector of Thornfield Academy spoke.") != std::string::npos);
  CHECK(graph.json({"decisions", "list"})["decisions"].empty());
  REQUIRE(graph.ask({"split", "Thornfield Academy", "--mention", "2"}).code == 0);
  CHECK(graph.ask({"show", "Thornfield Academy"}).out.find("may be any of 2") != std::string::npos);
  CHECK(graph.is_sound());
}

TEST_CASE("a new store from the articles and the ledger exports the same bytes") {
  const Graph graph(colleges() + college_line(5) + college_line(6, "", "Ash Lane School"));
  REQUIRE(graph
              .ask({"merge", "Ravenhill College", "Thornfield Academy", "--by", "Lu", "--date",
                    "2025-03-01"})
              .code == 0);
  REQUIRE(graph.ask({"split", "Ravenhill College", "--document", "https://news.example.org/5.txt"})
              .code == 0);
  REQUIRE(graph.ask({"rename", "Ash Lane School", "The Ash School", "--lang", "en"}).code == 0);
  REQUIRE(graph.ask({"rename", "Ash Lane School", "The Ash School"}).code == 0);
  REQUIRE(graph.ask({"distinct", "Ash Lane School", "Thornfield Academy"}).code == 0);
  CHECK(graph.json({"show", "the ash school"})["name"] == "The Ash School");

  const Graph other(college_line(6, "", "Ash Lane School") + college_line(5) + colleges());
  const std::string file = other.folder.write("ledger.txt", graph.ledger());
  const Ran imported = other.ask({"decisions", "import", file});
  CHECK(imported.out == "decisions: 5 read, 5 new\n");
  CHECK(other.exported() == graph.exported());
  CHECK(other.ledger() == graph.ledger());
  CHECK(other.ask({"decisions", "import", file}).out == "decisions: 5 read, 0 new\n");
  CHECK(other.ledger() == graph.ledger());
  CHECK(other.is_sound());
}

TEST_CASE("a later word overrules an earlier one, which is told at once") {
  const Graph graph(colleges());
  REQUIRE(graph.ask({"distinct", "Ravenhill College", "Thornfield Academy"}).code == 0);
  const Json merged = graph.json({"merge", "Ravenhill College", "Thornfield Academy"});
  CHECK(merged["standing"] == "in force");
  REQUIRE(merged["turned"].size() == 1);
  CHECK(merged["turned"][0]["standing"] == "overruled by " + merged["decision"].get<std::string>());
  CHECK(graph.id_of("Ravenhill College") == graph.id_of("Thornfield Academy"));
  const Json again = graph.json({"explain", "Ravenhill College", "Thornfield Academy"});
  CHECK(again["verdict"] == "one");
}

TEST_CASE("a ledger with a bad line is refused by its place and changes nothing") {
  const Graph graph(colleges());
  const std::string good =
      "merge\none Organization \"Ravenhill College\" in \"https://news.example.org/1.txt\"\nother "
      "Organization \"Thornfield Academy\" in \"https://news.example.org/4.txt\"\n";
  const std::string file = graph.folder.write("l.txt", good + "because of the name\n");
  const Ran ran = graph.ask({"decisions", "import", file});
  CHECK(ran.code == 1);
  CHECK(ran.err.find("l.txt:4") != std::string::npos);
  CHECK(std::count(ran.err.begin(), ran.err.end(), '\n') == 1);
  CHECK(graph.ledger() == "# quipu decisions 1\n");
  CHECK(graph.ask({"decisions", "import", graph.folder.path("none.txt")}).code == 1);
  // What is meant for the terminal hides nothing.
  REQUIRE(graph
              .ask({"decisions", "import",
                    graph.folder.write("g.txt", good + "because \"\\x1b[31m\"\n")})
              .code == 0);
  CHECK(graph.ask({"decisions", "list"}).out.find('\x1b') == std::string::npos);
  CHECK(graph.standing(0) == "in force");
}

TEST_CASE("judgements of other tools are decided on, and what is not known here is named") {
  const Graph graph(colleges() + college_line(5, "", "Ash Lane School") +
                    college_line(6, "", "Birch Hall"));
  const std::string a = graph.id_of("Ravenhill College"), b = graph.id_of("Thornfield Academy"),
                    c = graph.id_of("Ash Lane School"), d = graph.id_of("Birch Hall");
  const std::string file = graph.folder.write(
      "j.jsonl",
      "[\"" + a + "\", \"" + b + "\", \"positive\", 0.9, \"Lu\", \"2025-03-01T10:00\"]\n" +
          "{\"left\": \"" + a + "\", \"right\": \"" + c + "\", \"judgement\": \"negative\"}\n" +
          "{\"left\": \"" + c + "\", \"right\": \"" + d + "\", \"judgement\": \"unsure\"}\n" +
          "{\"left\": \"Q42\", \"right\": \"" + c + "\", \"judgement\": \"positive\"}\n");
  const Ran ran = graph.ask({"decisions", "import", file});
  CHECK(ran.code == 3);
  CHECK(ran.out.find("decisions: 4 read, 3 new, 1 not resolved") == 0);
  CHECK(ran.out.find("j.jsonl:4: there is no entity Q42") != std::string::npos);
  CHECK(graph.id_of("Thornfield Academy") == graph.id_of("Ravenhill College"));
  const Json list = graph.json({"decisions", "list"})["decisions"];
  CHECK(list[0]["by"] == "Lu");
  CHECK(list[0]["date"] == "2025-03-01");
  CHECK(list[1]["decision"] == "distinct");
  CHECK(list[2]["standing"] == "noted");
}

TEST_CASE("explain says of two things why they are two, of one why it is one, with sentences") {
  const Graph graph(colleges());
  const Json two = graph.json({"explain", "Ravenhill College", "Thornfield Academy"});
  CHECK(two["verdict"] == "two");
  CHECK(two["entities"][0]["sentences"].size() == 2);
  double sum = two["model"]["prior_log_odds"];
  for (const Json& part : two["model"]["contributions"]) sum += part["log_odds"].get<double>();
  CHECK(sum == doctest::Approx(two["model"]["log_odds"].get<double>()));
  const Ran words = graph.ask({"explain", "Ravenhill College", "Thornfield Academy"});
  CHECK(words.out.starts_with("two: Ravenhill College"));
  CHECK(words.out.find("before anything is seen") != std::string::npos);
  CHECK(words.out.find("no name of one is like a name of the other") != std::string::npos);
  REQUIRE(graph.ask({"distinct", "Ravenhill College", "Thornfield Academy", "--because", "seen"})
              .code == 0);
  CHECK(graph.ask({"explain", "Ravenhill College", "Thornfield Academy"}).out.find("): seen\n") !=
        std::string::npos);
  const Json one = graph.json({"explain", "Ravenhill College", "ravenhill college"});
  CHECK(one["verdict"] == "one");
  CHECK_FALSE(one["reasons"].empty());
}

namespace {

// Persons of one name with nothing beside them: linking cannot know.
std::string namesakes() {
  std::string lines;
  for (const char* name : {"Lin Harper", "Oda Fenn", "Marek Dole"}) {
    for (const char* place : {"north", "south"}) {
      const std::string who = name;
      lines +=
          article_line("https://news.example.org/" + std::string(place) + "-" + who.substr(0, 3),
                       who + " spoke of the " + place + ".\n", {{"p", "Person", {who}}}, {});
    }
  }
  return lines;
}

}  // namespace

TEST_CASE("review asks for the pairs that linking is not sure of and records the answers once") {
  const Graph graph(namesakes());
  const Json pairs = graph.json({"review"})["pairs"];
  REQUIRE(pairs.size() == 3);
  const std::string before = graph.exported();
  const Ran ran = graph.ask({"review", "--by", "Lu"}, "what\nn\nundo\ny\nn\nu\n");
  CAPTURE(ran.err);
  CHECK(ran.code == 0);
  CHECK(ran.out.find("recorded 3 decisions; 6 entities before, 5 now") != std::string::npos);
  const Json list = graph.json({"decisions", "list"})["decisions"];
  REQUIRE(list.size() == 3);
  CHECK(list[0]["decision"] == "merge");
  CHECK(list[1]["decision"] == "distinct");
  CHECK(list[2]["decision"] == "unsure");
  CHECK(list[0]["by"] == "Lu");
  CHECK(graph.exported() != before);
  // What was answered is not asked again, not even what stays open.
  CHECK(graph.json({"review"})["pairs"].empty());
}

TEST_CASE("review stops at q and at the end of its input, and keeps what was said until then") {
  const Graph graph(namesakes());
  CHECK(graph.ask({"review"}, "q\n").out.find("nothing was decided") != std::string::npos);
  CHECK(graph.json({"review"})["pairs"].size() == 3);
  CHECK(graph.ask({"review", "--limit", "2"}, "y").out.find("recorded 1 decision;") !=
        std::string::npos);
  CHECK(graph.json({"review"})["pairs"].size() == 2);
}

}  // namespace quipu::testing
