// What the linked graph holds beside its entities: ids, names, statements, mentions, decisions.
#include <doctest/doctest.h>

#include <algorithm>

#include "article.h"

using namespace quipu;
using namespace quipu::test;

TEST_CASE("no articles give an empty graph") {
  const LinkedGraph graph = link({});
  CHECK(graph.entities.empty());
  CHECK(graph.statements.empty());
  CHECK(graph.mentions.empty());
}

TEST_CASE("the display name is its own before generic, then the most mentioned, then the longest") {
  Article article("a.txt");
  const auto bureau = article.add("Organization", {"区教育局", "柳塘区教育局"});
  article.mention(bureau, 9, static_cast<std::uint32_t>(std::string("区教育局").size()));
  const auto university = article.add("Organization", {"云崖大学", "云大"});
  article.mention(university, 2, static_cast<std::uint32_t>(std::string("云大").size()));
  article.add("Organization", {"星野", "星野科技"});
  const LinkedGraph graph = link({article.input()});
  CHECK(named(graph, "区教育局").name == "柳塘区教育局");
  CHECK(named(graph, "云大").name == "云大");
  CHECK(named(graph, "星野").name == "星野科技");
}

TEST_CASE("names lead from each folded form to the entity, and reasons say in how many articles") {
  std::vector<Article> articles = {Article("a.txt"), Article("b.txt"), Article("c.txt")};
  articles[0].add("Organization", {"柳塘區教育局", "区教育局"});
  articles[1].add("Organization", {"柳塘区教育局"});
  articles[2].add("Organization", {"柳塘区教育局"});
  const LinkedGraph graph = link(inputs(articles));
  REQUIRE(graph.entities.size() == 1);
  const EntityRecord& bureau = graph.entities[0];
  CHECK(bureau.names == std::vector<std::string>{"区教育局", "柳塘区教育局", "柳塘區教育局"});
  CHECK(bureau.reasons ==
        std::vector<std::string>{"the same folded name 柳塘区教育局 in 3 documents"});
  CHECK(graph.decisions == std::vector<std::pair<std::string, std::string>>{
                               {"join " + id_text(bureau.id), bureau.reasons[0]}});
  CHECK(graph.names == std::vector<std::pair<std::string, EntityId>>{{"区教育局", bureau.id},
                                                                     {"柳塘区教育局", bureau.id}});
}

TEST_CASE("an entity keeps its id when articles that do not speak of it come and go") {
  Article article("a.txt");
  article.add("Organization", {"云崖大学"});
  const EntityId alone = link({article.input()}).entities[0].id;
  std::vector<Article> others = {article};
  for (int i = 0; i < 20; ++i) {
    others.emplace_back("other-" + std::to_string(i) + ".txt").add("Organization", {"松原大学"});
  }
  CHECK(named(link(inputs(others)), "云崖大学").id == alone);
}

TEST_CASE("what several articles say alike is one statement with all the evidence") {
  std::vector<Article> articles = {Article("a.txt"), Article("b.txt")};
  for (std::size_t i = 0; i < 2; ++i) {
    const auto host = articles[i].add("Organization", {"云崖大学"});
    const auto event = articles[i].add("Event", {"第三届云崖论坛"});
    articles[i].say(host, "organized", event, {{"role", "host"}});
    articles[i].extraction.statements[0].confidence = i == 0 ? 700 : 900;
    articles[i].extraction.statements[0].method = i == 0 ? "a" : "b";
    articles[i].say(host, "organized", event, {{"role", "host"}}, Status::kPlanned);
    articles[i].say(host, "organized", event, {{"role", i == 0 ? "support" : "organizer"}});
  }
  const LinkedGraph graph = link(inputs(articles));
  REQUIRE(graph.statements.size() == 4);
  for (const StatementRecord& statement : graph.statements) {
    const bool shared = statement.qualifiers.at("role") == "host";
    CHECK(statement.evidence.size() == (shared ? 2 : 1));
    CHECK(std::is_sorted(statement.evidence.begin(), statement.evidence.end()));
    if (shared && statement.status == Status::kAsserted) {
      CHECK(statement.confidence == 900);
      CHECK(statement.method == "b");
    }
  }
}

