#include <doctest/doctest.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>

#include "graph/store/store.h"
#include "tests/cli/corpus.h"
#include "tests/cli/testing.h"

namespace quipu::testing {
namespace {

nlohmann::json stats(const std::string& db) {
  return nlohmann::json::parse(run({"stats", "--db", db, "--json"}).out);
}

}  // namespace

TEST_CASE("extractions go into a store, and their statements have evidence") {
  const Folder folder;
  const std::string file = folder.write("in.jsonl", forum_line() + "\n" + prize_line());
  const std::string db = folder.path("kg");
  const Ran ran = run({"import", file, "--db", db, "--json"});
  CHECK(ran.code == 0);
  CHECK(ran.err.empty());
  const auto summary = nlohmann::json::parse(ran.out);
  CHECK(summary["stored"] == 2);
  CHECK(summary["bad"] == 0);
  CHECK(summary["statements"] == 7);
  CHECK(stats(db)["documents"] == 2);
  CHECK(stats(db)["statements"] == 7);
  CHECK(stats(db)["evidence"] >= 7);
  CHECK(run({"verify", "--db", db}).code == 0);
}

TEST_CASE("the articles of a folder are the source when the lines have none") {
  const Folder folder;
  const auto source = nlohmann::json::parse(forum_line())["source"].get<std::string>();
  folder.write("articles/forum.txt", source);
  const std::string file = folder.write("gold.jsonl", forum_line(false));
  const std::string db = folder.path("kg");
  CHECK(run({"import", file, "--db", db}).code == 1);  // no source
  const Ran ran = run({"import", file, "--articles", folder.path("articles"), "--db", db});
  CHECK(ran.code == 0);
  // The file's name is its uri then.
  CHECK(run({"show", "Lin Harper", "--db", db}).out.find("forum.txt") != std::string::npos);
  CHECK(run({"show", "Lin Harper", "--db", db}).out.find("https:") == std::string::npos);
}

TEST_CASE("a bad line is one sentence with its place, and nothing of it is stored") {
  struct Case {
    const char* name;
    std::string line;
  };
  auto wrong_text = nlohmann::json::parse(forum_line());
  wrong_text["mentions"][0]["text"] = "Another Forum";
  auto outside = nlohmann::json::parse(forum_line());
  outside["mentions"][0]["end"] = 100000;
  auto unknown_type = nlohmann::json::parse(forum_line());
  unknown_type["entities"][0]["type"] = "Dragon";
  auto unknown_predicate = nlohmann::json::parse(forum_line());
  unknown_predicate["statements"][0]["p"] = "devoured";
  auto no_uri = nlohmann::json::parse(forum_line());
  no_uri.erase("uri");
  no_uri.erase("doc");
  auto unknown_entity = nlohmann::json::parse(forum_line());
  unknown_entity["statements"][0]["s"] = "nobody";
  auto traversal = nlohmann::json::parse(forum_line(false));
  traversal["doc"] = "../outside.txt";
  const Case cases[] = {
      {"not JSON", "{\"doc\": "},
      {"an array", "[]"},
      {"deep", std::string(100000, '[')},
      {"not UTF-8", "{\"uri\": \"\xff\"}"},
      {"text of a mention", wrong_text.dump()},
      {"span outside", outside.dump()},
      {"type", unknown_type.dump()},
      {"predicate", unknown_predicate.dump()},
      {"no uri", no_uri.dump()},
      {"entity", unknown_entity.dump()},
      {"path", traversal.dump()},
      {"no source", forum_line(false)},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const Folder folder;
    folder.write("outside.txt", "x");
    folder.write("articles/x.txt", "x");
    std::string line = c.line;
    if (!line.ends_with('\n')) line += '\n';
    const std::string file = folder.write("in.jsonl", prize_line() + line);
    std::vector<std::string> arguments = {"import", file, "--db", folder.path("kg")};
    if (std::string_view(c.name) == "path") {
      arguments.insert(arguments.end(), {"--articles", folder.path("articles")});
      const Ran ran = run(arguments);
      CHECK(ran.code == 1);
      CHECK(ran.err.find("is not a file name") != std::string::npos);
      continue;
    }
    const Ran ran = run(arguments);
    CHECK(ran.code == 1);
    CHECK(ran.err.find(file + ":2: ") != std::string::npos);
    CHECK(std::count(ran.err.begin(), ran.err.end(), '\n') == 1);
    CHECK(stats(folder.path("kg"))["documents"] == 1);
    CHECK(run({"verify", "--db", folder.path("kg")}).code == 0);
  }
}

TEST_CASE("an article imported again says what it says the last time") {
  const Folder folder;
  const std::string db = folder.path("kg");
  CHECK(run({"import", "-", "--db", db}, forum_line() + prize_line()).code == 0);
  auto shorter = nlohmann::json::parse(prize_line());
  shorter["statements"].erase(1);
  CHECK(run({"import", "-", "--db", db}, shorter.dump()).code == 0);
  CHECK(stats(db)["documents"] == 2);
  CHECK(stats(db)["statements"] == 6);
}

TEST_CASE("removing an article takes away what only it said") {
  const Folder folder;
  const std::string both = folder.path("both"), one = folder.path("one");
  CHECK(run({"import", "-", "--db", both}, forum_line() + prize_line()).code == 0);
  CHECK(run({"import", "-", "--db", one}, forum_line()).code == 0);
  CHECK(run({"remove", "https://news.example.org/prize.txt", "--db", both}).code == 0);
  for (const char* format : {"jsonl", "graphml", "jsonld"}) {
    CHECK(run({"export", "--db", both, "--format", format}).out ==
          run({"export", "--db", one, "--format", format}).out);
  }
  const Ran again = run({"remove", "https://news.example.org/prize.txt", "--db", both});
  CHECK(again.code == 1);
  CHECK(again.err.find("prize.txt") != std::string::npos);
  CHECK(run({"verify", "--db", both}).code == 0);
}

TEST_CASE("Ctrl-C keeps what is stored, says so, and the same command goes on") {
  const Folder folder;
  const std::string db = folder.path("kg");
  Running program({"import", "-", "--db", db});
  program.feed(forum_line());
  // Readers see the article as soon as it is stored.
  for (int i = 0; i < 500; ++i) {
    if (run({"stats", "--db", db}).err.find("interrupted") != std::string::npos) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  program.signal(SIGINT);
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  program.feed(prize_line());
  const Ran ran = program.wait();
  CHECK(ran.code == 130);
  CHECK(ran.err.find("Interrupted") != std::string::npos);
  const Ran early = run({"stats", "--db", db});
  CHECK(early.code == 1);
  CHECK(early.err.find("run `quipu build` again") != std::string::npos);
  CHECK(run({"import", "-", "--db", db}, forum_line() + prize_line()).code == 0);
  CHECK(stats(db)["documents"] == 2);
}

TEST_CASE("readers refuse a store whose articles were never linked") {
  const Folder folder;
  const std::string db = folder.path("kg");
  CHECK(run({"import", "-", "--db", db}, forum_line()).code == 0);
  {
    StoreOptions options;
    auto store = Store::open(db, options);
    REQUIRE(store);
    REQUIRE(store->remove("https://news.example.org/forum.txt"));
  }
  for (const auto& arguments :
       std::vector<std::vector<std::string>>{{"stats", "--db", db},
                                             {"show", "Lin Harper", "--db", db},
                                             {"export", "--db", db, "--format", "jsonl"}}) {
    const Ran ran = run(arguments);
    CHECK(ran.code == 1);
    CHECK(ran.out.empty());
    CHECK(ran.err.find("interrupted") != std::string::npos);
  }
}

TEST_CASE("a store in use is a sentence, not a wait") {
  const Folder folder;
  const std::string db = folder.path("kg");
  StoreOptions options;
  options.create = true;
  auto store = Store::open(db, options);
  REQUIRE(store);
  const Ran ran = run({"import", "-", "--db", db}, forum_line());
  CHECK(ran.code == 1);
  CHECK(ran.err.find(db) != std::string::npos);
}

}  // namespace quipu::testing
