// The same articles give the same graph, whatever the order of articles and of local ids.
#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "article.h"

using namespace quipu;
using namespace quipu::test;

namespace {

std::uint32_t below(std::uint32_t limit, std::mt19937& random) {
  return static_cast<std::uint32_t>(random() % limit);
}

template <typename T>
const T& pick(const std::vector<T>& from, std::mt19937& random) {
  return from[random() % from.size()];
}

// Articles from a small stock of names, so that they meet, contradict and confuse one another.
std::vector<Article> random_articles(std::mt19937& random) {
  static const std::vector<std::pair<std::string, std::vector<std::string>>> kNames = {
      {"Person", {"何溪", "段云舟", "何", "Xi He"}},
      {"Organization",
       {"柳塘区教育局", "区教育局", "教育局", "松原区教育局", "云崖大学", "雲崖大學", "云大",
        "柳塘一中", "柳塘二中", "第一中学", "组委会"}},
      {"Event", {"云崖论坛", "第三届云崖论坛", "第四届云崖论坛", "2024云崖论坛", "开幕式"}},
      {"Place", {"柳塘区", "松原区", "云崖市", "松原市", "县"}},
      {"Award", {"一等奖", "银杏园丁奖"}}};
  static const std::vector<std::string> kPredicates = {"holds_position", "attended",  "located_in",
                                                       "part_of",        "organized", "visited",
                                                       "met_with",       "received",  "appointed"};
  static const std::vector<std::string> kTitles = {"", "局长", "校长"};
  static const std::vector<std::string> kDates = {"", "2023-05-01", "2024", "2024-05-10"};
  std::vector<Article> articles;
  for (int i = 0; i < 12; ++i) {
    Article& article = articles.emplace_back("article-" + std::to_string(i) + ".txt");
    const std::uint32_t count = 2 + below(8, random);
    for (std::uint32_t k = 0; k < count; ++k) {
      const auto& [type, stock] = pick(kNames, random);
      std::vector<std::string> names = {pick(stock, random)};
      if (random() % 3 == 0) names.push_back(pick(stock, random));
      if (names.back() == names.front()) names.resize(1);
      article.add(type, names);
    }
    for (std::uint32_t k = below(10, random); k > 0; --k) {
      Qualifiers qualifiers;
      if (const std::string& title = pick(kTitles, random); !title.empty()) {
        qualifiers["title"] = title;
      }
      if (const std::string& date = pick(kDates, random); !date.empty()) qualifiers["date"] = date;
      article.say(below(count, random), pick(kPredicates, random), below(count, random), qualifiers,
                  static_cast<Status>(random() % 5));
    }
  }
  return articles;
}

// The same article with its entities in another order.
LinkInput with_other_ids(const LinkInput& input, std::mt19937& random) {
  LinkInput out = input;
  std::vector<std::uint32_t> to(input.extraction.entities.size());
  std::iota(to.begin(), to.end(), 0U);
  std::shuffle(to.begin(), to.end(), random);
  for (std::size_t i = 0; i < to.size(); ++i) {
    out.extraction.entities[to[i]] = input.extraction.entities[i];
  }
  for (Mention& mention : out.extraction.mentions) {
    if (mention.entity >= 0) {
      mention.entity = static_cast<std::int32_t>(to[static_cast<std::size_t>(mention.entity)]);
    }
  }
  for (Statement& statement : out.extraction.statements) {
    statement.subject = to[statement.subject];
    statement.object = to[statement.object];
  }
  std::shuffle(out.extraction.mentions.begin(), out.extraction.mentions.end(), random);
  std::shuffle(out.extraction.statements.begin(), out.extraction.statements.end(), random);
  return out;
}

}  // namespace

TEST_CASE("linking depends on neither the order of articles nor local ids") {
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    std::vector<LinkInput> all = inputs(random_articles(random));
    const std::string expected = dump(link(all));
    for (int round = 0; round < 5; ++round) {
      std::shuffle(all.begin(), all.end(), random);
      std::vector<LinkInput> renumbered;
      for (const LinkInput& input : all) renumbered.push_back(with_other_ids(input, random));
      REQUIRE(dump(link(renumbered)) == expected);
    }
  }
}

TEST_CASE("ids are unique, references lead somewhere, and no entity has two of one article") {
  for (std::uint32_t seed = 100; seed <= 130; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    const LinkedGraph graph = link(inputs(random_articles(random)));
    const auto by_id = [](const EntityRecord& a, const EntityRecord& b) { return a.id < b.id; };
    REQUIRE(std::is_sorted(graph.entities.begin(), graph.entities.end(), by_id));
    REQUIRE(std::adjacent_find(graph.entities.begin(), graph.entities.end(),
                               [](const EntityRecord& a, const EntityRecord& b) {
                                 return a.id == b.id;
                               }) == graph.entities.end());
    const auto known = [&](EntityId id) {
      EntityRecord key;
      key.id = id;
      return std::binary_search(graph.entities.begin(), graph.entities.end(), key, by_id);
    };
    for (const StatementRecord& statement : graph.statements) {
      REQUIRE(known(statement.subject));
      REQUIRE(known(statement.object));
      REQUIRE(!statement.evidence.empty());
    }
    for (const MentionRecord& mention : graph.mentions) REQUIRE(known(mention.entity));
    for (const EntityRecord& entity : graph.entities) {
      REQUIRE(std::is_sorted(entity.names.begin(), entity.names.end()));
      REQUIRE(std::find(entity.names.begin(), entity.names.end(), entity.name) !=
              entity.names.end());
    }
  }
}
