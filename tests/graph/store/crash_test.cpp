// What a store survives: a killed writer, a second writer, a full disk, flipped bits.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "graph/store/log_check.h"
#include "tests/graph/store/fixture.h"

namespace quipu {

using test::article;
using test::dump;
using test::graph_of;
using test::open_store;
using test::TemporaryFolder;
using test::value;

namespace fs = std::filesystem;

namespace {

// A running store_writer: its output is read here; it is killed with its owner.
class Writer {
 public:
  explicit Writer(std::vector<std::string> arguments) {
    int in[2];
    int out[2];
    REQUIRE(::pipe2(in, O_CLOEXEC) == 0);
    REQUIRE(::pipe2(out, O_CLOEXEC) == 0);
    arguments.insert(arguments.begin(), QUIPU_STORE_WRITER);
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    process_ = ::fork();
    REQUIRE(process_ >= 0);
    if (process_ == 0) {
      ::dup2(in[0], 0);
      ::dup2(out[1], 1);
      ::execv(argv[0], argv.data());
      ::_exit(127);
    }
    ::close(in[0]);
    ::close(out[1]);
    input_ = in[1];
    output_ = out[0];
  }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() {
    kill();
    ::close(output_);
  }

  // The next line that it writes; nothing at the end.
  std::optional<std::string> line() {
    std::string text;
    char byte = 0;
    while (::read(output_, &byte, 1) == 1) {
      if (byte == '\n') return text;
      text.push_back(byte);
    }
    return std::nullopt;
  }

  void kill() {
    if (process_ > 0) ::kill(process_, SIGKILL);
    wait();
  }

  // Closes its input and waits for its end; the exit status, -1 after a signal.
  int wait() {
    if (process_ <= 0) return status_;
    ::close(input_);
    int status = 0;
    ::waitpid(process_, &status, 0);
    process_ = 0;
    status_ = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return status_;
  }

