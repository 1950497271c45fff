// What a person says of two things outranks what linking sees.
#include <doctest/doctest.h>

#include "article.h"
#include "graph/link/explain.h"

using namespace quipu;
using namespace quipu::test;

namespace {

// Units by document: unit 0 is the first article's, and so on, as long as each has one entity.
ConstraintSource say(std::vector<Constraint> constraints) {
  return [said = std::move(constraints)](const Units&, std::span<const LinkInput>) { return said; };
}

// Articles that speak of one thing each, in the order of their ids: article i is unit i.
std::vector<LinkInput> things(const std::string& type, const std::vector<std::string>& names) {
  std::vector<LinkInput> out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    Article article(std::to_string(i) + ".txt");
    article.add(type, {names[i]});
    out.push_back(article.input());
    out.back().document = i;
  }
  return out;
}

std::size_t count(const std::vector<LinkInput>& inputs, std::vector<Constraint> constraints) {
  return link(inputs, say(std::move(constraints))).entities.size();
}

}  // namespace

TEST_CASE("two that a person calls one are one, whatever speaks against it") {
  const auto schools = things("Organization", {"柳塘一中", "松原二中", "云崖大学"});
  CHECK(count(schools, {}) == 3);
  CHECK(count(schools, {{0, 1, true, "renamed in 2020"}}) == 2);
  CHECK(count(schools, {{0, 1, true, ""}, {1, 2, true, ""}}) == 1);
}

TEST_CASE("no chain joins two that a person calls two") {
  const auto same = things("Organization", {"云崖大学", "云崖大学", "云崖大学", "云崖大学"});
  CHECK(count(same, {}) == 1);
  CHECK(count(same, {{0, 3, false, "two universities of one name"}}) == 2);
  CHECK(count(same, {{0, 1, false, ""}, {1, 2, false, ""}, {0, 2, false, ""}}) == 3);
}

TEST_CASE("of what a person says the last decides") {
  const auto same = things("Organization", {"云崖大学", "松原大学", "柳塘大学"});
  CHECK(count(same, {{0, 1, true, ""}, {1, 2, true, ""}, {0, 2, false, ""}}) == 2);
  CHECK(count(same, {{0, 1, false, ""}, {0, 1, true, ""}}) == 2);
  CHECK(count(same, {{0, 1, true, ""}, {0, 1, false, ""}}) == 3);
}
