#include "graph/query/lookup.h"

#include <doctest/doctest.h>

#include "graph/query/edit_distance.h"
#include "tests/graph/query/fixture.h"

namespace quipu::test {
namespace {

std::vector<std::string> names_of(const Lookup& lookup) {
  std::vector<std::string> names;
  for (const NameCandidate& candidate : lookup.candidates) names.push_back(candidate.entity.name);
  return names;
}

}  // namespace

TEST_CASE("the distance of two names is the number of edits, or more than the limit") {
  CHECK(edit_distance(U"", U"", 3) == 0);
  CHECK(edit_distance(U"kitten", U"sitting", 3) == 3);
  CHECK(edit_distance(U"kitten", U"sitting", 2) == 3);
  CHECK(edit_distance(U"", U"abc", 3) == 3);
  CHECK(edit_distance(U"abc", U"", 2) == 3);
  CHECK(edit_distance(U"abcdef", U"bcdefg", 2) == 2);
  CHECK(edit_distance(U"王小明", U"王晓明", 1) == 1);
  CHECK(edit_distance(U"abcd", U"dcba", 9) == 4);
}

TEST_CASE("an entity is found by each of its names in either script and any case") {
  const TemporaryFolder folder;
  GraphMaker maker;
  maker.entity("Organization", "云溪教育局", {"Yunxi Education Bureau", "雲溪教育局", "YEB"});
  const Store store = maker.store(folder);
  for (const char* name : {"云溪教育局", "雲溪教育局", "yunxi education bureau",
                           "the Yunxi Education Bureau", "yeb"}) {
    CAPTURE(name);
    const Lookup found = value(look_up(store.snapshot(), name, "", 8));
    CHECK(found.by_name);
    CHECK(names_of(found) == std::vector<std::string>{"云溪教育局"});
  }
  CHECK(value(look_up(store.snapshot(), "yeb", "Person", 0)).candidates.empty());
}

TEST_CASE("of namesakes the one with most statements comes first") {
  const TemporaryFolder folder;
  GraphMaker maker;
  const EntityId place = maker.entity("Place", "Alder"),
                 team = maker.entity("Organization", "Alder"), award = maker.entity("Award", "Cup");
  maker.say(team, "received", award);
  const Store store = maker.store(folder);
  const Lookup found = value(look_up(store.snapshot(), "alder", "", 0));
  REQUIRE(found.candidates.size() == 2);
  CHECK(found.candidates[0].entity.id == team);
  CHECK(found.candidates[0].statement_count == 1);
  CHECK(found.candidates[1].entity.id == place);
  CHECK(value(look_up(store.snapshot(), "alder", "Place", 0)).candidates.size() == 1);
}

TEST_CASE("a name that nobody bears finds names with a slip, a part, or the same sound") {
  const TemporaryFolder folder;
  GraphMaker maker;
  maker.entity("Person", "孙磊");
  maker.entity("Person", "Lin Harper");
  maker.entity("Organization", "云溪区教育局");
  const Store store = maker.store(folder);
  const auto similar = [&](const char* name) {
    const Lookup found = value(look_up(store.snapshot(), name, "", 8));
    CHECK_FALSE(found.by_name);
    return names_of(found);
  };
  CHECK(similar("Lin Harpr") == std::vector<std::string>{"Lin Harper"});
  CHECK(similar("Harper") == std::vector<std::string>{"Lin Harper"});
  CHECK(similar("Sun Lei") == std::vector<std::string>{"孙磊"});
  CHECK(similar("孙雷") == std::vector<std::string>{"孙磊"});
  CHECK(similar("云溪教育局") == std::vector<std::string>{"云溪区教育局"});
  CHECK(similar("Nobody At All").empty());
  CHECK(similar("").empty());
  CHECK(similar("\xff").empty());
}

}  // namespace quipu::test