 private:
  pid_t process_ = 0;
  int input_ = -1;
  int output_ = -1;
  int status_ = -1;
};

// `quick` in everyday tests; QUIPU_SOAK names a number of rounds for long ones.
int rounds(int quick) {
  const char* soak = std::getenv("QUIPU_SOAK");
  return soak == nullptr ? quick : std::atoi(soak);
}

std::vector<fs::path> files(const std::string& folder, const std::string& part) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().filename().string().find(part) != std::string::npos && entry.file_size() > 0) {
      found.push_back(entry.path());
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

// A store with articles and a graph in tables, and more of both in the write-ahead log.
void make_mixed_store(const std::string& path) {
  Store store = open_store(path);
  for (std::size_t n = 0; n < 40; ++n) {
    value(store.put(article(n, 0, n * 50).document, article(n, 0, n * 50).extraction));
  }
  value(store.replace_linked(graph_of(30)));
  value(store.flush());
  for (std::size_t n = 30; n < 55; ++n) {
    value(store.put(article(n, 1, n * 60).document, article(n, 1, n * 60).extraction));
  }
  value(store.remove(article(3).document.uri));
  value(store.replace_linked(graph_of(25)));
  value(store.put(article(60).document, article(60).extraction));
}

// A store that was killed after it said that articles up to `stored` are in it; how many are.
std::size_t check_killed_store(const std::string& path, std::size_t first, std::size_t stored) {
  const Store store = open_store(path);
  const std::size_t count = value(store.counts()).documents;
  CHECK(count >= stored);
  CHECK(count <= stored + 1);  // the last one may be stored and not said
  CHECK(value(store.verify()).empty());
  const Snapshot snapshot = store.snapshot();
  for (std::size_t n = first; n < count; ++n) {
    CHECK(value(snapshot.extraction(document_id(article(n).document))) == article(n).extraction);
  }
  return count;
}

}  // namespace

TEST_CASE("a second process is refused at once while a store is being written") {
  const TemporaryFolder folder;
  Writer writer({"hold", folder / "kg"});
  REQUIRE(writer.line() == "open");
  const auto store = Store::open(folder / "kg", {});
  REQUIRE_FALSE(store);
  CHECK(store.error().code == ErrorCode::kLocked);
  StoreOptions reading;
  reading.read_only = true;
  CHECK(Store::open(folder / "kg", reading));
  writer.kill();
  // A lock file that a killed process leaves is no lock.
  CHECK(fs::exists(folder / "kg/LOCK"));
  open_store(folder / "kg");
}

TEST_CASE("what was stored before SIGKILL is there, whole, and nothing else") {
  const TemporaryFolder folder;
  const std::string path = folder / "kg";
  std::minstd_rand random(11);
  std::size_t first = 0;
  for (int round = rounds(8); round > 0; --round) {
    std::size_t stored = first;
    {
      Writer writer({"put", path, std::to_string(first), "1000"});
      for (auto lines = random() % 60; lines > 0 && writer.line(); --lines) ++stored;
      ::usleep(static_cast<useconds_t>(random() % 3000));
      writer.kill();
      while (writer.line()) ++stored;
    }
    CAPTURE(round);
    first = check_killed_store(path, first, stored);
    if (first > 500) {
      first = 0;
      fs::remove_all(path);
    }
  }
}

TEST_CASE("readers of a store that is being written see one state of it") {
  const TemporaryFolder folder;
  Writer writer({"put", folder / "kg", "0", "200"});
  REQUIRE(writer.line());
  StoreOptions reading;
  reading.read_only = true;
  for (int round = rounds(5); round > 0; --round) {
    const auto store = Store::open(folder / "kg", reading);
    if (!store) {
      // Under a writer that rewrites its files without a pause.
      CHECK(store.error().code == ErrorCode::kLocked);
      continue;
    }
    CHECK(value(store->verify()).empty());
  }
}

TEST_CASE("a full disk is reported, what was stored is kept, and the next run goes on") {
  const TemporaryFolder folder;
  Writer writer({"full", folder.path().string()});
  std::string said;
  while (const auto line = writer.line()) said += *line + "\n";
  const int status = writer.wait();
  if (status == 77) {
    MESSAGE("skipped: this process may not mount a file system");
    return;
  }
  CAPTURE(said);
  CHECK(status == 0);
}

TEST_CASE("a flipped bit changes nothing or is reported") {
  const TemporaryFolder folder;
  make_mixed_store(folder / "original");
  const std::string expected = [&] {
    StoreOptions reading;
    reading.read_only = true;
    return dump(value(Store::open(folder / "original", reading)).snapshot());
  }();
  std::minstd_rand random(23);
  int harmless = 0;
  int reported = 0;
  const std::vector<std::string> kinds = {".sst", ".log", "MANIFEST", "CURRENT"};
  const int all = rounds(50);
  for (int round = 0; round < all; ++round) {
    fs::remove_all(folder / "kg");
    fs::copy(folder / "original", folder / "kg");
    const std::string& kind = kinds[round % 10 == 9 ? 3 : static_cast<std::size_t>(round % 3)];
    const auto candidates = files(folder / "kg", kind);
    REQUIRE_FALSE(candidates.empty());
    const fs::path& file = candidates[random() % candidates.size()];
    std::string bytes = test::read_file(file);
    const std::size_t at = random() % bytes.size();
    const auto bit = random() % 8;
    bytes[at] = static_cast<char>(bytes[at] ^ 1 << bit);
    test::write_file(file, bytes);
    CAPTURE(file.filename().string());
    CAPTURE(at);
    CAPTURE(bit);

    StoreOptions options;
    options.read_only = random() % 2 == 0;
    const auto store = Store::open(folder / "kg", options);
    if (!store) {
      CHECK(store.error().code == ErrorCode::kCorrupt);
      ++reported;
    } else if (!value(store->verify()).empty()) {
      ++reported;
    } else {
      CHECK(dump(store->snapshot()) == expected);
      ++harmless;
    }
  }
  CHECK(harmless + reported == all);
  CHECK(reported > all / 2);
}

TEST_CASE(
    "every flipped bit of a write-ahead log is noticed, and every torn end is taken for one") {
  const TemporaryFolder folder;
  make_mixed_store(folder / "kg");
  const auto logs = files(folder / "kg", ".log");
  REQUIRE(logs.size() == 1);
  const std::string log = test::read_file(logs[0]);
  REQUIRE(log.size() > 2 * 32768);
  REQUIRE_FALSE(find_log_damage(log));

  std::minstd_rand random(3);
  // The records of the last block are where a wrong length looks like a torn end.
  const std::size_t last_block = log.size() / 32768 * 32768;
  std::vector<std::size_t> places;
  for (int i = 0; i < 40; ++i) {
    places.push_back(random() % last_block);
    places.push_back(last_block + random() % (log.size() - last_block));
  }
  // Headers of the last block, each byte.
  for (std::size_t at = last_block; at + 7 <= log.size();) {
    for (std::size_t i = 0; i < 7; ++i) places.push_back(at + i);
    at += 7 + static_cast<unsigned char>(log[at + 4]) +
          256 * static_cast<std::size_t>(static_cast<unsigned char>(log[at + 5]));
  }
  std::string damaged = log;
  int missed = 0;
  for (const std::size_t at : places) {
    for (int bit = 0; bit < 8; ++bit) {
      damaged[at] = static_cast<char>(log[at] ^ 1 << bit);
      missed += find_log_damage(damaged) ? 0 : 1;
    }
    damaged[at] = log[at];
  }
  CHECK(missed == 0);

  int mistaken = 0;
  for (int i = 0; i < 120; ++i) {
    const std::size_t size =
        i < 60 ? log.size() - static_cast<std::size_t>(i) : random() % log.size();
    mistaken += find_log_damage(log.substr(0, size)) ? 1 : 0;
  }
  CHECK(mistaken == 0);
  CHECK_FALSE(find_log_damage(log + std::string(50'000, '\0')));
  CHECK_FALSE(find_log_damage(""));
}

TEST_CASE("a log that ends in the middle of a record loses that record only") {
  const TemporaryFolder folder;
  {
    Store store = open_store(folder / "kg");
    for (std::size_t n = 0; n < 10; ++n) {
      value(store.put(article(n).document, article(n).extraction));
    }
  }
  const auto logs = files(folder / "kg", ".log");
  REQUIRE(logs.size() == 1);
  fs::resize_file(logs[0], fs::file_size(logs[0]) - 30);
  const Store store = open_store(folder / "kg");
  CHECK(value(store.counts()).documents == 9);
  CHECK(value(store.verify()).empty());
}

TEST_CASE("a flipped bit in the middle of the write-ahead log is reported, not skipped") {
  const TemporaryFolder folder;
  {
    Store store = open_store(folder / "kg");
    for (std::size_t n = 0; n < 10; ++n) {
      value(store.put(article(n).document, article(n).extraction));
    }
  }
  const auto logs = files(folder / "kg", ".log");
  REQUIRE(logs.size() == 1);
  std::string bytes = test::read_file(logs[0]);
  bytes[bytes.size() / 2] ^= 4;
  test::write_file(logs[0], bytes);
  for (const bool read_only : {false, true}) {
    StoreOptions options;
    options.read_only = read_only;
    const auto store = Store::open(folder / "kg", options);
    REQUIRE_FALSE(store);
    CHECK(store.error().code == ErrorCode::kCorrupt);
    CHECK(store.error().message.find(logs[0].filename().string()) != std::string::npos);
  }
}

}  // namespace quipu
