#include "extract/source/reader.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace quipu;
namespace fs = std::filesystem;

namespace {

// A folder that goes with the test.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "quipu-reader-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string write(const std::string& name, std::string_view bytes) const {
    const fs::path file = path_ / name;
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
    return file.string();
  }
  std::string path(const std::string& name = {}) const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

struct Reading {
  std::vector<Document> documents;
  ReadSummary summary;
};

Reading read(const std::string& path, const std::string& standard_input = {}) {
  Reading reading;
  std::istringstream in(standard_input);
  const auto done = read_documents(path, in, reading.summary, [&](Document document) {
    reading.documents.push_back(std::move(document));
    return true;
  });
  REQUIRE(done);
  return reading;
}

}  // namespace

TEST_CASE("a folder gives its articles, recursively, in byte order of their paths") {
  const Folder folder;
  folder.write("b.txt", "b");
  folder.write("a/z.HTML", "z");
  folder.write("a/y.jsonl", "{}");
  folder.write("c.htm", "c");
  folder.write("skip.md", "x");
  folder.write("d.html/inner.txt", "x");
  fs::create_directory_symlink(folder.path(), folder.path("a/loop"));
  REQUIRE(mkfifo(folder.path("pipe.txt").c_str(), 0600) == 0);
  const auto inputs = list_inputs({folder.path(), "-", folder.path("skip.md")});
  REQUIRE(inputs);
  CHECK(*inputs == std::vector<std::string>{folder.path("a/y.jsonl"), folder.path("a/z.HTML"),
                                            folder.path("b.txt"), folder.path("c.htm"),
                                            folder.path("d.html/inner.txt"), "-",
                                            folder.path("skip.md")});
}

TEST_CASE("a path that a user named must be there and be readable") {
  const Folder folder;
  REQUIRE(mkfifo(folder.path("pipe").c_str(), 0600) == 0);
  const auto missing = list_inputs({folder.path("none")});
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == ErrorCode::kNotFound);
  CHECK(missing.error().message.find("none") != std::string::npos);
  const auto pipe = list_inputs({folder.path("pipe")});
  REQUIRE_FALSE(pipe);
  CHECK(pipe.error().code == ErrorCode::kUnreadable);

  ReadSummary summary;
  std::istringstream in;
  for (const std::string& path : {folder.path("none.txt"), folder.path("pipe"), folder.path()}) {
    const auto done = read_documents(path, in, summary, [](Document) { return true; });
    REQUIRE_FALSE(done);
    CHECK(done.error().code == ErrorCode::kUnreadable);
  }
}

TEST_CASE("a file is a document whose uri is its path, made normal") {
  const Folder folder;
  folder.write("x/a.txt", "\xEF\xBB\xBF正文");
  folder.write("b.html", "<title>T</title><p>x");
  const Reading text = read(folder.path("x/../x/./a.txt"));
  REQUIRE(text.documents.size() == 1);
  CHECK(text.documents[0].uri == folder.path("x/a.txt"));
  CHECK(text.documents[0].format == Format::kText);
  CHECK(text.documents[0].bytes == "\xEF\xBB\xBF正文");
  const Reading html = read(folder.path("b.html"));
  CHECK(html.documents[0].format == Format::kHtml);
  CHECK(html.documents[0].title == "T");
}

TEST_CASE("a file name that is not UTF-8 still gives a uri that is") {
  const Folder folder;
  const Reading reading = read(folder.write("名\xFF\n.txt", "x"));
  REQUIRE(reading.documents.size() == 1);
  CHECK(is_utf8(reading.documents[0].uri));
  CHECK(reading.documents[0].uri.ends_with("名%FF\n.txt"));
}

