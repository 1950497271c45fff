// Names in arguments: the entity that is meant, or the candidates to choose from.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/data_folders.h"
#include "cli/form.h"
#include "extract/value/result.h"
#include "graph/store/store.h"

namespace CLI {
class App;
}

namespace quipu {

struct NameOptions {
  std::string db, type;
  bool is_id = false;
  std::vector<std::size_t> picks;  // for each name, which of its candidates; 0: not chosen
  FormOptions form;
  ExtractorOptions data;  // for the labels of the schema pack
};

// --db, --id, --type, --pick, --schema and those of add_form_options: what every verb that takes
// names has.
void add_name_options(CLI::App& verb, NameOptions& options);

// The entity that `name` means, or nothing, after candidates were printed: those that bear the name
// on standard output, those with a similar name on standard error (both as JSON with --json).
// `position` counts the names of a command from 0 and belongs to --pick. An argument "id:" and 16
// digits is an id wherever a name may stand. Errors: kUsage for an id or a number that is none.
Result<std::optional<EntityRecord>> find_named(const Snapshot& snapshot, std::string_view name,
                                               std::size_t position, const NameOptions& options);

// Several at once, by position; nothing unless every one was found.
Result<std::optional<std::vector<EntityRecord>>> find_all_named(
    const Snapshot& snapshot, const std::vector<std::string>& names, const NameOptions& options);

}  // namespace quipu
