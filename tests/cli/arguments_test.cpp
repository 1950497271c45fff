#include <doctest/doctest.h>

#include <algorithm>

#include "tests/cli/testing.h"

namespace quipu::testing {

TEST_CASE("every verb has help") {
  CHECK(run({"--help"}).code == 0);
  for (const char* verb :
       {"build", "remove", "export", "show", "stats", "verify", "extract", "import", "eval"}) {
    CAPTURE(verb);
    const Ran help = run({verb, "--help"});
    CHECK(help.code == 0);
    CHECK(help.out.find("--help") != std::string::npos);
    CHECK(run({"--help"}).out.find(verb) != std::string::npos);
  }
  CHECK(run({"--version"}).out.starts_with("quipu "));
}

TEST_CASE("wrong arguments give exit code 2 and one line that says where help is") {
  const Folder folder;
  const std::vector<std::vector<std::string>> cases = {
      {},
      {"weave"},
      {"build"},
      {"export", "--db", folder.path("kg")},
      {"export", "--db", folder.path("kg"), "--format", "pdf"},
      {"show", "--db", folder.path("kg")},
      {"show", "--db", folder.path("kg"), "--id", "xyz"},
      {"build", folder.path("x"), "--db", folder.path("kg"), "--jobs", "0"},
      {"build", folder.path("x"), "--db", folder.path("kg"), "--min-confidence", "2"},
      {"eval", folder.path("one.jsonl")},
  };
  for (const auto& arguments : cases) {
    CAPTURE(arguments.size());
    const Ran ran = run(arguments);
    CHECK(ran.code == 2);
    CHECK(ran.out.empty());
    CHECK(ran.err.starts_with("quipu: "));
    CHECK(std::count(ran.err.begin(), ran.err.end(), '\n') == 1);
  }
}

TEST_CASE("a store that is not there is an error that names it") {
  const Folder folder;
  const std::string db = folder.path("none");
  const std::vector<std::vector<std::string>> cases = {
      {"stats", "--db", db},
      {"verify", "--db", db},
      {"show", "x", "--db", db},
      {"remove", "x", "--db", db},
      {"export", "--db", db, "--format", "jsonl"},
  };
  for (const auto& arguments : cases) {
    CAPTURE(arguments.front());
    const Ran ran = run(arguments);
    CHECK(ran.code == 1);
    CHECK(ran.err.find(db) != std::string::npos);
  }
  CHECK(folder.names().empty());
}

TEST_CASE("control characters in an argument do not reach the terminal") {
  const Folder folder;
  for (const auto& arguments : std::vector<std::vector<std::string>>{
           {"stats", "--db", folder.path("\x1b[31mred\u202E")}, {"\x1b[31m"}}) {
    const Ran ran = run(arguments);
    CHECK(ran.code != 0);
    CHECK(ran.err.find('\x1b') == std::string::npos);
    CHECK(ran.err.find("\u202E") == std::string::npos);
  }
}

}  // namespace quipu::testing
