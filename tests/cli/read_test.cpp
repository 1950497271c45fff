#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/cli/corpus.h"
#include "tests/cli/testing.h"

namespace quipu::testing {
namespace {

std::string html_line() {
  const std::string text =
      "<p>Ada&nbsp;Quill, head of <b>Brook School</b>,\n\tspoke. \x1b[31m\u202E</p>";
  nlohmann::json line = {{"uri", "https://news.example.org/page.html"},
                         {"lang", "en"},
                         {"format", "html"},
                         {"published", "2024-01-02"},
                         {"source", text}};
  const auto span = [&](const char* words) {
    const auto at = text.find(words);
    return nlohmann::json{{"start", at}, {"end", at + std::string(words).size()}};
  };
  auto person = span("Ada&nbsp;Quill"), school = span("Brook School");
  person.update({{"id", "p"}, {"type", "Person"}});
  school.update({{"id", "o"}, {"type", "Organization"}});
  line["mentions"] = {person, school};
  line["entities"] = {{{"id", "p"}, {"type", "Person"}, {"names", {"Ada Quill"}}},
                      {{"id", "o"}, {"type", "Organization"}, {"names", {"Brook School"}}}};
  line["statements"] = {{{"s", "p"},
                         {"p", "holds_position"},
                         {"o", "o"},
                         {"q", {{"title", "head\x1b[31m\u202E"}}},
                         {"confidence", 0.75},
                         {"evidence", {{{"start", 0}, {"end", text.size()}}}}}};
  return line.dump() + "\n";
}

}  // namespace

TEST_CASE("show finds an entity by its name in any case and quotes the sentence") {
  const Folder folder;
  const std::string db = folder.path("kg");
  REQUIRE(run({"import", "-", "--db", db}, forum_line() + prize_line()).code == 0);
  for (const char* name : {"Lin Harper", "lin harper", "LINHARPER"}) {
    const Ran ran = run({"show", name, "--db", db});
    CHECK(ran.code == 0);
    CHECK(ran.out.starts_with("Lin Harper  (Person, "));
    CHECK(ran.out.find("\"Lin Harper, director of Northbrook Education Bureau, spoke at the Maple "
                       "Valley Teaching Forum.\"") != std::string::npos);
    CHECK(ran.out.find("https://news.example.org/forum.txt, 2024-05-12") != std::string::npos);
    CHECK(ran.out.find("title: director") != std::string::npos);
  }
  // The other way round, and a status.
  const Ran forum = run({"show", "Maple Valley Teaching Forum", "--db", db});
  CHECK(forum.out.find("Marek Dole  (Person)  planned") != std::string::npos);
}

TEST_CASE("of two sentences of evidence, the one that speaks of the person is quoted") {
  const Folder folder;
  const std::string db = folder.path("kg");
  // Not grounded by import: the event's sentence comes first in the article.
  const std::string text = "The Maple Forum opened. Lin Harper gave a talk.";
  const nlohmann::json line = {
      {"uri", "https://news.example.org/two.txt"},
      {"lang", "en"},
      {"source", text},
      {"mentions",
       {{{"id", "v"}, {"type", "Event"}, {"start", 4}, {"end", 15}},
        {{"id", "p"}, {"type", "Person"}, {"start", 24}, {"end", 34}}}},
      {"entities",
       {{{"id", "v"}, {"type", "Event"}, {"names", {"Maple Forum"}}},
        {{"id", "p"}, {"type", "Person"}, {"names", {"Lin Harper"}}}}},
      {"statements",
       {{{"s", "p"},
         {"p", "spoke_at"},
         {"o", "v"},
         {"evidence", {{{"start", 0}, {"end", 23}}, {{"start", 24}, {"end", 47}}}}}}}};
  REQUIRE(run({"import", "-", "--db", db}, line.dump() + "\n").code == 0);
  const Ran ran = run({"show", "Lin Harper", "--db", db});
  CHECK(ran.out.find("\"Lin Harper gave a talk.\"") != std::string::npos);
  CHECK(ran.out.find("opened") == std::string::npos);
}

TEST_CASE("show as JSON gives spans, and an id finds the entity again") {
  const Folder folder;
  const std::string db = folder.path("kg");
  REQUIRE(run({"import", "-", "--db", db}, forum_line()).code == 0);
  const auto shown = nlohmann::json::parse(run({"show", "Lin Harper", "--db", db, "--json"}).out);
  CHECK(shown["name"] == "Lin Harper");
  REQUIRE(shown["statements"].size() == 2);
  const auto& evidence = shown["statements"][0]["evidence"][0];
  const auto source = nlohmann::json::parse(forum_line())["source"].get<std::string>();
  const auto begin = evidence["start"].get<std::size_t>(), end = evidence["end"].get<std::size_t>();
  CHECK(source.substr(begin, end - begin) == evidence["text"].get<std::string>());
  const Ran by_id = run({"show", "--id", shown["id"].get<std::string>(), "--db", db});
  CHECK(by_id.code == 0);
  CHECK(by_id.out.starts_with("Lin Harper"));
}

TEST_CASE("show that finds nothing says so, offers names, and gives exit code 3") {
  const Folder folder;
  const std::string db = folder.path("kg");
  REQUIRE(run({"import", "-", "--db", db}, forum_line()).code == 0);
  const Ran part = run({"show", "Harper", "--db", db});
  CHECK(part.code == 3);
  CHECK(part.out.empty());
  CHECK(part.err.find("Lin Harper") != std::string::npos);
  CHECK(run({"show", "nobody at all", "--db", db}).code == 3);
  CHECK(run({"show", "", "--db", db}).code == 3);
  CHECK(run({"show", "Lin Harper", "--type", "Place", "--db", db}).code == 3);
  CHECK(run({"show", "--id", "0000000000000001", "--db", db}).code == 3);
}

TEST_CASE("a name that several things bear lists them with what tells them apart") {
  const Folder folder;
  const std::string db = folder.path("kg");
  const std::string place =
      article_line("https://news.example.org/place.txt", "Alder Bay met Alder Bay in Corrin.\n",
                   {{"l", "Place", {"Alder Bay"}}, {"c", "Place", {"Corrin"}}},
                   {{"l", "located_in", "c", {}, ""}});
  const std::string team =
      article_line("https://news.example.org/team.txt", "Alder Bay received the Tin Cup.\n",
                   {{"o", "Organization", {"Alder Bay"}}, {"a", "Award", {"Tin Cup"}}},
                   {{"o", "received", "a", {}, ""}});
  REQUIRE(run({"import", "-", "--db", db}, place + team).code == 0);
  const Ran both = run({"show", "alder bay", "--db", db});
  CHECK(both.code == 3);
  CHECK(both.out.find("(Place, ") != std::string::npos);
  CHECK(both.out.find("(Organization, ") != std::string::npos);
  CHECK(both.out.find("Tin Cup") != std::string::npos);
  CHECK(both.out.find("Corrin") != std::string::npos);
  const Ran one = run({"show", "alder bay", "--type", "Place", "--db", db});
  CHECK(one.out.starts_with("Alder Bay  (Place, "));
  const auto json = nlohmann::json::parse(run({"show", "alder bay", "--db", db, "--json"}).out);
  CHECK(json["candidates"].size() == 2);
}

TEST_CASE("quotes have no tags, and nothing in them moves the cursor") {
  const Folder folder;
  const std::string db = folder.path("kg");
  REQUIRE(run({"import", "-", "--db", db}, html_line()).code == 0);
  for (const bool as_json : {false, true}) {
    std::vector<std::string> arguments = {"show", "Ada Quill", "--db", db};
    if (as_json) arguments.emplace_back("--json");
    const Ran ran = run(arguments);
    CHECK(ran.code == 0);
    CHECK(ran.out.find("Ada Quill, head of Brook School, spoke.") != std::string::npos);
    CHECK(ran.out.find("<b>") == std::string::npos);
    CHECK(ran.out.find('\x1b') == std::string::npos);
    CHECK(ran.out.find("\u202E") == std::string::npos);
    CHECK(ran.out.find("0.75") != std::string::npos);
  }
}

TEST_CASE("an export to a file is that to standard output, and leaves nothing else behind") {
  const Folder folder;
  const std::string db = folder.path("kg");
  REQUIRE(run({"import", "-", "--db", db}, forum_line() + prize_line()).code == 0);
  folder.write("out/kg.jsonl", "what was there before");
  for (const char* format : {"jsonl", "graphml", "jsonld"}) {
    const std::string file = folder.path("out/kg.jsonl");
    CHECK(run({"export", "--db", db, "--format", format, "-o", file}).code == 0);
    CHECK(folder.read("out/kg.jsonl") == run({"export", "--db", db, "--format", format}).out);
  }
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path("out")),
                      std::filesystem::directory_iterator()) == 1);
  CHECK(run({"export", "--db", db, "--format", "jsonl", "-o", "/dev/null"}).code == 0);
  CHECK(std::filesystem::is_character_file("/dev/null"));
}