TEST_CASE("one post in two scripts, or in another case, is one statement, spelled as most do") {
  std::vector<Article> articles = {Article("a.txt"), Article("b.txt"), Article("c.txt")};
  const std::vector<std::string> titles = {"秘書長", "秘书长", "秘书长"};
  for (std::size_t i = 0; i < articles.size(); ++i) {
    const auto person = articles[i].add("Person", {"柳一平"});
    const auto body = articles[i].add("Organization", {"云崖大学"});
    articles[i].say(person, "holds_position", body, {{"title", titles[i]}});
  }
  const LinkedGraph graph = link(inputs(articles));
  REQUIRE(graph.statements.size() == 1);
  CHECK(graph.statements[0].qualifiers.at("title") == "秘书长");
  CHECK(graph.statements[0].evidence.size() == 3);
}

TEST_CASE("the two ways to say a symmetric statement are one") {
  std::vector<Article> articles = {Article("a.txt"), Article("b.txt")};
  for (std::size_t i = 0; i < 2; ++i) {
    articles[i].add("Organization", {"云崖大学"});
    articles[i].add("Organization", {"松原大学"});
    articles[i].say(i == 0 ? 0 : 1, "partnered_with", i == 0 ? 1 : 0);
    articles[i].say(i == 0 ? 0 : 1, "visited", i == 0 ? 1 : 0);
  }
  const LinkedGraph graph = link(inputs(articles));
  REQUIRE(graph.statements.size() == 3);
  const auto count = std::count_if(
      graph.statements.begin(), graph.statements.end(), [](const StatementRecord& statement) {
        return statement.predicate == "partnered_with" && statement.subject < statement.object;
      });
  CHECK(count == 1);
}

TEST_CASE("a statement from a thing to itself, or without evidence, is left out") {
  Article article("a.txt");
  const auto a = article.add("Organization", {"云崖大学"});
  const auto b = article.add("Organization", {"雲崖大學"});
  const auto c = article.add("Organization", {"松原大学"});
  article.say(a, "part_of", b);
  article.say(a, "visited", c);
  article.extraction.statements.back().evidence.clear();
  CHECK(link({article.input()}).statements.empty());
}

TEST_CASE("mentions lead to their entity; titles and dates are none") {
  Article article("a.txt");
  const auto person = article.add("Person", {"何溪"});
  article.extraction.mentions.push_back({{100, 106}, "Title", false, kNoEntity, 1000});
  article.extraction.mentions.push_back({{110, 116}, "Person", true, std::int32_t(person), 800});
  const LinkedGraph graph = link({article.input()});
  REQUIRE(graph.mentions.size() == 2);
  CHECK(graph.mentions[0].span.begin < graph.mentions[1].span.begin);
  CHECK(graph.mentions[1].anaphor);
  CHECK(graph.mentions[1].confidence == 800);
  CHECK(graph.mentions[1].entity == graph.entities[0].id);
}

TEST_CASE("extractions that point outside themselves do no harm") {
  Article article("a.txt");
  article.add("Person", {});
  article.add("Person", {""});
  article.add("Organization", {std::string(100000, 'x') + "\xFF\xC0 \x01"});
  article.extraction.mentions.push_back({{0, 1}, "Person", false, 99, 1000});
  article.extraction.mentions.push_back({{0, 1}, "Person", false, -7, 1000});
  article.say(0, "attended", 1);
  article.extraction.statements.back().object = 4000000000U;
  const LinkedGraph graph = link({article.input()});
  CHECK(graph.entities.size() == 3);
  CHECK(graph.statements.empty());
}
