// Names that say the same in two languages, and names that nearly do.
#include <doctest/doctest.h>

#include <algorithm>

#include "article.h"

using namespace quipu;
using namespace quipu::test;

namespace {

// Two articles that speak of a thing by these names and of one county that both know.
bool one(const std::string& type, const std::string& a, const std::string& b) {
  std::vector<Article> articles = {Article("a.txt"), Article("b.txt")};
  for (std::size_t i = 0; i < 2; ++i) {
    articles[i].add(type, {i == 0 ? a : b});
    articles[i].add("Place", {"云崖", "Yunya"});
  }
  const LinkedGraph graph = link(inputs(articles));
  return named(graph, a).id == named(graph, b).id;
}

}  // namespace

TEST_CASE("a name and its translation, in any word order and as a machine has it, are one") {
  struct Case {
    const char* type;
    const char* a;
    const char* b;
  };
  for (const Case& c : std::vector<Case>{
           {"Organization", "柳塘区教育局", "Liutang District Education Bureau"},
           {"Organization", "柳塘區教育局", "Education Bureau of Liutang District"},
           {"Organization", "柳塘区教育局", "Liutang district education board"},
           {"Organization", "柳塘市第一中学", "Liutang No. 1 Middle School"},
           {"Organization", "柳塘市第一中学", "Liutang City First High School"},
           {"Organization", "柳塘师范大学", "Liutang Normal University"},
           {"Organization", "柳塘县职业技术学校", "Liutang County Vocational and Technical School"},
           {"Organization", "银杏教育基金会", "Ginkgo Education Foundation"},
           {"Place", "柳塘县", "Liutang County"},
           {"Event", "第三届柳塘校长论坛", "Third Liutang Principals Forum"},
           {"Event", "第三届柳塘校长论坛", "3rd Liutang principal's forum"},
           {"Program", "星火教师研修项目", "Spark Teacher Training Project"},
           {"Award", "银杏教师奖", "Ginkgo Teacher Award"},
           {"Work", "柳塘区教师队伍建设三年行动计划",
            "Three-Year Action Plan for the Construction of the Teaching Workforce of Liutang "
            "District"},
           {"Organization", "云洲师大", "云洲师范大学"},
           {"Organization", "柳塘市教委", "柳塘市教育委员会"},
           {"Organization", "柳塘实小", "柳塘区实验小学"},
           {"Organization", "柳塘一中", "柳塘市第一中学"},
           {"Organization", "Liutang Municipal Education Bureau", "Liutang City Education Bureau"},
       }) {
    CAPTURE(std::string(c.a) + " " + c.b);
    CHECK(one(c.type, c.a, c.b));
  }
}

TEST_CASE("what differs in a number, a place, a level or the kind of body is two") {
  struct Case {
    const char* type;
    const char* a;
    const char* b;
  };
  for (const Case& c : std::vector<Case>{
           {"Organization", "柳塘区教育局", "Songyuan District Education Bureau"},
           {"Organization", "柳塘区教育局", "Liutang District Finance Bureau"},
           {"Organization", "柳塘市第一中学", "Liutang No. 2 Middle School"},
           {"Organization", "柳塘一中", "柳塘市第二中学"},
           {"Organization", "柳塘市图书馆", "Liutang City Museum"},
           {"Place", "柳塘县", "Liutang District"},
           {"Place", "Yunzhou", "Yanzhou"},
           {"Event", "第三届柳塘校长论坛", "Fourth Liutang Principals Forum"},
           {"Event", "2023年柳塘校长论坛", "2024 Liutang Principals Forum"},
           {"Award", "银杏教师奖", "Pine Cone Teacher Award"},
           {"Event", "开幕式", "opening ceremony"},
           {"Organization", "县教育局", "County Education Bureau"},
       }) {
    CAPTURE(std::string(c.a) + " " + c.b);
    CHECK_FALSE(one(c.type, c.a, c.b));
  }
}

TEST_CASE("an article's place completes a relative name") {
  for (const auto& [place, other] : {std::pair("柳塘市", true), std::pair("松原市", false)}) {
    std::vector<Article> articles = {Article("a.txt"), Article("b.txt")};
    articles[0].add("Organization", {"柳塘市教育局"});
    articles[0].add("Place", {"柳塘市"});
    articles[1].add("Organization", {"市教育局"});
    articles[1].add("Place", {place});
    const LinkedGraph graph = link(inputs(articles));
    CAPTURE(place);
    CHECK((named(graph, "柳塘市教育局").id == named(graph, "市教育局").id) == other);
    CHECK(named(graph, "市教育局").names.size() == (other ? 2 : 1));
  }
}
