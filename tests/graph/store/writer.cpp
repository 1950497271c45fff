// A process of its own for the tests of the store.
//   store_writer put PATH FIRST COUNT   puts articles, a line each when it is stored; links now and
//                                       then; flushes at the end
//   store_writer hold PATH              opens, writes "open", waits for the end of standard input
//   store_writer full FOLDER            mounts a small file system there and fills it; 77: may not
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>

#include "tests/graph/store/fixture.h"

namespace quipu::test {
namespace {

// Around a hundred kilobytes now and then, so that memtables are flushed and compacted.
std::size_t padding_of(std::size_t n) { return n % 5 == 0 ? 100'000 + n % 1000 * 300 : n % 2000; }

int put_articles(const std::string& path, std::size_t first, std::size_t count) {
  Store store = open_store(path);
  for (std::size_t n = first; n < first + count; ++n) {
    const Article one = article(n, 0, padding_of(n));
    value(store.put(one.document, one.extraction));
    std::printf("%zu\n", n);
    std::fflush(stdout);
    if (n % 16 == 15) value(store.replace_linked(graph_of(n + 1)));
  }
  value(store.flush());
  std::puts("done");
  return 0;
}

int hold(const std::string& path) {
  const Store store = open_store(path);
  std::puts("open");
  std::fflush(stdout);
  while (std::getchar() != EOF) {
  }
  return 0;
}

int expect(bool condition, const char* what) {
  if (!condition) std::printf("not so: %s\n", what);
  return condition ? 0 : 1;
}

int fill(const std::string& folder) {
  if (::unshare(CLONE_NEWNS) != 0 ||
      ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
      ::mount("tmpfs", folder.c_str(), "tmpfs", 0, "size=6m") != 0) {
    return 77;
  }
  const std::string path = folder + "/kg";
  const std::string ballast = folder + "/ballast";
  write_file(ballast, std::string(3 << 20, 'x'));
  int wrong = 0;
  std::size_t stored = 0;
  Error error;
  {
    Store store = open_store(path);
    for (;; ++stored) {
      const Article one = article(stored, 0, 20'000);
      const auto put = store.put(one.document, one.extraction);
      if (!put) {
        error = put.error();
        break;
      }
    }
  }
  std::printf("%zu articles, then: %s\n", stored, error.message.c_str());
  wrong += expect(error.code == ErrorCode::kFull, "the error is kFull");
  wrong += expect(stored > 10, "articles were stored before");

  std::filesystem::remove(ballast);
  {
    Store store = open_store(path);
    wrong += expect(value(store.counts()).documents == stored, "every stored article is kept");
    wrong += expect(value(store.verify()).empty(), "the store is sound");
    const Article next = article(stored, 0, 20'000);
    wrong += expect(store.put(next.document, next.extraction).has_value(), "it can be resumed");
  }

  if (::mount(nullptr, folder.c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) == 0) {
    const auto store = Store::open(path, {});
    wrong += expect(!store && store.error().code == ErrorCode::kUnreadable &&
                        store.error().message.find("read-only") != std::string::npos,
                    "a read-only file system cannot be written");
    StoreOptions reading;
    reading.read_only = true;
    const Store reader = value(Store::open(path, reading));
    wrong += expect(value(reader.verify()).empty(), "a read-only file system can be read");
  }
  return wrong == 0 ? 0 : 1;
}

int run(int argc, char** argv) {
  const std::string what = argc > 2 ? argv[1] : "";
  if (what == "put" && argc == 5) {
    return put_articles(argv[2], std::stoul(argv[3]), std::stoul(argv[4]));
  }
  if (what == "hold") return hold(argv[2]);
  if (what == "full") return fill(argv[2]);
  return 2;
}

}  // namespace
}  // namespace quipu::test

int main(int argc, char** argv) {
  try {
    return quipu::test::run(argc, argv);
  } catch (const std::exception& error) {
    std::cout << error.what() << std::endl;
    return 1;
  }
}
