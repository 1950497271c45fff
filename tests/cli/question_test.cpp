#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/cli/testing.h"

namespace quipu::testing {
namespace {

using Json = nlohmann::json;

// Two bodies in a county; Ada leads one, Bo the other; both spoke at a forum, Cy is at neither.
std::string county_lines() {
  return article_line("https://news.example.org/forum.txt",
                      "Ada Quill, director of Brook Bureau, spoke at the Reed Forum. Bo Tarn, head "
                      "of Brook School, spoke there. Brook School is part of Brook Bureau.\n",
                      {{"a", "Person", {"Ada Quill"}},
                       {"b", "Person", {"Bo Tarn"}},
                       {"o", "Organization", {"Brook Bureau"}},
                       {"s", "Organization", {"Brook School"}},
                       {"f", "Event", {"Reed Forum"}}},
                      {{"a", "holds_position", "o", {{"title", "director"}}, ""},
                       {"b", "holds_position", "s", {{"title", "head"}}, ""},
                       {"s", "part_of", "o", {}, ""},
                       {"a", "spoke_at", "f", {{"date", "2024-05-10"}}, ""},
                       {"b", "spoke_at", "f", {{"date", "2024-05-10"}}, "planned"}}) +
         article_line("https://news.example.org/visit.txt", "Cy Wold met Dee Ash in secret.\n",
                      {{"c", "Person", {"Cy Wold"}}, {"d", "Person", {"Dee Ash"}}},
                      {{"c", "met_with", "d", {}, ""}});
}

// A store with county_lines() in it.
class County {
 public:
  County() : db_(folder_.path("kg")) {
    REQUIRE(run({"import", "-", "--db", db_}, county_lines()).code == 0);
  }
  Ran ask(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--db", db_});
    return run(arguments);
  }
  Json json(std::vector<std::string> arguments) const {
    arguments.emplace_back("--json");
    return Json::parse(ask(std::move(arguments)).out);
  }

 private:
  Folder folder_;
  std::string db_;
};

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a path is told hop by hop with its sentences, and where there is none it says so") {
  const County county;
  const Ran found = county.ask({"path", "Ada Quill", "Bo Tarn"});
  CHECK(found.code == 0);
  CHECK(found.out.starts_with("1  Ada Quill - Brook Bureau - Brook School - Bo Tarn  (3 hops") !=
        found.out.starts_with("1  Ada Quill - Reed Forum - Bo Tarn  (2 hops"));
  CHECK(holds(found.out, "\"Ada Quill, director of Brook Bureau, spoke at the Reed Forum.\""));
  CHECK(holds(found.out, "https://news.example.org/forum.txt, 2024-05-12"));

  const Json json = county.json({"path", "Ada Quill", "Bo Tarn", "-k", "5"});
  REQUIRE(json["routes"].size() == 2);
  for (const Json& route : json["routes"]) {
    CHECK(route["hops"].size() == route["length"]);
    CHECK(route["hops"][0]["from"]["name"] == "Ada Quill");
    for (const Json& hop : route["hops"]) {
      CHECK(hop["statement"]["evidence"][0]["text"].get<std::string>().size() > 10);
    }
  }
  CHECK(county.json({"path", "Ada Quill", "Bo Tarn", "--avoid", "Reed Forum"})["routes"].size() ==
        1);
  CHECK(county.json({"path", "Ada Quill", "Bo Tarn", "--via", "spoke_at"})["routes"].size() == 1);