TEST_CASE("bad files are counted by reason and place") {
  const Folder folder;
  const struct {
    std::string name, bytes, reason;
  } cases[] = {
      {"empty.txt", "", "empty"},
      {"blank.txt", "\xEF\xBB\xBF \n\t", "empty"},
      {"gbk.txt", "\xC4\xE3\xBA\xC3", "not UTF-8"},
      {"utf16.html", std::string("\xFF\xFE<\0p\0", 6), "not UTF-8"},
      {"overlong.txt", "\xC0\xAF", "not UTF-8"},
      {"surrogate.txt", "\xED\xA0\x80", "not UTF-8"},
      {"large.txt", std::string(5U << 20, 'x'), "too large"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.name);
    const std::string path = folder.write(c.name, c.bytes);
    const Reading reading = read(path);
    CHECK(reading.documents.empty());
    CHECK(reading.summary.read == 0);
    REQUIRE(reading.summary.skipped.count(c.reason) == 1);
    CHECK(reading.summary.skipped.at(c.reason) == std::vector<std::string>{path});
  }
}

TEST_CASE("a text with NUL bytes is a text") {
  const Folder folder;
  const Reading reading = read(folder.write("nul.txt", std::string("a\0b", 3)));
  REQUIRE(reading.documents.size() == 1);
  CHECK(to_utf8(clean(*document_text(reading.documents[0])).text) == "ab");
}

TEST_CASE("JSONL gives a document a line, and one bad line spoils no other") {
  const std::string lines =
      "\xEF\xBB\xBF{\"url\":\"https://e.org/"
      "1\",\"title\":\"T\",\"published\":\"2024-05-12T08:00:00Z\","
      "\"text\":\"one\"}\r\n"
      "\n"
      "not json\n"
      "{\"uri\":\"u2\",\"html\":\"<title>H</title><p>two\",\"published\":\"May 3, 2021\"}\n"
      "{\"text\":\"three\",\"title\":7,\"published\":\"soon\"}\n"
      "{\"url\":\"x\"}\n"
      "{\"text\":\"  \"}\n"
      "{\"text\":\"\xFF\"}\n"
      "{\"text\":\"\\ud800\"}\n" +
      std::string(100000, '[') + "\n" + "{\"text\":\"last\"}";
  const Reading reading = read("-", lines);
  REQUIRE(reading.documents.size() == 4);
  CHECK(reading.summary.read == 4);
  CHECK(reading.documents[0].uri == "https://e.org/1");
  CHECK(reading.documents[0].published == "2024-05-12");
  CHECK(reading.documents[0].title == "T");
  CHECK(reading.documents[1].uri == "u2");
  CHECK(reading.documents[1].format == Format::kHtml);
  CHECK(reading.documents[1].title == "H");
  CHECK(reading.documents[1].published == "2021-05-03");
  CHECK(reading.documents[2].uri == "-#5");
  CHECK(reading.documents[2].published.empty());
  CHECK(reading.documents[3].bytes == "last");
  using Places = std::vector<std::string>;
  const auto& skipped = reading.summary.skipped;
  CHECK(skipped.at("broken JSON") == Places{"-#3", "-#9", "-#10"});
  CHECK(skipped.at("no text or html") == Places{"-#6"});
  CHECK(skipped.at("empty") == Places{"-#7"});
  CHECK(skipped.at("not UTF-8") == Places{"-#8"});
}

TEST_CASE("a line of 100 MB is skipped without being kept") {
  const std::string line =
      "{\"text\":\"" + std::string(100U << 20, 'x') + "\"}\n{\"text\":\"y\"}\n";
  const Reading reading = read("-", line);
  REQUIRE(reading.documents.size() == 1);
  CHECK(reading.documents[0].bytes == "y");
  CHECK(reading.summary.skipped.at("too large").size() == 1);
}

TEST_CASE("the receiver can stop the reading") {
  std::istringstream in("{\"text\":\"1\"}\n{\"text\":\"2\"}\n");
  ReadSummary summary;
  int seen = 0;
  REQUIRE(read_documents("-", in, summary, [&](Document) { return ++seen < 1; }));
  CHECK(seen == 1);
  CHECK(summary.read == 1);
}
