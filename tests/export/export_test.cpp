// What all exports have in common.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <ostream>
#include <sstream>
#include <streambuf>

#include "fixture.h"

using namespace quipu;
using namespace quipu::test;

namespace {

// Takes some bytes, then has no room for more.
class FullDisk : public std::streambuf {
 public:
  explicit FullDisk(std::size_t room) : room_(room) {}

 protected:
  int_type overflow(int_type c) override {
    if (room_ == 0) return traits_type::eof();
    --room_;
    return traits_type::not_eof(c);
  }

 private:
  std::size_t room_;
};

}  // namespace

TEST_CASE("a format that is not there is refused with the names of those that are") {
  TestStore store("format");
  std::ostream out(nullptr);
  const auto result = export_graph(store.snapshot(), "dot", {}, out);
  REQUIRE_FALSE(result);
  CHECK(result.error().code == ErrorCode::kUsage);
  CHECK(result.error().message.find("graphml, jsonld, jsonl") != std::string::npos);
}

TEST_CASE("the same graph gives the same bytes, and no format needs it to have anything in it") {
  TestStore empty("empty"), one("one"), two("two");
  fill(one);
  fill(two);
  for (std::string_view format : export_formats()) {
    CAPTURE(format);
    CHECK(exported(one.snapshot(), format) == exported(two.snapshot(), format));
    exported(empty.snapshot(), format);
  }
}

TEST_CASE("a disk that fills up is an error in every format, wherever it happens") {
  TestStore store("full");
  fill(store);
  const Snapshot snapshot = store.snapshot();
  for (std::string_view format : export_formats()) {
    const std::size_t size = exported(snapshot, format).size();
    for (std::size_t room : {std::size_t{0}, std::size_t{10}, size / 2, size - 1}) {
      CAPTURE(format);
      CAPTURE(room);
      FullDisk disk(room);
      std::ostream out(&disk);
      const auto result = export_graph(snapshot, format, {}, out);
      REQUIRE_FALSE(result);
      CHECK(result.error().code == ErrorCode::kFull);
    }
  }
}

TEST_CASE("a span outside its document is reported, not written") {
  TestStore store("span");
  LinkedGraph graph = fill(store);
  for (StatementRecord& statement : graph.statements) statement.evidence[0].span.end = 100000;
  for (MentionRecord& mention : graph.mentions) mention.span.end = 100000;
  store.link(graph);
  for (std::string_view format : export_formats()) {
    CAPTURE(format);
    std::ostringstream out;
    const auto result = export_graph(store.snapshot(), format, {}, out);
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::kCorrupt);
  }
}

TEST_CASE("the exports of the test graph can be left for other software") {
  const char* folder = std::getenv("QUIPU_EXPORT_DIR");
  if (folder == nullptr) return;
  TestStore store("left");
  fill(store);
  for (std::string_view format : export_formats()) {
    std::ofstream out(std::filesystem::path(folder) / ("graph." + std::string(format)),
                      std::ios::binary);
    out << exported(store.snapshot(), format);
    CHECK(out.good());
  }
}
