// Which organizations, places, events, … of different articles are one.
#include <doctest/doctest.h>

#include "article.h"

using namespace quipu;
using namespace quipu::test;

namespace {

// Entities that two articles become which speak of one thing each.
std::size_t entities_of(const std::string& type, std::vector<std::string> a,
                        std::vector<std::string> b) {
  std::vector<Article> articles = {Article("a.txt"), Article("b.txt")};
  articles[0].add(type, std::move(a));
  articles[1].add(type, std::move(b));
  return link(inputs(articles)).entities.size();
}

}  // namespace

TEST_CASE("a name of its own joins across articles, generic and relative names do not") {
  struct Case {
    const char* type;
    const char* name;
    bool joins;
  };
  for (const Case& c : std::vector<Case>{
           {"Organization", "柳塘区教育局", true},
           {"Organization", "教育部", true},
           {"Organization", "柳塘区实验小学", true},
           {"Organization", "柳塘一中", true},
           {"Organization", "Liutang District Education Bureau", true},
           {"Organization", "Ministry of Education", true},
           {"Organization", "华东师范大学", true},
           {"Place", "市北区", true},
           {"Place", "柳塘区", true},
           {"Event", "第三届柳塘读书节", true},
           {"Event", "第四十个教师节", true},
           {"Award", "银杏园丁奖", true},
           {"Program", "双减", true},
           {"Work", "柳塘区教师队伍建设三年行动计划", true},
           {"Organization", "教育局", false},
           {"Organization", "县教育局", false},
           {"Organization", "區教育局", false},
           {"Organization", "市教委", false},
           {"Organization", "区人民政府", false},
           {"Organization", "实验小学", false},
           {"Organization", "第一中学", false},
           {"Organization", "二中", false},
           {"Organization", "三年级二班", false},
           {"Organization", "师范大学", false},
           {"Organization", "组委会", false},
           {"Organization", "市科技馆", false},
           {"Organization", "Education Bureau", false},
           {"Organization", "the Education Bureau", false},
           {"Organization", "Municipal Education Commission", false},
           {"Organization", "County Party Committee", false},
           {"Organization", "No. 1 Middle School", false},
           {"Organization", "Sixth Primary School", false},
           {"Organization", "organizing committee", false},
           {"Event", "全区教师节表彰大会", false},
           {"Event", "开学典礼", false},
           {"Event", "第三届校园艺术节", false},
           {"Event", "opening ceremony", false},
           {"Event", "2024 Education Conference", false},
           {"Award", "一等奖", false},
           {"Award", "优秀组织奖", false},
           {"Award", "first prize", false},
           {"Work", "实施方案", false},
           {"Work", "Memorandum of Understanding", false},
           {"Place", "会议室", false},
           {"Person", "陈砚秋", false},
           {"Person", "Chen Yanqiu", false},
       }) {
    CAPTURE(c.name);
    CHECK(entities_of(c.type, {c.name}, {c.name}) == (c.joins ? 1 : 2));
  }
}

TEST_CASE("names join when folding makes them equal, and types never mix") {
  CHECK(entities_of("Organization", {"柳塘區教育局"}, {"柳塘区教育局"}) == 1);
  CHECK(entities_of("Organization", {"The Liutang Fund"}, {"Liutang fund"}) == 1);
  std::vector<Article> articles = {Article("a.txt"), Article("b.txt")};
  articles[0].add("Place", {"柳塘书院"});
  articles[1].add("Organization", {"柳塘书院"});
  CHECK(link(inputs(articles)).entities.size() == 2);
}

TEST_CASE("one name in common is enough when the others agree") {
  CHECK(entities_of("Organization", {"云崖大学", "云大"}, {"云大"}) == 1);
  CHECK(entities_of("Organization", {"柳塘区教育局", "区教育局"}, {"松原区教育局", "区教育局"}) ==
        2);
}

TEST_CASE("an ordinal, year or number that differs keeps apart what else is named alike") {
  struct Case {
    const char* type;
    std::vector<std::string> a, b;
    std::size_t entities;
  };
  for (const Case& c : std::vector<Case>{
           {"Event", {"云崖论坛", "第三届云崖论坛"}, {"云崖论坛", "第四届云崖论坛"}, 2},
           {"Event", {"云崖论坛", "2023云崖论坛"}, {"云崖论坛", "2024云崖论坛"}, 2},
           {"Event", {"Yunya Forum", "Sixth Yunya Forum"}, {"Yunya Forum", "7th Yunya Forum"}, 2},
           {"Organization", {"云崖中学", "云崖一中"}, {"云崖中学", "云崖第二中学"}, 2},
           {"Organization",
            {"Yunya School", "Yunya No. 1 School"},
            {"Yunya School", "Yunya No. 2 School"},
            2},
           {"Event", {"云崖论坛", "第六届云崖论坛"}, {"云崖论坛", "第6届云崖论坛"}, 1},
           {"Organization", {"云崖一中", "云崖市第一中学"}, {"云崖一中"}, 1},
       }) {
    CAPTURE(c.a.back());
    CAPTURE(c.b.back());
    CHECK(entities_of(c.type, c.a, c.b) == c.entities);
  }
}