TEST_CASE("an export that cannot be written is an error that names the file") {
  const Folder folder;
  const std::string db = folder.path("kg");
  REQUIRE(run({"import", "-", "--db", db}, forum_line()).code == 0);
  for (const std::string& file :
       {folder.path("none/kg.jsonl"), folder.path("kg"), std::string("/dev/full")}) {
    CAPTURE(file);
    const Ran ran = run({"export", "--db", db, "--format", "jsonl", "-o", file});
    CHECK(ran.code == 1);
    CHECK(ran.err.find(file) != std::string::npos);
  }
}

TEST_CASE("statements below the wanted confidence are not exported") {
  const Folder folder;
  const std::string db = folder.path("kg");
  REQUIRE(run({"import", "-", "--db", db}, html_line()).code == 0);
  const auto has_statement = [&](const char* least) {
    return run({"export", "--db", db, "--format", "jsonl", "--min-confidence", least})
               .out.find("\"statement\"") != std::string::npos;
  };
  CHECK(has_statement("0.75"));
  CHECK_FALSE(has_statement("0.76"));
}

TEST_CASE("verify names the defects of a damaged store and gives exit code 3") {
  const Folder folder;
  const std::string db = folder.path("kg");
  REQUIRE(run({"import", "-", "--db", db}, forum_line() + prize_line()).code == 0);
  CHECK(run({"verify", "--db", db}).out.starts_with("sound: 2 articles"));
  // A byte of every table is turned.
  for (const auto& entry : std::filesystem::directory_iterator(db)) {
    if (entry.path().extension() != ".sst") continue;
    std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(8);
    const char byte = static_cast<char>(file.get() ^ 0x55);
    file.seekp(8);
    file.put(byte);
  }
  const Ran ran = run({"verify", "--db", db});
  CHECK(ran.code == 3);
  CHECK_FALSE(ran.out.empty());
  CHECK(nlohmann::json::parse(run({"verify", "--db", db, "--json"}).out)["sound"] == false);
}

}  // namespace quipu::testing
