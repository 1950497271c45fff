// What persons decided, in a store: kept in order, apart from the linked graph.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/graph/store/fixture.h"
#include "tests/graph/store/raw.h"

namespace quipu {

using test::article;
using test::graph_of;
using test::open_store;
using test::TemporaryFolder;
using test::value;

namespace {

std::vector<std::string> texts(const Store& store) {
  std::vector<std::string> out;
  value(store.snapshot().for_each_ledger_entry([&](const LedgerEntry& entry) {
    CHECK(entry.position == out.size());
    CHECK(entry.id == ledger_id(entry.text));
    out.push_back(entry.text);
    return true;
  }));
  return out;
}

}  // namespace

TEST_CASE("decisions stay in their order through changed articles and a new graph") {
  const TemporaryFolder folder;
  {
    Store store = open_store(folder / "kg");
    value(store.put(article(0).document, article(0).extraction));
    value(store.replace_linked(graph_of(1)));
    value(store.append_ledger({"b", "a"}));
    CHECK_FALSE(value(store.snapshot().linked()));
    value(store.replace_linked(graph_of(1)));
    CHECK(value(store.snapshot().linked()));
    value(store.remove(article(0).document.uri));
    value(store.append_ledger({"c"}));
    value(store.replace_linked({}));
  }
  const Store store = open_store(folder / "kg");
  CHECK(texts(store) == std::vector<std::string>{"b", "a", "c"});
  CHECK(value(store.counts()).ledger == 3);
  CHECK(value(store.verify()).empty());
}

TEST_CASE("a decision that is there already is refused, and with it all of its company") {
  const TemporaryFolder folder;
  Store store = open_store(folder / "kg");
  value(store.append_ledger({"a"}));
  CHECK(store.append_ledger({"b", "a"}).error().code == ErrorCode::kInvalid);
  CHECK(store.append_ledger({"b", "b"}).error().code == ErrorCode::kInvalid);
  CHECK(texts(store) == std::vector<std::string>{"a"});
}

TEST_CASE("an id that an entity took over leads to it, a living one to itself") {
  const TemporaryFolder folder;
  Store store = open_store(folder / "kg");
  value(store.put(article(0).document, article(0).extraction));
  LinkedGraph graph = graph_of(1);
  const EntityId living = graph.entities.front().id;
  graph.aliases = {{17, living}, {18, living}};
  value(store.replace_linked(graph));
  const Snapshot snapshot = store.snapshot();
  CHECK(value(snapshot.resolve(17)) == living);
  CHECK(value(snapshot.resolve(living)) == living);
  CHECK(snapshot.resolve(19).error().code == ErrorCode::kNotFound);
  graph.aliases = {{17, living}, {17, graph.entities.back().id}};
  CHECK(store.replace_linked(graph).error().code == ErrorCode::kInvalid);
}

TEST_CASE("a store that lost a decision is not opened") {
  const TemporaryFolder folder;
  {
    Store store = open_store(folder / "kg");
    value(store.append_ledger({"a", "b"}));
    value(store.flush());
  }
  {
    test::RawStore raw(folder / "kg");
    raw.remove(Column::kLedger, raw.rows(Column::kLedger).back().first);
  }
  CHECK(Store::open(folder / "kg", {}).error().code == ErrorCode::kCorrupt);
}

}  // namespace quipu
