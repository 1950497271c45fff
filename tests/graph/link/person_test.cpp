// Which persons of different articles are one: the full name, and something beside it.
#include <doctest/doctest.h>

#include <algorithm>

#include "article.h"

using namespace quipu;
using namespace quipu::test;

namespace {

struct Post {
  std::string name, title, organization;
};

Article with_post(const std::string& uri, const Post& post) {
  Article article(uri);
  const auto person = article.add("Person", {post.name});
  const auto organization = article.add("Organization", {post.organization});
  article.say(person, "holds_position", organization, {{"title", post.title}});
  return article;
}

std::size_t persons(const Post& a, const Post& b) {
  return count_named(link({with_post("a.txt", a).input(), with_post("b.txt", b).input()}), a.name);
}

}  // namespace

TEST_CASE("a person joins through the same organization or the same post at one that may be it") {
  struct Case {
    Post a, b;
    std::size_t count;
  };
  for (const Case& c : std::vector<Case>{
           {{"何溪", "局长", "柳塘区教育局"}, {"何溪", "党组书记", "柳塘区教育局"}, 1},
           {{"段云舟", "局长", "柳塘区教育局"}, {"段云舟", "局长", "区教育局"}, 1},
           {{"何溪", "局长", "柳塘区教育局"}, {"何溪", "副局长", "区教育局"}, 2},
           {{"何溪", "局长", "柳塘区教育局"}, {"何溪", "局长", "松原区教育局"}, 2},
           {{"何溪", "局长", "柳塘区教育局"}, {"何溪", "学生", "云崖一中"}, 2},
           {{"Duan Yunzhou", "director", "Liutang District Education Bureau"},
            {"Duan Yunzhou", "director", "District Education Bureau"},
            1},
           {{"Xi He", "director", "Liutang District Education Bureau"},
            {"Xi He", "director", "Liutang District Finance Bureau"},
            2},
           {{"何", "局长", "柳塘区教育局"}, {"何", "局长", "柳塘区教育局"}, 2},
           {{"小何", "教师", "柳塘一中"}, {"小何", "教师", "柳塘一中"}, 2},
           {{"He", "director", "Liutang Bureau"}, {"He", "director", "Liutang Bureau"}, 2},
       }) {
    CAPTURE(c.a.name + " " + c.a.title + " " + c.a.organization);
    CAPTURE(c.b.name + " " + c.b.title + " " + c.b.organization);
    CHECK(persons(c.a, c.b) == c.count);
  }
}

TEST_CASE("a director of a bare bureau joins neither of two namesakes who direct one") {
  const LinkedGraph graph = link({with_post("a.txt", {"何溪", "局长", "柳塘县教育局"}).input(),
                                  with_post("b.txt", {"何溪", "局长", "松原县教育局"}).input(),
                                  with_post("c.txt", {"何溪", "局长", "县教育局"}).input()});
  CHECK(count_named(graph, "何溪") == 3);
}

TEST_CASE("an event in common joins persons unless their posts speak against it") {
  const auto attends = [](Article article) {
    article.say(0, "attended", article.add("Event", {"第三届云崖论坛"}));
    return article.input();
  };
  Article bare("c.txt");
  bare.add("Person", {"段云舟"});
  const Article director = with_post("a.txt", {"段云舟", "局长", "柳塘区教育局"});
  const Article student = with_post("b.txt", {"段云舟", "学生", "云崖一中"});
  CHECK(count_named(link({attends(director), attends(bare)}), "段云舟") == 1);
  CHECK(count_named(link({attends(director), attends(student)}), "段云舟") == 2);
  CHECK(count_named(link({attends(director), attends(student), attends(bare)}), "段云舟") == 3);
}

TEST_CASE("two of one common name with no more in common than an event are left to a person") {
  std::vector<Article> articles = {Article("a.txt"), Article("b.txt")};
  for (Article& article : articles) {
    article.say(article.add("Person", {"何溪"}), "attended",
                article.add("Event", {"第三届云崖论坛"}));
  }
  const LinkedGraph graph = link(inputs(articles));
  CHECK(count_named(graph, "何溪") == 2);
  const auto unsure = std::find_if(graph.decisions.begin(), graph.decisions.end(),
                                   [](auto& d) { return d.first.starts_with("unsure "); });
  REQUIRE(unsure != graph.decisions.end());
  CHECK(unsure->second.find("the same folded name 何溪") != std::string::npos);
}

TEST_CASE("a person is one in Chinese and in pinyin, in either order, by the same post") {
  struct Case {
    Post a, b;
    bool one;
  };
  const std::string bureau = "柳塘区教育局", english = "Liutang District Education Bureau";
  for (const Case& c : std::vector<Case>{
           {{"段云舟", "局长", bureau}, {"Duan Yunzhou", "director", english}, true},
           {{"段云舟", "局长", bureau}, {"Yunzhou DUAN", "director", english}, true},
           {{"段雲舟", "局長", bureau}, {"Duan Yun-zhou", "director", english}, true},
           {{"单云舟", "局长", bureau}, {"Shan Yunzhou", "director", english}, true},
           {{"解云舟", "局长", bureau}, {"Xie Yunzhou", "director", english}, true},
           {{"曾云舟", "局长", bureau}, {"Zeng Yunzhou", "director", english}, true},
           {{"区云舟", "局长", bureau}, {"Ou Yunzhou", "director", english}, true},
           {{"欧阳云", "局长", bureau}, {"Ouyang Yun", "director", english}, true},
           {{"段云舟", "局长", bureau}, {"Duan Yunchang", "director", english}, false},
           {{"段云舟", "局长", bureau}, {"Duan", "director", english}, false},
           {{"段云舟", "局长", bureau},
            {"Duan Yunzhou", "student", "Songyuan No. 1 Middle School"},
            false},
       }) {
    CAPTURE(c.a.name + " " + c.b.name);
    const LinkedGraph graph =
        link({with_post("a.txt", c.a).input(), with_post("b.txt", c.b).input()});
    CHECK((named(graph, c.a.name).id == named(graph, c.b.name).id) == c.one);
  }
}

TEST_CASE("a place or an award is no context for a person") {
  struct Case {
    const char* type;
    const char* name;
    const char* predicate;
    Status status;
    std::size_t count;
  };
  for (const Case& c : std::vector<Case>{
           {"Place", "柳塘区", "visited", Status::kAsserted, 2},
           {"Award", "银杏园丁奖", "received", Status::kAsserted, 2},
           {"Event", "第三届云崖论坛", "attended", Status::kPlanned, 1},
       }) {
    std::vector<Article> articles = {Article("a.txt"), Article("b.txt")};
    for (Article& article : articles) {
      const auto person = article.add("Person", {"段云舟"});
      article.say(person, c.predicate, article.add(c.type, {c.name}), {}, c.status);
    }
    CAPTURE(c.name);
    CHECK(count_named(link(inputs(articles)), "段云舟") == c.count);
  }
}

TEST_CASE("a person joined in one round is context for another in the next") {
  std::vector<Article> articles = {with_post("a.txt", {"何溪", "局长", "柳塘区教育局"}),
                                   with_post("b.txt", {"何溪", "局长", "柳塘区教育局"})};
  for (Article& article : articles) {
    article.say(0, "met_with", article.add("Person", {"段云舟"}));
  }
  CHECK(count_named(link(inputs(articles)), "段云舟") == 1);
}
