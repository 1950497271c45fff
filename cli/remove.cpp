// quipu remove: takes articles out of a store, and with each what only it said.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "cli/display.h"
#include "cli/finish.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/verbs.h"

namespace quipu {
namespace {

struct RemoveOptions {
  std::vector<std::string> uris;
  std::string db;
};

// An article's uri as given or, for a file, as the path that the reader makes of it.
Result<void> remove_article(Store& store, const std::string& uri) {
  auto removed = store.remove(uri);
  if (removed || removed.error().code != ErrorCode::kNotFound) return removed;
  const std::string path = std::filesystem::path(uri).lexically_normal().generic_string();
  if (path == uri) return removed;
  auto by_path = store.remove(path);
  const bool missing = !by_path && by_path.error().code == ErrorCode::kNotFound;
  return missing ? removed : by_path;
}

Result<int> remove(const RemoveOptions& options) {
  auto store = Store::open(options.db, {});
  if (!store) return tl::unexpected(store.error());
  std::size_t removed_count = 0;
  for (const std::string& uri : options.uris) {
    const auto removed = remove_article(*store, uri);
    if (removed) {
      ++removed_count;
    } else if (removed.error().code == ErrorCode::kNotFound) {
      std::cerr << "quipu: " << displayed(removed.error().message) << '\n';
    } else {
      return tl::unexpected(removed.error());
    }
  }
  Progress progress("articles", 0);
  if (const auto done = finish(*store, progress, false); !done) return tl::unexpected(done.error());
  std::cout << "removed " << removed_count << " articles\n";
  return removed_count == options.uris.size() ? kExitOk : kExitError;
}

}  // namespace

void add_remove(CLI::App& program, Action& action) {
  auto options = std::make_shared<RemoveOptions>();
  CLI::App* verb = program.add_subcommand(
      "remove", "Take articles out of a store, and with each of them what only it said.");
  verb->add_option("URI", options->uris, "Addresses of articles (of files: their paths)")
      ->required();
  add_db_option(*verb, options->db);
  verb->callback([options, &action] { action = [options] { return remove(*options); }; });
}

}  // namespace quipu
