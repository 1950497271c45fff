// A small linked graph in a real store in a temporary folder, with every name a hostile one could
// think of, and its exports.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "export/export.h"
#include "graph/store/store.h"

namespace quipu::test {

class TestStore {
 public:
  explicit TestStore(const std::string& name);
  ~TestStore();
  TestStore(const TestStore&) = delete;
  TestStore& operator=(const TestStore&) = delete;

  // Puts an article whose text is `text`; returns its id.
  DocumentId put(const std::string& uri, const std::string& text);
  void link(const LinkedGraph& graph);
  Snapshot snapshot() const { return store_->snapshot(); }

 private:
  std::filesystem::path folder_;
  std::optional<Store> store_;
};

// Two articles, six entities (each with one of hostile_names() beside its name), five statements:
// asserted twice in parallel, former, planned, negated.
LinkedGraph fill(TestStore& store);

// XML specials, control characters, newlines, quotes, bidi marks, 10,000 characters, bytes that are
// no UTF-8.
const std::vector<std::string>& hostile_names();

std::string exported(const Snapshot& snapshot, std::string_view format,
                     std::uint16_t min_confidence = 0);

}  // namespace quipu::test
