// Opening a store: what is refused, and in which words; readers beside a writer.
#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "graph/store/encoding.h"
#include "tests/graph/store/fixture.h"
#include "tests/graph/store/raw.h"

namespace quipu {

using test::article;
using test::dump;
using test::graph_of;
using test::open_store;
using test::RawStore;
using test::TemporaryFolder;
using test::value;

namespace fs = std::filesystem;

namespace {

StoreOptions reading() {
  StoreOptions options;
  options.read_only = true;
  return options;
}

// Opens for writing without making; the error that must come.
Error refusal(const std::string& path, const StoreOptions& options = {}) {
  const auto store = Store::open(path, options);
  REQUIRE_FALSE(store);
  const Error& error = store.error();
  CHECK(error.message.find(path) != std::string::npos);
  CHECK(error.message.back() == '.');
  CHECK(error.message.find('\n') == std::string::npos);
  return error;
}

void make_store(const std::string& path, std::size_t count = 3) {
  Store store = open_store(path);
  for (std::size_t n = 0; n < count; ++n) {
    value(store.put(article(n).document, article(n).extraction));
  }
  value(store.replace_linked(graph_of(count)));
  value(store.flush());
}

}  // namespace

TEST_CASE("a store that is not there is not found, and none is made") {
  const TemporaryFolder folder;
  for (const StoreOptions& options : {StoreOptions(), reading()}) {
    CHECK(refusal(folder / "none", options).code == ErrorCode::kNotFound);
    CHECK(refusal(folder.path().string(), options).code == ErrorCode::kNotFound);
  }
  CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("a file and a folder with other things in it are no store, and stay as they are") {
  const TemporaryFolder folder;
  test::write_file(folder / "file", "x");
  fs::create_directory(folder / "photos");
  test::write_file(folder / "photos/a.jpg", "x");
  StoreOptions create;
  create.create = true;
  for (const StoreOptions& options : {StoreOptions(), reading(), create}) {
    CHECK(refusal(folder / "file", options).code == ErrorCode::kUnreadable);
    CHECK(refusal(folder / "photos", options).code == ErrorCode::kUnreadable);
  }
  CHECK(std::distance(fs::directory_iterator(folder / "photos"), {}) == 1);
}

TEST_CASE("a store that is being made again is opened as it is") {
  const TemporaryFolder folder;
  make_store(folder / "deep/down/kg");
  CHECK(value(open_store(folder / "deep/down/kg").counts()).documents == 3);
}

TEST_CASE("a store whose creation was cut off is made again") {
  const TemporaryFolder folder;
  fs::create_directory(folder / "kg");
  for (const char* name : {"LOCK", "LOG", "IDENTITY", "MANIFEST-000001", "000001.dbtmp"}) {
    test::write_file(folder / "kg/" + name, "");
  }
  make_store(folder / "kg");
  CHECK(value(open_store(folder / "kg").verify()).empty());
}

TEST_CASE("a store without the file CURRENT is damaged, not empty") {
  const TemporaryFolder folder;
  make_store(folder / "kg");
  fs::remove(folder / "kg/CURRENT");
  StoreOptions create;
  create.create = true;
  CHECK(refusal(folder / "kg", create).code == ErrorCode::kCorrupt);
  CHECK(refusal(folder / "kg", reading()).code == ErrorCode::kCorrupt);
}

TEST_CASE("a second writer in the same process is refused, a reader is not") {
  const TemporaryFolder folder;
  make_store(folder / "kg");
  {
    Store store = open_store(folder / "kg");
    CHECK(refusal(folder / "kg").code == ErrorCode::kLocked);
    const Store reader = value(Store::open(folder / "kg", reading()));
    const std::string seen = dump(reader.snapshot());
    CHECK(seen == dump(store.snapshot()));
    value(store.put(article(9).document, article(9).extraction));
    value(store.replace_linked(graph_of(2)));
    value(store.flush());
    CHECK(dump(reader.snapshot()) == seen);
    const Store later = value(Store::open(folder / "kg", reading()));
    CHECK(dump(later.snapshot()) == dump(store.snapshot()));
  }
  open_store(folder / "kg");
}

TEST_CASE("a reader changes nothing, neither the store nor its folder") {
  const TemporaryFolder folder;
  make_store(folder / "kg");
  const auto names = [&] {
    std::vector<std::string> out;
    for (const auto& entry : fs::directory_iterator(folder / "kg")) {
      out.push_back(entry.path().filename().string() + " " +
                    std::to_string(fs::file_size(entry.path())));
    }
    std::sort(out.begin(), out.end());
    return out;
  };
  const auto before = names();
  {
    Store store = value(Store::open(folder / "kg", reading()));
    CHECK(value(store.verify()).empty());
    CHECK(store.put(article(7).document, {}).error().code == ErrorCode::kUsage);
    CHECK(store.remove(article(0).document.uri).error().code == ErrorCode::kUsage);
    CHECK(store.replace_linked({}).error().code == ErrorCode::kUsage);
    CHECK(store.flush().error().code == ErrorCode::kUsage);
  }
  CHECK(names() == before);
}

TEST_CASE("a store of another format is refused with a sentence that says which is newer") {
  const TemporaryFolder folder;
  make_store(folder / "kg");
  RawStore(folder / "kg")
      .put(Column::kMeta, std::string(kFormatKey), encode_number(kStoreFormat + 1));
  for (const StoreOptions& options : {StoreOptions(), reading()}) {
    const Error error = refusal(folder / "kg", options);
    CHECK(error.code == ErrorCode::kUnsupported);
    CHECK(error.message.find("newer") != std::string::npos);
  }
  // A newer format may well have more column families.
  RawStore(folder / "kg").add_column("embeddings");
  CHECK(refusal(folder / "kg").message.find("newer") != std::string::npos);
  RawStore(folder / "kg").put(Column::kMeta, std::string(kFormatKey), encode_number(0));
  make_store(folder / "old");
  RawStore(folder / "old").put(Column::kMeta, std::string(kFormatKey), encode_number(0));
  CHECK(refusal(folder / "old").message.find("older") != std::string::npos);
}

TEST_CASE("a database of another program is refused") {
  const TemporaryFolder folder;
  rocksdb::DB* raw = nullptr;
  rocksdb::Options options;
  options.create_if_missing = true;
  REQUIRE(rocksdb::DB::Open(options, folder / "kg", &raw).ok());
  delete raw;
  CHECK(refusal(folder / "kg").code == ErrorCode::kUnsupported);
  CHECK(refusal(folder / "kg", reading()).code == ErrorCode::kUnsupported);
  RawStore(folder / "kg").add_column("theirs");
  CHECK(refusal(folder / "kg").code == ErrorCode::kUnsupported);
}

TEST_CASE("a store made with other models or another schema is refused") {
  const TemporaryFolder folder;
  StoreOptions options;
  options.create = true;
  options.provenance = Provenance{"schema-a", {{"zh", "model-1"}}};
  {
    Store store = value(Store::open(folder / "kg", options));
    value(store.put(article(0).document, article(0).extraction));
    CHECK(value(store.provenance()).schema_hash == "schema-a");
  }
  value(Store::open(folder / "kg", options));
  open_store(folder / "kg");  // nothing is said, nothing is compared

  StoreOptions other = options;
  other.provenance->schema_hash = "schema-b";
  const Error error = refusal(folder / "kg", other);
  CHECK(error.code == ErrorCode::kUnsupported);
  CHECK(error.message.find("schema-a") != std::string::npos);
  CHECK(error.message.find("schema-b") != std::string::npos);
  other = options;
  other.provenance->model_hashes["zh"] = "model-2";
  CHECK(refusal(folder / "kg", other).code == ErrorCode::kUnsupported);
  other.create = false;
  other.read_only = true;
  CHECK(refusal(folder / "kg", other).code == ErrorCode::kUnsupported);

  // A store without articles was made with nothing yet.
  {
    Store store = value(Store::open(folder / "kg", options));
    value(store.remove(article(0).document.uri));
  }
  other = options;
  other.provenance->model_hashes["zh"] = "model-2";
  CHECK(value(value(Store::open(folder / "kg", other)).provenance()).model_hashes["zh"] ==
        "model-2");
}

TEST_CASE("a store with fewer or more articles than it counted is refused") {
  const TemporaryFolder folder;
  make_store(folder / "kg");
  RawStore(folder / "kg").remove(Column::kDocuments, id_key(document_id(article(1).document)));
  CHECK(refusal(folder / "kg").code == ErrorCode::kCorrupt);
  CHECK(refusal(folder / "kg", reading()).code == ErrorCode::kCorrupt);
}

TEST_CASE("what an interrupted linking left is not the graph, and goes away") {
  const TemporaryFolder folder;
  make_store(folder / "kg");
  const std::string before = dump(value(Store::open(folder / "kg", reading())).snapshot());
  {
    RawStore raw(folder / "kg");
    raw.put(Column::kMeta, std::string(kLinkingKey), encode_number(2));
    raw.put(Column::kSpo, spo_key(2, {1, 2, 3, 4}), "half");
    raw.put(Column::kNames, name_key(2, "half", 4), "");
  }
  {
    const Store reader = value(Store::open(folder / "kg", reading()));
    CHECK(dump(reader.snapshot()) == before);
    CHECK(value(reader.verify()).empty());
  }
  {
    const Store store = open_store(folder / "kg");
    CHECK(dump(store.snapshot()) == before);
    CHECK(value(store.verify()).empty());
  }
  CHECK(RawStore(folder / "kg").rows(Column::kSpo).size() == 6);
}

TEST_CASE("a store that may not be read or written says so") {
  if (::geteuid() == 0) {
    MESSAGE("skipped: root may read and write everything");
    return;
  }
  const TemporaryFolder folder;
  make_store(folder / "kg");
  ::chmod((folder / "kg").c_str(), 0500);
  CHECK(refusal(folder / "kg").code == ErrorCode::kUnreadable);
  CHECK(Store::open(folder / "kg", reading()));
  ::chmod((folder / "kg").c_str(), 0);
  CHECK(refusal(folder / "kg", reading()).code == ErrorCode::kUnreadable);
  ::chmod((folder / "kg").c_str(), 0700);
}

}  // namespace quipu
