// A ledger over articles: what is in force, and what it makes of the graph.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "article.h"
#include "graph/decision/ledger.h"
#include "graph/decision/standing.h"
#include "graph/link/link.h"

using namespace quipu;
using namespace quipu::test;

namespace {

const std::string kUniversity = "云崖大学";

// Articles 0.txt to count-1.txt, published in this order, each of one university of one name.
std::vector<LinkInput> articles(std::size_t count, const std::string& name = kUniversity) {
  std::vector<LinkInput> out;
  for (std::size_t i = 0; i < count; ++i) {
    Article article(std::to_string(i) + ".txt");
    article.add("Organization", {name});
    out.push_back(article.input());
    out.back().published = "2025-01-0" + std::to_string(1 + i % 9);
  }
  return out;
}

MentionEvidence in(std::size_t article, const std::string& name = kUniversity) {
  MentionEvidence evidence;
  evidence.type = "Organization";
  evidence.name = name;
  evidence.uri = std::to_string(article) + ".txt";
  return evidence;
}

std::vector<MentionEvidence> in(std::initializer_list<std::size_t> articles) {
  std::vector<MentionEvidence> out;
  for (const std::size_t article : articles) out.push_back(in(article));
  return out;
}

Decision decision(DecisionKind kind, std::vector<MentionEvidence> first,
                  std::vector<MentionEvidence> second, std::string because = {}) {
  Decision out;
  out.kind = kind;
  out.first = std::move(first);
  out.second = std::move(second);
  out.because = std::move(because);
  return out;
}

Decision undo(const Decision& target) {
  Decision out;
  out.kind = DecisionKind::kUndo;
  out.target = decision_id(target);
  return out;
}

LinkedGraph graph(const std::vector<LinkInput>& inputs, const Ledger& ledger) {
  const auto linked = link(inputs, ledger, [](DocumentId) -> Result<std::string> { return ""; });
  REQUIRE(linked);
  return *linked;
}

std::string standing(const LinkedGraph& graph, const Decision& decision) {
  const std::string key = std::string(kDecidedPrefix) + id_text(decision_id(decision));
  for (const auto& [name, value] : graph.decisions) {
    if (name == key) return value;
  }
  return "nothing is known";
}

EntityId entity_in(const LinkedGraph& graph, std::size_t article) {
  const DocumentId document = document_id(std::to_string(article) + ".txt");
  for (const MentionRecord& mention : graph.mentions) {
    if (mention.document == document) return mention.entity;
  }
  return 0;
}

EntityId resolve(const LinkedGraph& graph, EntityId id) {
  for (const EntityRecord& entity : graph.entities) {
    if (entity.id == id) return id;
  }
  for (const auto& [alias, entity] : graph.aliases) {
    if (alias == id) return entity;
  }
  return 0;
}

}  // namespace

TEST_CASE("a merge holds whatever the names say, and gives its reason") {
  auto inputs = articles(2);
  Article other("9.txt");
  other.add("Organization", {"松原第四届园丁论坛组委会"});
  inputs.push_back(other.input());
  const Decision merge =
      decision(DecisionKind::kMerge, {in(0)}, {in(9, "松原第四届园丁论坛组委会")}, "its old name");
  CHECK(graph(inputs, {}).entities.size() == 2);
  const LinkedGraph merged = graph(inputs, {merge});
  REQUIRE(merged.entities.size() == 1);
  CHECK(standing(merged, merge) == "in force");
  const auto& reasons = merged.entities.front().reasons;
  CHECK(std::any_of(reasons.begin(), reasons.end(), [&](const std::string& reason) {
    return reason == "a person decided (" + id_text(decision_id(merge)) + "): its old name";
  }));
}

TEST_CASE("things of two types are never merged") {
  auto inputs = articles(1);
  Article other("9.txt");
  other.add("Event", {"云崖论坛"});
  inputs.push_back(other.input());
  MentionEvidence event = in(9, "云崖论坛");
  event.type = "Event";
  const Decision merge = decision(DecisionKind::kMerge, {in(0)}, {event});
  const LinkedGraph merged = graph(inputs, {merge});
  CHECK(merged.entities.size() == 2);
  CHECK(standing(merged, merge) == "overruled");
}

