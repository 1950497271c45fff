#include "graph/query/search.h"

#include <doctest/doctest.h>

#include "tests/graph/query/fixture.h"

namespace quipu::test {

TEST_CASE("words are found in names and sentences whatever their script, the newest first") {
  const TemporaryFolder folder;
  GraphMaker maker;
  const EntityId bureau = maker.entity("Organization", "雲溪教育局"),
                 ada = maker.entity("Person", "Ada Quill"), bo = maker.entity("Person", "Bo");
  maker.say(ada, "visited", bureau, {{}, Status::kAsserted, 1000, "old", "2023-01-01"});
  maker.say(bo, "visited", bureau, {{}, Status::kAsserted, 1000, "new", "2024-01-01"});
  const Store store = maker.store(folder);
  const auto found = value(search(store.snapshot(), "溪教育", {10, 10}));
  REQUIRE(found.names.size() == 1);
  CHECK(found.names[0].entity.id == bureau);
  CHECK(found.names[0].statement_count == 2);
  REQUIRE(found.sentences.size() == 2);
  CHECK(found.sentences[0].quote.text == "Bo ~ 雲溪教育局.");
  REQUIRE(found.sentences[0].entities.size() == 2);
  CHECK(found.sentences[0].entities[0].id == bo);
  CHECK(found.sentences[0].entities[1].id == bureau);

  const auto few = value(search(store.snapshot(), "云溪", {10, 1}));
  CHECK(few.sentence_count == 2);
  CHECK(few.sentences.size() == 1);
}

TEST_CASE("several words are looked for in one sentence, Latin ones as whole words") {
  const TemporaryFolder folder;
  GraphMaker maker;
  const EntityId a = maker.entity("Person", "Ada Quill"), b = maker.entity("Person", "Bo Quilling"),
                 c = maker.entity("Event", "Forum");
  maker.say(a, "attended", c);
  maker.say(b, "attended", c);
  const Store store = maker.store(folder);
  const auto count = [&](const char* text) {
    return value(search(store.snapshot(), text, {10, 10})).sentence_count;
  };
  CHECK(count("quill") == 1);
  CHECK(count("forum QUILL") == 1);
  CHECK(count("forum") == 2);
  CHECK(count("ada bo") == 0);
  CHECK(count("  ") == 0);
  CHECK(count("\xff") == 0);
}

}  // namespace quipu::test
