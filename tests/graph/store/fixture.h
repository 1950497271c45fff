// Articles, graphs and folders for the tests of the store.
#pragma once

#include <cstddef>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

#include "extract/value/document.h"
#include "extract/value/extraction.h"
#include "graph/store/store.h"

namespace quipu::test {

// A new folder, gone with its owner.
class TemporaryFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();

  const std::filesystem::path& path() const { return path_; }
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

struct Article {
  Document document;
  Extraction extraction;
};

// Article number `n`: a person who leads a bureau, in Chinese and with a tail of `padding` bytes
// that do not compress. The same arguments give the same article.
Article article(std::size_t n, std::size_t edition = 0, std::size_t padding = 0);

// What linking might make of the articles 0 to count - 1: one entity a name, statements merged.
LinkedGraph graph_of(std::size_t count, std::size_t edition = 0);

// All that a snapshot shows, as text. Throws std::runtime_error with the message of an error.
std::string dump(const Snapshot& snapshot);

// A store that is there or is made. Throws std::runtime_error.
Store open_store(const std::string& path);

// The value of a result that must be one. Throws std::runtime_error.
template <typename T>
T value(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

std::string read_file(const std::filesystem::path& path);
void write_file(const std::filesystem::path& path, const std::string& bytes);

}  // namespace quipu::test