TEST_CASE("two that a person keeps apart are apart, whatever stands between them") {
  const auto inputs = articles(6);
  REQUIRE(graph(inputs, {}).entities.size() == 1);
  const Decision distinct = decision(DecisionKind::kDistinct, {in(0)}, {in(5)});
  const LinkedGraph apart = graph(inputs, {distinct});
  CHECK(standing(apart, distinct) == "in force");
  CHECK(entity_in(apart, 0) != entity_in(apart, 5));
  // Merges of earlier days that would build a chain between them yield to it.
  const Decision left = decision(DecisionKind::kMerge, {in(0)}, {in(1)});
  const Decision right = decision(DecisionKind::kMerge, {in(1)}, {in(5)});
  const LinkedGraph chain = graph(inputs, {left, right, distinct});
  CHECK(entity_in(chain, 0) != entity_in(chain, 5));
  CHECK(standing(chain, left) == "overruled " + id_text(decision_id(distinct)));
  CHECK(standing(chain, right) == "in force");
}

TEST_CASE("of decisions that contradict one another the later one counts, and is named") {
  const auto inputs = articles(2);
  const Decision merge = decision(DecisionKind::kMerge, {in(0)}, {in(1)});
  const Decision distinct = decision(DecisionKind::kDistinct, {in(0)}, {in(1)});
  const LinkedGraph two = graph(inputs, {merge, distinct});
  CHECK(two.entities.size() == 2);
  CHECK(standing(two, merge) == "overruled " + id_text(decision_id(distinct)));
  const LinkedGraph one = graph(inputs, {distinct, merge});
  CHECK(one.entities.size() == 1);
  CHECK(standing(one, distinct) == "overruled " + id_text(decision_id(merge)));
}

TEST_CASE("of an earlier merge holds what a later decision leaves of it") {
  const auto inputs = articles(4);
  const Decision merge = decision(DecisionKind::kMerge, in({0, 1}), in({2, 3}));
  const Decision split = decision(DecisionKind::kSplit, in({0, 1}), in({3}));
  const LinkedGraph parts = graph(inputs, {merge, split});
  CHECK(standing(parts, merge) == "in part " + id_text(decision_id(split)));
  CHECK(entity_in(parts, 0) == entity_in(parts, 2));
  CHECK(entity_in(parts, 0) != entity_in(parts, 3));
}

TEST_CASE("an undo leaves no trace in the graph but that it was made") {
  const auto inputs = articles(3);
  const Decision split = decision(DecisionKind::kSplit, in({0, 1}), in({2}));
  const LinkedGraph before = graph(inputs, {});
  LinkedGraph after = graph(inputs, {split, undo(split)});
  CHECK(standing(after, split).starts_with("undone "));
  std::erase_if(after.decisions,
                [](const auto& row) { return row.first.starts_with(kDecidedPrefix); });
  CHECK(dump(after) == dump(before));
  CHECK(graph(inputs, {split, undo(split), undo(undo(split))}).entities.size() == 2);
}

TEST_CASE("a decision whose articles are gone sleeps, and wakes when they come back") {
  const auto inputs = articles(3);
  const Decision distinct = decision(DecisionKind::kDistinct, {in(0)}, {in(2)});
  const std::vector<LinkInput> fewer = {inputs[0], inputs[1]};
  const LinkedGraph asleep = graph(fewer, {distinct});
  CHECK(standing(asleep, distinct) == "dormant");
  CHECK(asleep.entities.size() == 1);
  CHECK(standing(graph(inputs, {distinct}), distinct) == "in force");
  CHECK(standing(graph(inputs, {undo(distinct)}), undo(distinct)) == "dormant");
}

TEST_CASE("a thing has the name that a person gave it last, in each language, and is found by it") {
  const auto inputs = articles(3);
  Decision first = decision(DecisionKind::kRename, {in(0)}, {});
  first.name = "云崖学院";
  Decision second = first;
  second.name = "云崖 University";
  Decision english = second;
  english.language = "en";
  const LinkedGraph renamed = graph(inputs, {first, english, second});
  REQUIRE(renamed.entities.size() == 1);
  const EntityRecord& entity = renamed.entities.front();
  CHECK(entity.name == "云崖 University");
  CHECK(entity.labels.at("en") == "云崖 University");
  CHECK(standing(renamed, first) == "overruled " + id_text(decision_id(second)));
  CHECK(std::is_sorted(entity.names.begin(), entity.names.end()));
  CHECK(std::any_of(renamed.names.begin(), renamed.names.end(), [&](const auto& name) {
    return name.first == "云崖university" && name.second == entity.id;
  }));
}

TEST_CASE("two local things of one article can be two, though they share their name") {
  Article article("0.txt");
  article.add("Organization", {kUniversity, "云大"});
  article.add("Organization", {kUniversity, "云崖师大"});
  CHECK(graph({article.input()}, {}).entities.size() == 1);
  const Decision distinct = decision(DecisionKind::kDistinct, {in(0, "云大")}, {in(0, "云崖师大")});
  const LinkedGraph two = graph({article.input()}, {distinct});
  CHECK(two.entities.size() == 2);
  CHECK(standing(two, distinct) == "in force");
}

