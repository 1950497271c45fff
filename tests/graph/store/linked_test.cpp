// The linked graph in a store: replaced as a whole, read by every path.
#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "tests/graph/store/fixture.h"

namespace quipu {

using test::article;
using test::dump;
using test::graph_of;
using test::open_store;
using test::TemporaryFolder;
using test::value;

namespace {

Store linked_store(const std::string& path, std::size_t count) {
  Store store = open_store(path);
  for (std::size_t n = 0; n < count; ++n) {
    value(store.put(article(n).document, article(n).extraction));
  }
  value(store.replace_linked(graph_of(count)));
  return store;
}

std::vector<StatementId> ids(const std::vector<StatementRecord>& statements) {
  std::vector<StatementId> out;
  for (const StatementRecord& statement : statements) out.push_back(statement.id);
  std::sort(out.begin(), out.end());
  return out;
}

template <typename Wanted>
std::vector<StatementId> wanted_ids(const LinkedGraph& graph, const Wanted& wanted) {
  std::vector<StatementRecord> found;
  std::copy_if(graph.statements.begin(), graph.statements.end(), std::back_inserter(found), wanted);
  return ids(found);
}

}  // namespace

TEST_CASE("every statement is found by its subject, by its object and by its predicate") {
  const TemporaryFolder folder;
  const Store store = linked_store(folder / "kg", 20);
  const LinkedGraph graph = graph_of(20);
  const Snapshot snapshot = store.snapshot();
  for (const EntityRecord& entity : graph.entities) {
    CHECK(ids(value(snapshot.statements_from(entity.id))) ==
          wanted_ids(graph, [&](const auto& s) { return s.subject == entity.id; }));
    CHECK(ids(value(snapshot.statements_to(entity.id))) ==
          wanted_ids(graph, [&](const auto& s) { return s.object == entity.id; }));
    CHECK(value(snapshot.entity(entity.id)).names == entity.names);
    CHECK(value(snapshot.entities_named(entity.name)) == std::vector{entity.id});
  }
  for (const char* predicate : {"attended", "holds_post_in", "visited"}) {
    CHECK(ids(value(snapshot.statements_with(predicate))) ==
          wanted_ids(graph, [&](const auto& s) { return s.predicate == predicate; }));
  }
  CHECK(value(snapshot.statements_with("unknown")).empty());
  CHECK(value(snapshot.statements_from(1)).empty());
  CHECK(value(snapshot.entities_named("nobody")).empty());
  CHECK(snapshot.entity(1).error().code == ErrorCode::kNotFound);
}

TEST_CASE("statements are read whole, in the order of subject, predicate and object") {
  const TemporaryFolder folder;
  const Store store = linked_store(folder / "kg", 20);
  LinkedGraph graph = graph_of(20);
  const auto before = [](const StatementRecord& a, const StatementRecord& b) {
    return std::tie(a.subject, a.predicate, a.object, a.id) <
           std::tie(b.subject, b.predicate, b.object, b.id);
  };
  std::sort(graph.statements.begin(), graph.statements.end(), before);
  std::size_t at = 0;
  const auto count = store.snapshot().for_each_statement([&](const StatementRecord& statement) {
    const StatementRecord& wanted = graph.statements[at++];
    CHECK(statement.id == wanted.id);
    CHECK(statement.qualifiers == wanted.qualifiers);
    CHECK(statement.status == wanted.status);
    CHECK(statement.confidence == wanted.confidence);
    CHECK(statement.method == wanted.method);
    CHECK(statement.evidence == wanted.evidence);
    return true;
  });
  CHECK(value(count) == graph.statements.size());
}

TEST_CASE("mentions are read by article, outer before inner") {
  const TemporaryFolder folder;
  Store store = linked_store(folder / "kg", 2);
  LinkedGraph graph = graph_of(2);
  const DocumentId document = document_id(article(0).document);
  const EntityId entity = graph.entities[0].id;
  graph.mentions = {{document, {15, 18}, entity, "Person"},
                    {document, {12, 18}, entity, "Organization"},
                    {document, {12, 22}, entity, "Organization", true, 3},
                    {document, {12, 22}, entity, "Organization", true, 3}};
  value(store.replace_linked(graph));
  const auto mentions = value(store.snapshot().mentions_in(document));
  REQUIRE(mentions.size() == 3);
  CHECK(mentions[0].span == ByteSpan{12, 22});
  CHECK(mentions[0].anaphor);
  CHECK(mentions[0].confidence == 3);
  CHECK(mentions[1].span == ByteSpan{12, 18});
  CHECK(mentions[2].type == "Person");
  CHECK(value(store.counts()).mentions == 3);
  CHECK(value(store.verify()).empty());
}

TEST_CASE("a new linked graph takes the place of the old one, whatever the order of its parts") {
  const TemporaryFolder folder;
  Store store = linked_store(folder / "kg", 5);
  const std::string small = dump(store.snapshot());
  for (std::size_t n = 5; n < 12; ++n) {
    value(store.put(article(n).document, article(n).extraction));
  }
  LinkedGraph graph = graph_of(12);
  std::reverse(graph.entities.begin(), graph.entities.end());
  std::reverse(graph.statements.begin(), graph.statements.end());
  std::reverse(graph.mentions.begin(), graph.mentions.end());
  value(store.replace_linked(graph));
  const Store fresh = linked_store(folder / "fresh", 12);
  CHECK(dump(store.snapshot()) == dump(fresh.snapshot()));
  CHECK(value(store.counts()).entities == graph.entities.size());
  CHECK(value(store.counts()).statements == graph.statements.size());
  CHECK(value(store.verify()).empty());

  for (std::size_t n = 5; n < 12; ++n) value(store.remove(article(n).document.uri));
  value(store.replace_linked(graph_of(5)));
  CHECK(dump(store.snapshot()) == small);
  value(store.flush());
  CHECK(dump(store.snapshot()) == small);
  CHECK(value(store.verify()).empty());
}

TEST_CASE("a graph that cannot be written leaves the one before") {
  const TemporaryFolder folder;
  Store store = linked_store(folder / "kg", 5);
  const std::string before = dump(store.snapshot());
  std::vector<LinkedGraph> bad(4, graph_of(5));
  bad[0].statements[3].evidence.clear();
  bad[1].entities.push_back(bad[1].entities[0]);
  bad[2].statements.push_back(bad[2].statements[0]);
  bad[3].mentions[2].span = {9, 2};
  for (const LinkedGraph& graph : bad) {
    const auto replaced = store.replace_linked(graph);
    REQUIRE_FALSE(replaced);
    CHECK(replaced.error().code == ErrorCode::kInvalid);
    CHECK(dump(store.snapshot()) == before);
    CHECK(value(store.verify()).empty());
  }
  value(store.replace_linked(graph_of(5)));
  CHECK(dump(store.snapshot()) == before);
}

TEST_CASE("a graph larger than one batch is written whole, and its space is used again") {
  const TemporaryFolder folder;
  Store store = open_store(folder / "kg");
  LinkedGraph graph = graph_of(3);
  for (std::size_t n = 0; n < 3; ++n) {
    value(store.put(article(n).document, article(n).extraction));
  }
  const StatementRecord pattern = graph.statements[0];
  for (std::uint64_t n = 0; n < 20'000; ++n) {
    graph.statements.push_back(pattern);
    graph.statements.back().id = n + 1;
  }
  value(store.replace_linked(graph));
  CHECK(value(store.counts()).statements == graph.statements.size());
  CHECK(value(store.snapshot().statements_from(pattern.subject)).size() >= 20'000);
  CHECK(value(store.verify()).empty());
}

TEST_CASE("names of any bytes are found, and only they") {
  const TemporaryFolder folder;
  Store store = linked_store(folder / "kg", 2);
  LinkedGraph graph = graph_of(2);
  const EntityId a = std::min(graph.entities[0].id, graph.entities[1].id);
  const EntityId b = std::max(graph.entities[0].id, graph.entities[1].id);
  graph.names = {{"", a},
                 {"x", a},
                 {"x", b},
                 {std::string("x\0", 2), b},
                 {"xy", b},
                 {"x", a},
                 {std::string(10'000, 'n'), a}};
  value(store.replace_linked(graph));
  const Snapshot snapshot = store.snapshot();
  CHECK(value(snapshot.entities_named("x")) == std::vector{a, b});
  CHECK(value(snapshot.entities_named("")) == std::vector{a});
  CHECK(value(snapshot.entities_named(std::string("x\0", 2))) == std::vector{b});
  CHECK(value(snapshot.entities_named("xy")) == std::vector{b});
  CHECK(value(snapshot.entities_named(std::string(10'000, 'n'))) == std::vector{a});
  CHECK(value(store.verify()).empty());
}

TEST_CASE("the empty graph is a graph") {
  const TemporaryFolder folder;
  Store store = linked_store(folder / "kg", 3);
  value(store.replace_linked(LinkedGraph()));
  CHECK(value(store.snapshot().linked()));
  CHECK(value(store.counts()).entities == 0);
  CHECK(value(store.verify()).empty());
}

}  // namespace quipu
