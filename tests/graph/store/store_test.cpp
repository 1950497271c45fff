// Articles in a store: putting, replacing, removing, reading.
#include <doctest/doctest.h>

#include <thread>
#include <vector>

#include "tests/graph/store/fixture.h"

namespace quipu {

using test::article;
using test::Article;
using test::dump;
using test::graph_of;
using test::open_store;
using test::TemporaryFolder;
using test::value;

TEST_CASE("an article that was put is read back, also after the store was closed") {
  const TemporaryFolder folder;
  const Article one = article(1);
  const DocumentId id = document_id(one.document);
  {
    Store store = open_store(folder / "kg");
    value(store.put(one.document, one.extraction));
  }
  const Store store = open_store(folder / "kg");
  const Snapshot snapshot = store.snapshot();
  const DocumentRecord record = value(snapshot.document(id));
  CHECK(record.id == id);
  CHECK(record.uri == one.document.uri);
  CHECK(record.title == one.document.title);
  CHECK(record.language == "zh");
  CHECK(record.published == "2024-05-10");
  CHECK(record.byte_count == one.document.bytes.size());
  CHECK(value(snapshot.document_bytes(id)) == one.document.bytes);
  CHECK(value(snapshot.extraction(id)) == one.extraction);
  CHECK(value(store.counts()).documents == 1);
  CHECK(value(store.verify()).empty());
}

TEST_CASE("an article put twice says what it said the second time") {
  const TemporaryFolder folder;
  Store store = open_store(folder / "kg");
  const Article first = article(1, 0);
  const Article second = article(1, 1);
  value(store.put(first.document, first.extraction));
  value(store.put(second.document, second.extraction));
  const Snapshot snapshot = store.snapshot();
  CHECK(value(snapshot.extraction(document_id(first.document))) == second.extraction);
  CHECK(value(snapshot.document_bytes(document_id(first.document))) == second.document.bytes);
  CHECK(value(store.counts()).documents == 1);
  CHECK(value(store.verify()).empty());
}

TEST_CASE("putting what is there already changes nothing and leaves the graph linked") {
  const TemporaryFolder folder;
  Store store = open_store(folder / "kg");
  CHECK(value(store.snapshot().linked()));
  const Article one = article(0);
  value(store.put(one.document, one.extraction));
  CHECK_FALSE(value(store.snapshot().linked()));
  value(store.replace_linked(graph_of(1)));
  CHECK(value(store.snapshot().linked()));
  value(store.put(one.document, one.extraction));
  CHECK(value(store.snapshot().linked()));

  Article other = one;
  other.extraction.statements[0].confidence = 1;
  value(store.put(other.document, other.extraction));
  CHECK_FALSE(value(store.snapshot().linked()));
}

TEST_CASE("an article is up to date when its bytes and all that is known of it are the same") {
  const TemporaryFolder folder;
  Store store = open_store(folder / "kg");
  const Article one = article(0);
  CHECK_FALSE(value(store.up_to_date(one.document)));
  value(store.put(one.document, one.extraction));
  CHECK(value(store.up_to_date(one.document)));

  Document changed = one.document;
  changed.language.clear();  // not detected yet
  CHECK(value(store.up_to_date(changed)));
  for (std::string Document::*field :
       {&Document::title, &Document::published, &Document::bytes, &Document::language}) {
    changed = one.document;
    changed.*field += "x";
    CHECK_FALSE(value(store.up_to_date(changed)));
  }
}

TEST_CASE("removing an article takes away only what it said") {
  const TemporaryFolder folder;
  Store store = open_store(folder / "kg");
  for (std::size_t n = 0; n < 3; ++n) {
    value(store.put(article(n).document, article(n).extraction));
  }
  value(store.replace_linked(graph_of(3)));
  value(store.remove(article(1).document.uri));
  const Snapshot snapshot = store.snapshot();
  CHECK_FALSE(value(snapshot.linked()));
  CHECK(value(store.counts()).documents == 2);
  const DocumentId gone = document_id(article(1).document);
  CHECK(snapshot.document(gone).error().code == ErrorCode::kNotFound);
  CHECK(snapshot.document_bytes(gone).error().code == ErrorCode::kNotFound);
  CHECK(snapshot.extraction(gone).error().code == ErrorCode::kNotFound);
  for (const std::size_t n : {0, 2}) {
    CHECK(value(snapshot.extraction(document_id(article(n).document))) == article(n).extraction);
  }
  CHECK(store.remove(article(1).document.uri).error().code == ErrorCode::kNotFound);
  CHECK(store.remove("https://news.example/none").error().code == ErrorCode::kNotFound);
  CHECK(value(store.verify()).empty());
}

TEST_CASE("articles come in the order of their ids, whatever the order in which they were put") {
  const TemporaryFolder folder;
  Store forward = open_store(folder / "forward");
  Store backward = open_store(folder / "backward");
  for (std::size_t n = 0; n < 30; ++n) {
    const Article a = article(n);
    const Article b = article(29 - n);
    value(forward.put(a.document, a.extraction));
    value(backward.put(b.document, b.extraction));
  }
  CHECK(dump(forward.snapshot()) == dump(backward.snapshot()));
}

TEST_CASE("a snapshot shows the store as it was when it was taken") {
  const TemporaryFolder folder;
  Store store = open_store(folder / "kg");
  value(store.put(article(0).document, article(0).extraction));
  value(store.replace_linked(graph_of(1)));
  const Snapshot before = store.snapshot();
  const std::string seen = dump(before);
  value(store.put(article(0, 1).document, article(0, 1).extraction));
  value(store.put(article(1).document, article(1).extraction));
  value(store.replace_linked(graph_of(2, 1)));
  value(store.flush());
  CHECK(dump(before) == seen);
  const Snapshot copy = before;
  CHECK(dump(copy) == seen);
  CHECK(dump(store.snapshot()) != seen);
}

TEST_CASE("articles put from several threads are all there and counted once") {
  const TemporaryFolder folder;
  Store store = open_store(folder / "kg");
  constexpr std::size_t kThreads = 4;
  constexpr std::size_t kArticles = 60;
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < kThreads; ++t) {
    threads.emplace_back([&store, t] {
      // Neighbours put half of one another's articles, too.
      for (std::size_t n = 0; n < kArticles; ++n) {
        const Article one = article((n + t * kArticles / 2) % (2 * kArticles));
        value(store.put(one.document, one.extraction));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(value(store.counts()).documents == 2 * kArticles);
  CHECK(value(store.verify()).empty());
}

TEST_CASE("an extraction that does not fit its article is not stored") {
  const TemporaryFolder folder;
  Store store = open_store(folder / "kg");
  const Article good = article(0);
  const auto end = static_cast<std::uint32_t>(good.document.bytes.size());
  std::vector<Article> bad(7, good);
  bad[0].extraction.mentions[0].span = {3, 3};
  bad[1].extraction.mentions[0].span = {0, end + 1};
  bad[2].extraction.mentions[0].entity = 2;
  bad[3].extraction.statements[0].object = 2;
  bad[4].extraction.statements[0].evidence.clear();
  bad[5].extraction.statements[0].evidence[0] = {end, end + 3};
  bad[6].extraction.mentions[0].entity = -2;
  for (const Article& one : bad) {
    const auto put = store.put(one.document, one.extraction);
    REQUIRE_FALSE(put);
    CHECK(put.error().code == ErrorCode::kInvalid);
  }
  CHECK(value(store.counts()).documents == 0);
  value(store.put(good.document, good.extraction));
}

TEST_CASE("an article without an address is known by its bytes") {
  const TemporaryFolder folder;
  Store store = open_store(folder / "kg");
  Article one = article(0);
  one.document.uri.clear();
  value(store.put(one.document, one.extraction));
  CHECK(value(store.up_to_date(one.document)));
  CHECK(value(store.verify()).empty());
}

TEST_CASE("an empty article and one of several megabytes are stored") {
  const TemporaryFolder folder;
  Store store = open_store(folder / "kg");
  Document empty;
  empty.uri = "empty";
  value(store.put(empty, Extraction()));
  const Article large = article(1, 0, 5'000'000);
  value(store.put(large.document, large.extraction));
  value(store.flush());
  CHECK(value(store.snapshot().document_bytes(document_id("empty"))).empty());
  CHECK(value(store.snapshot().document_bytes(document_id(large.document))) ==
        large.document.bytes);
  CHECK(value(store.verify()).empty());
}

TEST_CASE("a callback that gives false ends the iteration") {
  const TemporaryFolder folder;
  Store store = open_store(folder / "kg");
  for (std::size_t n = 0; n < 5; ++n) {
    value(store.put(article(n).document, article(n).extraction));
  }
  int seen = 0;
  const auto count =
      store.snapshot().for_each_document([&](const DocumentRecord&) { return ++seen < 2; });
  CHECK(value(count) == 2);
  CHECK(seen == 2);
}

}  // namespace quipu