TEST_CASE("the order of articles says nothing, that of the ledger does") {
  auto inputs = articles(6);
  const Ledger ledger = {decision(DecisionKind::kMerge, in({0, 1}), in({4})),
                         decision(DecisionKind::kSplit, in({0, 1, 4}), in({2, 3})),
                         decision(DecisionKind::kDistinct, in({5}), in({0}))};
  const std::string expected = dump(graph(inputs, ledger));
  std::mt19937 random(3);
  for (int round = 0; round < 10; ++round) {
    std::shuffle(inputs.begin(), inputs.end(), random);
    CHECK(dump(graph(inputs, ledger)) == expected);
  }
}

TEST_CASE("the older id stays when two become one, and the other leads to it") {
  const auto old_ones = articles(2);
  auto others = articles(2, "松原学院");
  for (std::size_t i = 0; i < others.size(); ++i) {
    others[i].document = document_id(std::to_string(4 + i) + ".txt");
    others[i].published = "2026";
  }
  auto inputs = old_ones;
  inputs.insert(inputs.end(), others.begin(), others.end());
  const LinkedGraph before = graph(inputs, {});
  const EntityId old_id = entity_in(before, 0), new_id = entity_in(before, 4);
  REQUIRE(old_id != new_id);
  const LinkedGraph merged =
      graph(inputs, {decision(DecisionKind::kMerge, {in(0)}, {in(4, "松原学院")})});
  CHECK(entity_in(merged, 4) == old_id);
  CHECK(resolve(merged, new_id) == old_id);
}

TEST_CASE("when a person splits a thing, its id stays with the larger part") {
  const auto inputs = articles(5);
  const EntityId id = graph(inputs, {}).entities.front().id;
  // Article 0 is the oldest, and gave the id.
  Decision split = decision(DecisionKind::kSplit, in({1, 2, 3, 4}), in({0}));
  split.kept_id = id;
  const LinkedGraph parts = graph(inputs, {split});
  CHECK(entity_in(parts, 4) == id);
  CHECK(entity_in(parts, 0) != id);
  // The larger part is split again and its larger part keeps the id again.
  Decision again = decision(DecisionKind::kSplit, in({3, 4}), in({1}));
  again.kept_id = id;
  Decision third = decision(DecisionKind::kSplit, in({2, 3, 4}), in({1}));
  third.kept_id = id;
  const LinkedGraph three = graph(inputs, {split, third});
  CHECK(three.entities.size() == 3);
  CHECK(entity_in(three, 4) == id);
  // Equal parts: it stays with what stays.
  const auto four = articles(2);
  Decision halves = decision(DecisionKind::kSplit, in({1}), in({0}));
  halves.kept_id = graph(four, {}).entities.front().id;
  CHECK(entity_in(graph(four, {halves}), 1) == halves.kept_id);
  // Nobody else's id can be taken.
  Decision thief = halves;
  thief.kept_id = 42;
  CHECK(entity_in(graph(four, {thief}), 0) != 42);
  CHECK(entity_in(graph(four, {thief}), 1) != 42);
}

TEST_CASE("an entity keeps its id while unrelated articles come and go, and every id resolves") {
  std::mt19937 random(11);
  const std::vector<std::string> names = {"云崖大学", "松原学院", "柳塘师范学校",
                                          "桂湖小学", "竹溪中学", "沙岭幼儿园"};
  std::vector<LinkInput> all;
  for (std::size_t i = 0; i < 40; ++i) {
    Article article(std::to_string(i) + ".txt");
    article.add("Organization", {names[i % names.size()]});
    all.push_back(article.input());
    all.back().published = "2025-01-" + std::to_string(10 + i % 20);
  }
  for (int round = 0; round < 20; ++round) {
    // Articles of one name stay, any others come and go.
    const std::string& watched = names[random() % names.size()];
    std::vector<LinkInput> some;
    for (const LinkInput& input : all) {
      const bool is_watched = input.extraction.entities.front().names.front() == watched;
      if (is_watched || random() % 2 == 0) some.push_back(input);
    }
    CHECK(named(graph(some, {}), watched).id == named(graph(all, {}), watched).id);
    // Younger articles of the same thing do not change its id; older ones lead to the new one.
    std::vector<LinkInput> fewer = some;
    std::shuffle(fewer.begin(), fewer.end(), random);
    fewer.resize(fewer.size() / 2 + 1);
    const LinkedGraph few = graph(fewer, {}), many = graph(some, {});
    for (const EntityRecord& entity : few.entities) {
      CHECK(resolve(many, entity.id) == named(many, entity.name).id);
    }
  }
}
