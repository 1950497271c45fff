#include "graph/query/neighbors.h"

#include <doctest/doctest.h>

#include "graph/query/timeline.h"
#include "graph/query/who.h"
#include "tests/graph/query/fixture.h"

namespace quipu::test {

TEST_CASE("neighbours come nearest first, each with the weightiest statement and its sentence") {
  const TemporaryFolder folder;
  GraphMaker maker;
  const EntityId a = maker.entity("Person", "Ada"), b = maker.entity("Person", "Bo"),
                 c = maker.entity("Person", "Cy"), d = maker.entity("Person", "Di"),
                 e = maker.entity("Person", "Ed");
  maker.say(a, "visited", b, {{}, Status::kAsserted, 990, "x"});
  maker.say(b, "met_with", a, {{}, Status::kAsserted, 900, "x"});
  maker.say(b, "met_with", a, {{}, Status::kAsserted, 900, "y"});
  maker.say(c, "visited", a);
  maker.say(b, "visited", d);
  maker.say(a, "visited", e, {{}, Status::kNegated});
  const Store store = maker.store(folder);
  const auto found = value(neighbors_of(store.snapshot(), {a, 2, {}, 10, 1}));
  CHECK(found.count == 3);
  REQUIRE(found.neighbors.size() == 3);
  CHECK(found.neighbors[0].entity.name == "Bo");
  CHECK(found.neighbors[0].statement_count == 2);
  CHECK(found.neighbors[0].statement.predicate == "met_with");
  REQUIRE(found.neighbors[0].quotes.size() == 1);
  CHECK(found.neighbors[0].quotes[0].text == "Bo ~ Ada.");
  CHECK(found.neighbors[1].entity.name == "Cy");
  CHECK(found.neighbors[2].entity.name == "Di");
  CHECK(found.neighbors[2].distance == 2);
  CHECK(found.neighbors[2].nearer.name == "Bo");

  const auto few = value(neighbors_of(store.snapshot(), {a, 1, {{"visited"}, {c}}, 10, 1}));
  REQUIRE(few.neighbors.size() == 1);
  CHECK(few.neighbors[0].statement_count == 1);
}

TEST_CASE("what two entities have in common begins with what few others have") {
  const TemporaryFolder folder;
  GraphMaker maker;
  const EntityId a = maker.entity("Person", "Ada"), b = maker.entity("Person", "Bo"),
                 city = maker.entity("Place", "City"), forum = maker.entity("Event", "Forum"),
                 x = maker.entity("Person", "X");
  for (const EntityId one : {a, b, x}) maker.say(one, "located_in", city);
  for (const EntityId one : {a, b}) maker.say(one, "attended", forum);
  maker.say(a, "met_with", b);
  maker.say(a, "met_with", x);
  const Store store = maker.store(folder);
  const auto found = value(common_neighbors(store.snapshot(), a, b, {}, 10));
  REQUIRE(found.neighbors.size() == 2);
  CHECK(found.neighbors[0].of_first.entity.name == "Forum");
  CHECK(found.neighbors[0].statement_count == 2);
  CHECK(found.neighbors[0].of_second.quotes[0].text == "Bo ~ Forum.");
  CHECK(found.neighbors[1].of_first.entity.name == "City");
  CHECK(value(common_neighbors(store.snapshot(), a, b, {{}, {forum}}, 10)).count == 1);
}

TEST_CASE("a timeline goes by the statement's date, else by the earliest article's") {
  const TemporaryFolder folder;
  GraphMaker maker;
  const EntityId a = maker.entity("Person", "Ada"), f = maker.entity("Event", "Forum"),
                 g = maker.entity("Event", "Gala"), h = maker.entity("Event", "Hunt"),
                 i = maker.entity("Event", "Inn");
  maker.say(a, "attended", f, {{{"date", "2024-03"}}, Status::kAsserted, 1000, "x", "2024-05-01"});
  maker.say(a, "attended", g, {{}, Status::kAsserted, 1000, "y", "2024-02-02"});
  maker.say(a, "attended", g, {{}, Status::kAsserted, 1000, "z", "2024-01-01"});
  maker.say(a, "attended", h, {{{"date", "2023"}}, Status::kAsserted, 1000, "x", "2024-05-01"});
  maker.say(a, "attended", i, {{}, Status::kAsserted, 1000, "w", ""});
  const Store store = maker.store(folder);
  const auto all = value(timeline_of(store.snapshot(), a, false, 0));
  REQUIRE(all.moments.size() == 3);
  CHECK(all.undated_count == 1);
  CHECK(all.moments[0].date == "2023");
  CHECK(all.moments[1].date == "2024-01-01");
  CHECK(all.moments[1].published);
  CHECK(all.moments[2].date == "2024-03");
  CHECK_FALSE(all.moments[2].published);
  CHECK(all.moments[2].fact.quotes[0].text == "Ada ~ Forum.");
  const auto latest = value(timeline_of(store.snapshot(), f, false, 0));
  REQUIRE(latest.moments.size() == 1);
  CHECK_FALSE(latest.moments[0].fact.outgoing);
  const auto said = value(timeline_of(store.snapshot(), a, true, 1));
  CHECK(said.count == 2);
  REQUIRE(said.moments.size() == 1);
  CHECK(said.moments[0].date == "2024-03");
}

TEST_CASE("who holds a post goes by the last word up to the date") {
  const TemporaryFolder folder;
  GraphMaker maker;
  const EntityId body = maker.entity("Organization", "Body"),
                 part = maker.entity("Organization", "Part"), ada = maker.entity("Person", "Ada"),
                 bo = maker.entity("Person", "Bo"), cy = maker.entity("Person", "Cy"),
                 di = maker.entity("Person", "Di");
  const Qualifiers head = {{"title", "局長"}}, deputy = {{"title", "副局长"}};
  maker.say(ada, "holds_position", body, {head, Status::kAsserted, 1000, "u", "2022-01-01"});
  maker.say(ada, "holds_position", body, {head, Status::kFormer, 1000, "v", "2024-01-01"});
  Qualifiers appointed = head;
  appointed["date"] = "2023-06";
  maker.say(body, "appointed", bo, {appointed, Status::kAsserted, 1000, "v", "2024-01-01"});
  maker.say(cy, "holds_position", part, {deputy, Status::kAsserted, 1000, "u", "2022-01-01"});
  maker.say(di, "holds_position", body, {head, Status::kNegated, 1000, "u", "2022-01-01"});
  maker.say(part, "part_of", body);
  const Store store = maker.store(folder);
  const auto people = [&](const PostQuery& query) {
    std::vector<std::string> names;
    for (const Post& post : value(posts_at(store.snapshot(), query)).posts) {
      names.push_back(post.person.name);
    }
    return names;
  };
  using Names = std::vector<std::string>;
  CHECK(people({body, false, "", ""}) == Names{"Bo", "Ada"});  // the former one last
  CHECK(people({body, false, "局长", "2022-12-31"}) == Names{"Ada"});
  CHECK(people({body, false, "", "2023-06-15"}) == Names{"Ada", "Bo"});
  CHECK(people({body, false, "", "2023"}) == Names{"Ada", "Bo"});
  CHECK(people({body, false, "", "2024"}) == Names{"Bo"});
  CHECK(people({body, false, "", "2021"}).empty());
  CHECK(people({body, true, "副", ""}) == Names{"Cy"});
  CHECK(people({body, false, "副", ""}).empty());
  const Posts late = value(posts_at(store.snapshot(), {body, false, "", "2021"}));
  CHECK(late.later_count == 2);
  CHECK(value(posts_at(store.snapshot(), {body, false, "", "2024-06"})).ended_count == 1);
  const auto bad = posts_at(store.snapshot(), {body, false, "", "May 2024"});
  REQUIRE_FALSE(bad);
  CHECK(bad.error().code == ErrorCode::kUsage);
}

}  // namespace quipu::test
