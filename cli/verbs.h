// The verbs of the program: each adds its arguments to the command line and, when chosen, leaves
// in `action` what is to be done.
#pragma once

#include <functional>

#include "extract/value/result.h"

namespace CLI {
class App;
}

namespace quipu {

// docs/cli.md documents these.
enum ExitCode : int {
  kExitOk = 0,
  kExitError = 1,
  kExitUsage = 2,
  kExitFindings = 3,  // verify found defects; a question has no (single) answer
  kExitInterrupted = 130,
};

using Action = std::function<Result<int>()>;

void add_build(CLI::App& program, Action& action);
void add_remove(CLI::App& program, Action& action);
void add_export(CLI::App& program, Action& action);
void add_show(CLI::App& program, Action& action);
void add_who(CLI::App& program, Action& action);
void add_path(CLI::App& program, Action& action);
void add_neighbors(CLI::App& program, Action& action);
void add_common(CLI::App& program, Action& action);
void add_timeline(CLI::App& program, Action& action);
void add_search(CLI::App& program, Action& action);
void add_central(CLI::App& program, Action& action);
void add_communities(CLI::App& program, Action& action);
void add_query(CLI::App& program, Action& action);
void add_shell(CLI::App& program, Action& action);
void add_stats(CLI::App& program, Action& action);
void add_verify(CLI::App& program, Action& action);
void add_extract(CLI::App& program, Action& action);
void add_import(CLI::App& program, Action& action);
void add_merge(CLI::App& program, Action& action);
void add_distinct(CLI::App& program, Action& action);
void add_split(CLI::App& program, Action& action);
void add_rename(CLI::App& program, Action& action);
void add_undo(CLI::App& program, Action& action);
void add_decisions(CLI::App& program, Action& action);
void add_explain(CLI::App& program, Action& action);
void add_review(CLI::App& program, Action& action);
void add_eval(CLI::App& program, Action& action);

}  // namespace quipu