  const Ran none = county.ask({"path", "Ada Quill", "Cy Wold", "--max", "3"});
  CHECK(none.code == 3);
  CHECK(none.out.empty());
  CHECK(holds(none.err, "There is no path between Ada Quill and Cy Wold within 3 statements."));
  CHECK(county.ask({"path", "Ada Quill", "ada quill"}).code == 2);
  CHECK(county.ask({"path", "Ada Quill", "Bo Tarn", "--via", "likes"}).code == 2);
  CHECK(county.ask({"path", "Ada Quill", "Bo Tarn", "--avoid", "Bo Tarn"}).code == 2);
  CHECK(county.ask({"path", "Ada Quill", "Bo Tarn", "--max", "99"}).code == 2);
}

TEST_CASE("who lists the posts of a body, of its parts, and by title and date") {
  const County county;
  const Ran own = county.ask({"who", "--org", "Brook Bureau"});
  CHECK(own.code == 0);
  CHECK(own.out.starts_with("Ada Quill  (Person, "));
  CHECK_FALSE(holds(own.out, "Bo Tarn"));
  const Json parts = county.json({"who", "--org", "Brook Bureau", "--parts"});
  CHECK(parts["posts"].size() == 2);
  CHECK(parts["posts"][0]["title"] == "director");
  CHECK(parts["posts"][0]["last_said"] == "2024-05-12");
  CHECK(
      county.json({"who", "--org", "Brook Bureau", "--parts", "--title", "HEAD"})["posts"].size() ==
      1);
  const Ran early = county.ask({"who", "--org", "Brook Bureau", "--as-of", "2020"});
  CHECK(early.code == 3);
  CHECK(holds(early.err, "1 posts are spoken of only after 2020."));
  CHECK(county.ask({"who", "--org", "Brook Bureau", "--as-of", "soon"}).code == 2);
  CHECK(county.ask({"who", "--org", "Ada Quill"}).code == 3);  // no organization
}

TEST_CASE("neighbors, common and timeline give sentences, and CSV has a row a statement") {
  const County county;
  const Ran near = county.ask({"neighbors", "Brook Bureau"});
  CHECK(near.code == 0);
  CHECK(holds(near.out, "Brook School is part of Brook Bureau."));
  CHECK_FALSE(holds(near.out, "Bo Tarn  (Person"));
  CHECK(holds(county.ask({"neighbors", "Brook Bureau", "--depth", "2"}).out, "2 hops away"));
  CHECK(county.json({"neighbors", "Brook Bureau", "--via", "part_of"})["count"] == 1);

  const Json common = county.json({"common", "Ada Quill", "Bo Tarn"});
  REQUIRE(common["common"].size() == 1);
  CHECK(common["common"][0]["name"] == "Reed Forum");
  CHECK(county.ask({"common", "Ada Quill", "Cy Wold"}).code == 3);

  const Json timeline = county.json({"timeline", "Ada Quill"});
  REQUIRE(timeline["moments"].size() == 2);
  CHECK(timeline["moments"][0]["date"] == "2024-05-10");
  CHECK(timeline["moments"][0]["date_of"] == "statement");
  CHECK(timeline["moments"][1]["date_of"] == "article");

  const std::string csv = county.ask({"neighbors", "Brook Bureau", "--csv"}).out;
  CHECK(csv.starts_with("name,id,type,distance,statements,subject,"));
  CHECK(std::count(csv.begin(), csv.end(), '\n') == 3);
  const std::string rows = county.ask({"neighbors", "Brook Bureau", "--csv", "--quiet"}).out;
  CHECK(std::count(rows.begin(), rows.end(), '\n') == 2);
  CHECK(county.ask({"neighbors", "Brook Bureau", "--csv", "--json"}).code == 2);
}

TEST_CASE("show keeps to the statuses that it is asked for, and knows no others") {
  const County county;
  const Json planned = county.json({"show", "Reed Forum", "--status", "planned,negated"});
  REQUIRE(planned["statements"].size() == 1);
  CHECK(planned["statements"][0]["other"]["name"] == "Bo Tarn");
  CHECK(county.json({"show", "Reed Forum"})["statements"].size() == 2);
  CHECK(county.ask({"show", "Reed Forum", "--status", "perhaps"}).code == 2);
}

TEST_CASE("a candidate is picked by its number, in every verb, also of several names") {
  const Folder folder;
  const std::string db = folder.path("kg");
  const std::string place =
      article_line("https://news.example.org/p.txt", "Alder Bay is in Corrin.\n",
                   {{"l", "Place", {"Alder Bay"}}, {"c", "Place", {"Corrin"}}},
                   {{"l", "located_in", "c", {}, ""}});
  const std::string team = article_line(
      "https://news.example.org/t.txt", "Alder Bay received the Tin Cup and the Oak Prize.\n",
      {{"o", "Organization", {"Alder Bay"}},
       {"a", "Award", {"Tin Cup"}},
       {"b", "Award", {"Oak Prize"}}},
      {{"o", "received", "a", {}, ""}, {"o", "received", "b", {}, ""}});
  REQUIRE(run({"import", "-", "--db", db}, place + team).code == 0);
  const auto candidates =
      Json::parse(run({"show", "alder bay", "--db", db, "--json"}).out)["candidates"];
  REQUIRE(candidates.size() == 2);
  CHECK(candidates[0]["number"] == 1);
  CHECK(candidates[0]["statement_count"] == 2);
  CHECK(candidates[0]["document_count"] == 1);
  const auto picked = [&](const char* number) {
    return Json::parse(
        run({"show", "alder bay", "--pick", number, "--db", db, "--json"}).out)["type"];
  };
  CHECK(picked("1") == "Organization");
  CHECK(picked("2") == "Place");
  CHECK(run({"show", "alder bay", "--pick", "3", "--db", db}).code == 2);
  CHECK(run({"path", "Corrin", "alder bay", "--db", db}).code == 3);
  CHECK(run({"path", "Corrin", "alder bay", "--pick", "0,2", "--db", db}).code == 0);
  const std::string id = "id:" + candidates[1]["id"].get<std::string>();
  CHECK(run({"path", "Corrin", id, "--db", db}).code == 0);
  CHECK(run({"path", "Corrin", "id:zz", "--db", db}).code == 2);
  // A name with a slip is not guessed, but can be picked.
  CHECK(run({"show", "Corin", "--db", db}).code == 3);
  CHECK(run({"show", "Corin", "--pick", "1", "--db", db}).out.starts_with("Corrin  (Place"));
}

TEST_CASE("search finds names and sentences with the entities in them") {
  const County county;
  const Ran found = county.ask({"search", "brook school"});
  CHECK(found.code == 0);
  CHECK(found.out.starts_with("Brook School  (Organization, "));
  CHECK(holds(found.out, "names Brook School (Organization), Brook Bureau (Organization)"));
  const Json json = county.json({"search", "reed forum"});
  CHECK(json["entities"].size() == 1);
  REQUIRE(json["sentences"].size() == 1);
  CHECK(json["sentences"][0]["entities"].size() == 3);
  CHECK(county.ask({"search", "unheard"}).code == 3);
}

TEST_CASE("central and communities rank the whole graph") {
  const County county;
  const Json ranks = county.json({"central"});
  REQUIRE(ranks["entities"].size() == 7);
  double sum = 0;
  for (const Json& entity : ranks["entities"]) sum += entity["score"].get<double>();
  CHECK(sum == doctest::Approx(1));
  const Json between = county.json({"central", "--by", "betweenness", "--limit", "1"});
  CHECK(between["source_count"] == 7);
  CHECK(between["entities"].size() == 1);
  CHECK(county.json({"central", "--type", "Event"})["entities"].size() == 1);
  CHECK(county.ask({"central", "--by", "fame"}).code == 2);
  const Json groups = county.json({"communities"});
  REQUIRE(groups["communities"].size() >= 2);
  std::size_t members = 0;
  for (const Json& group : groups["communities"]) members += group["size"].get<std::size_t>();
  CHECK(members == 7);
  CHECK(county.json({"communities", "--min-size", "3"})["communities"].size() <
        groups["communities"].size());
}

TEST_CASE("the question verbs print nothing that moves the cursor") {
  const Folder folder;
  const std::string db = folder.path("kg");
  const std::string text = "Ada\x1b[31m met \u202E=Bo() there.\n";
  REQUIRE(run({"import", "-", "--db", db},
              article_line("https://news.example.org/x.txt", text,
                           {{"a", "Person", {"Ada\x1b[31m"}}, {"b", "Person", {"=Bo()"}}},
                           {{"a", "met_with", "b", {}, ""}}))
              .code == 0);
  const std::vector<std::vector<std::string>> questions = {
      {"neighbors", "=Bo()"}, {"timeline", "=Bo()"},           {"search", "met"}, {"central"},
      {"communities"},        {"path", "=Bo()", "Ada\x1b[31m"}};
  for (const auto& question : questions) {
    for (const char* form : {"", "--json", "--csv"}) {
      std::vector<std::string> arguments = question;
      if (*form != '\0') arguments.emplace_back(form);
      arguments.insert(arguments.end(), {"--db", db});
      const Ran ran = run(arguments);
      CAPTURE(question[0]);
      CAPTURE(form);
      CHECK(ran.code == 0);
      CHECK_FALSE(holds(ran.out, "\x1b"));
      CHECK_FALSE(holds(ran.out, "\u202E"));
      if (std::string(form) == "--csv") CHECK_FALSE(holds("\n" + ran.out, "\n=Bo"));
    }
  }
}

}  // namespace quipu::testing
