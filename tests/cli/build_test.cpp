#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/testing.h"

namespace quipu::testing {
namespace {

const char* const kArticle =
    "Wexley Teaching Forum opens\nThe Wexley Teaching Forum opened in Carrow City on May 10, 2024. "
    "Nora Pell, director of the Carrow City Education Bureau, spoke at the forum.\n";

nlohmann::json build(const std::vector<std::string>& paths, const std::string& db,
                     std::string_view input = {}) {
  std::vector<std::string> arguments = {"build", "--db", db, "--json"};
  arguments.insert(arguments.end(), paths.begin(), paths.end());
  const Ran ran = run(arguments, input);
  CHECK(ran.code == 0);
  CHECK(ran.err.empty());  // no progress bar in a pipe
  return nlohmann::json::parse(ran.out);
}

}  // namespace

TEST_CASE("models that are not there are an error that names them, and no store is made") {
  const Folder folder;
  folder.write("in/a.txt", kArticle);
  const Ran ran = run({"build", folder.path("in"), "--db", folder.path("kg"), "--models",
                       folder.path("no-models")});
  if (ran.code == 0) return;  // an extractor that needs no models
  CHECK(ran.code == 1);
  CHECK(ran.err.find("no-models") != std::string::npos);
  CHECK(folder.names() == std::vector<std::string>{"in"});
}

TEST_CASE("build counts what is new, changed, unchanged and skipped") {
  if (!has_models()) return;
  const Folder folder;
  const std::string db = folder.path("kg");
  folder.write("in/a.txt", kArticle);
  folder.write("in/b.html", "<html><body><p>Ravenhill College met Nora Pell.</p></body></html>");
  folder.write("in/empty.txt", "");
  folder.write("in/binary.txt", "\xff\xfe\xfd");
  folder.write("in/notes.md", "not an article");
  folder.write("in/c.jsonl",
               "{\"url\": \"https://news.example.org/c\", \"text\": \"Ivo Tarn "
               "visited Ravenhill College.\"}\nnot JSON\n");
  const auto first = build({folder.path("in")}, db);
  CHECK(first["read"] == 3);
  CHECK(first["new"] == 3);
  CHECK(first["store"]["documents"] == 3);
  std::size_t skipped = 0;
  for (const auto& [reason, places] : first["skipped"].items()) skipped += places.size();
  CHECK(skipped == 3);

  const auto second = build({folder.path("in")}, db);
  CHECK(second["new"] == 0);
  CHECK(second["changed"] == 0);
  CHECK(second["unchanged"] == 3);

  folder.write("in/a.txt", std::string(kArticle) + "Nora Pell left.\n");
  const auto third = build({folder.path("in")}, db);
  CHECK(third["changed"] == 1);
  CHECK(third["unchanged"] == 2);
  CHECK(run({"verify", "--db", db}).code == 0);
}

TEST_CASE("an address that comes twice in one run says what it says the last time") {
  if (!has_models()) return;
  const Folder folder;
  const std::string old_line =
      R"({"url": "https://news.example.org/x", "text": "Ivo Tarn visited Ravenhill College."})";
  const std::string new_line =
      R"({"url": "https://news.example.org/x", "text": "Nora Pell visited Carrow College."})";
  const auto exported = [&](const std::string& db) {
    return run({"export", "--db", db, "--format", "jsonl"}).out;
  };
  build({"-"}, folder.path("twice"), old_line + "\n" + new_line + "\n");
  build({"-"}, folder.path("once"), new_line + "\n");
  build({"-"}, folder.path("again"), new_line + "\n");
  build({"-"}, folder.path("again"), old_line + "\n" + new_line + "\n");
  CHECK(exported(folder.path("twice")) == exported(folder.path("once")));
  CHECK(exported(folder.path("again")) == exported(folder.path("once")));
}

TEST_CASE("extract and import give the graph that build gives") {
  if (!has_models()) return;
  const Folder folder;
  folder.write("in/a.txt", kArticle);
  folder.write("in/b.txt", "Ivo Tarn visited Ravenhill College.\n");
  build({folder.path("in")}, folder.path("built"));
  for (const char* jobs : {"1", "3"}) {
    CHECK(run({"extract", folder.path("in"), "-o", folder.path("x.jsonl"), "--jobs", jobs}).code ==
          0);
    const std::string db = folder.path(std::string("imported") + jobs);
    CHECK(run({"import", folder.path("x.jsonl"), "--db", db}).code == 0);
    for (const char* format : {"jsonl", "graphml", "jsonld"}) {
      CAPTURE(format);
      const bool same = run({"export", "--db", db, "--format", format}).out ==
                        run({"export", "--db", folder.path("built"), "--format", format}).out;
      CHECK(same);
    }
  }
}

}  // namespace quipu::testing
