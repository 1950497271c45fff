// relink(): from the extractions of a real store to its linked graph.
#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "article.h"
#include "graph/link/link.h"

using namespace quipu;
using namespace quipu::test;

TEST_CASE("relink reads what the articles say and writes the linked graph back") {
  const auto folder =
      std::filesystem::temp_directory_path() / ("quipu-relink-test-" + std::to_string(::getpid()));
  std::filesystem::remove_all(folder);
  {
    StoreOptions options;
    options.create = true;
    auto store = Store::open(folder.string(), options);
    REQUIRE(store);
    for (const std::string uri : {"a.txt", "b.txt"}) {
      Article article(uri);
      const auto person = article.add("Person", {"何溪"});
      const auto bureau = article.add("Organization", {"柳塘区教育局"});
      article.say(person, "holds_position", bureau, {{"title", "局长"}});
      Document document;
      document.uri = uri;
      document.language = "zh";
      document.bytes = "何溪 柳塘区教育局 局长";
      REQUIRE(store->put(document, article.extraction));
    }
    CHECK_FALSE(store->snapshot().linked().value());
    REQUIRE(relink(*store));
    const Snapshot snapshot = store->snapshot();
    CHECK(snapshot.linked().value());
    CHECK(store->counts()->entities == 2);
    CHECK(store->counts()->statements == 1);
    CHECK(store->counts()->mentions == 4);
    const auto ids = snapshot.entities_named("柳塘区教育局");
    REQUIRE(ids);
    REQUIRE(ids->size() == 1);
    const auto statements = snapshot.statements_to(ids->front());
    REQUIRE(statements);
    REQUIRE(statements->size() == 1);
    CHECK(statements->front().evidence.size() == 2);

    REQUIRE(store->remove("a.txt"));
    REQUIRE(relink(*store));
    CHECK(store->snapshot().statements_to(ids->front())->size() <= 1);
    CHECK(store->counts()->mentions == 2);
    const auto defects = store->verify();
    REQUIRE(defects);
    CHECK(defects->empty());
  }
  std::filesystem::remove_all(folder);
}