TEST_CASE("a bare name joins neither of two that its longer forms tell apart") {
  std::vector<Article> articles = {Article("a.txt"), Article("b.txt"), Article("c.txt")};
  articles[0].add("Event", {"云崖论坛", "第三届云崖论坛"});
  articles[1].add("Event", {"云崖论坛", "第四届云崖论坛"});
  articles[2].add("Event", {"云崖论坛"});
  const LinkedGraph graph = link(inputs(articles));
  CHECK(graph.entities.size() == 3);
  REQUIRE(graph.decisions.size() == 1);
  CHECK(graph.decisions[0].first.starts_with("apart "));
  CHECK(graph.decisions[0].second == "云崖论坛: ordinal 3 against 4");
}

TEST_CASE("events named alike are two when their dates lie far apart") {
  for (const bool same : {false, true}) {
    std::vector<Article> articles = {Article("a.txt"), Article("b.txt")};
    for (std::size_t i = 0; i < 2; ++i) {
      const auto host = articles[i].add("Organization", {"云崖大学"});
      const auto event = articles[i].add("Event", {"云崖教育工作会议"});
      articles[i].say(host, "organized", event,
                      {{"date", i == 0 || same ? "2023-03-01" : "2024-03-01"}});
    }
    CHECK(count_named(link(inputs(articles)), "云崖教育工作会议") == (same ? 1 : 2));
  }
}

TEST_CASE("a generic name joins beside the same place, the same parent or the same host and day") {
  struct Case {
    const char* type;
    const char* name;
    const char* predicate;
    const char* context_type;
    const char* context;
    const char* other_context;
  };
  for (const Case& c : std::vector<Case>{
           {"Organization", "区教育局", "located_in", "Place", "柳塘区", "松原区"},
           {"Organization", "教育学院", "part_of", "Organization", "云崖大学", "松原大学"},
           {"Organization", "Education Bureau", "located_in", "Place", "Liutang", "Songyuan"},
           {"Event", "开幕式", "part_of", "Event", "第三届云崖论坛", "第四届云崖论坛"},
       }) {
    for (const bool same : {true, false}) {
      CAPTURE(std::string(c.name));
      std::vector<Article> articles = {Article("a.txt"), Article("b.txt")};
      for (std::size_t i = 0; i < 2; ++i) {
        const auto thing = articles[i].add(c.type, {c.name});
        const auto context =
            articles[i].add(c.context_type, {i == 0 || same ? c.context : c.other_context});
        articles[i].say(thing, c.predicate, context);
      }
      CHECK(count_named(link(inputs(articles)), c.name) == (same ? 1 : 2));
    }
  }
}

TEST_CASE("a generic place beside a generic body is no context") {
  std::vector<Article> articles = {Article("a.txt"), Article("b.txt")};
  for (Article& article : articles) {
    article.say(article.add("Organization", {"教育局"}), "located_in",
                article.add("Place", {"县"}));
  }
  CHECK(link(inputs(articles)).entities.size() == 4);
}

TEST_CASE("districts of one name in two cities are two, and so are their bureaus") {
  std::vector<Article> articles = {Article("a.txt"), Article("b.txt"), Article("c.txt")};
  for (std::size_t i = 0; i < 3; ++i) {
    const auto district = articles[i].add("Place", {"长平区"});
    const auto city = articles[i].add("Place", {i == 0 ? "云崖市" : "松原市"});
    const auto bureau = articles[i].add("Organization", {"长平区教育局"});
    articles[i].say(district, "part_of", city);
    articles[i].say(bureau, "located_in", district);
  }
  const LinkedGraph graph = link(inputs(articles));
  CHECK(count_named(graph, "长平区") == 2);
  CHECK(count_named(graph, "长平区教育局") == 2);
}

TEST_CASE(
    "within an article only equal names of their own join, and what it keeps apart stays so") {
  Article article("a.txt");
  article.add("Organization", {"云崖大学", "云大"});
  article.add("Organization", {"雲崖大學"});
  article.add("Organization", {"实验小学"});
  article.add("Organization", {"实验小学"});
  article.add("Person", {"何溪"});
  article.add("Person", {"何溪"});
  const LinkedGraph one = link({article.input()});
  CHECK(count_named(one, "云崖大学") == 1);
  CHECK(count_named(one, "实验小学") == 2);
  CHECK(count_named(one, "何溪") == 2);

  Article both("b.txt");
  both.add("Organization", {"云崖大学"});
  both.add("Organization", {"云崖学院"});
  Article bridge("c.txt");
  bridge.add("Organization", {"云崖大学", "云崖学院"});
  CHECK(link({both.input(), bridge.input()}).entities.size() == 2);
}
