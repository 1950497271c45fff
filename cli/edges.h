// --via and --avoid: which statements a walk over the graph may follow.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/named.h"
#include "extract/schema/schema.h"
#include "graph/query/tie.h"

namespace CLI {
class App;
}

namespace quipu {

struct EdgeOptions {
  std::vector<std::string> via, avoid;
};

void add_via_option(CLI::App& verb, EdgeOptions& options);
void add_avoid_option(CLI::App& verb, EdgeOptions& options);

// Nothing when a name of --avoid has no single bearer (candidates are printed). Errors: kUsage for
// a predicate that the schema pack does not have.
Result<std::optional<EdgeChoice>> edge_choice(const Snapshot& snapshot, const Schema& schema,
                                              const EdgeOptions& edges, const NameOptions& names);

// The schema pack for labels; empty where it cannot be read.
Schema schema_for_labels(const NameOptions& names);

}  // namespace quipu
