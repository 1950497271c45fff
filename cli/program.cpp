#include "cli/program.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <string>

#include "cli/display.h"
#include "cli/verbs.h"

namespace quipu {
namespace {

constexpr const char* kDescription =
    "News articles in, a knowledge graph out: who did what, where, in which programme, at which "
    "event, and which sentence of which article says so.";
constexpr const char* kFooter =
    "Exit codes: 0 done; 1 error; 2 wrong arguments; 3 verify found defects or a question has no "
    "(single) answer; 130 interrupted.\n"
    "Try: quipu build articles/ --db kg && quipu export --db kg --format graphml -o kg.graphml";

// The verb that the arguments name, for "see `quipu VERB --help`".
std::string help_of(const CLI::App& program) {
  for (const CLI::App* verb : program.get_subcommands()) {
    return "quipu " + verb->get_name() + " --help";
  }
  return "quipu --help";
}

int report(const Error& error) {
  std::string text = error.message;
  if (!error.place.empty() && text.find(error.place) == std::string::npos) {
    text = error.place + ": " + text;
  }
  std::cerr << "quipu: " << displayed(text) << '\n';
  return error.code == ErrorCode::kUsage ? kExitUsage : kExitError;
}

}  // namespace

int run_program(int argc, const char* const* argv) {
  std::ios::sync_with_stdio(false);
  CLI::App program(kDescription, "quipu");
  program.footer(kFooter);
  program.set_version_flag("--version", "quipu " QUIPU_VERSION);
  program.require_subcommand(1);
  Action action;
  for (const auto add :
       {add_build,     add_remove,      add_export,   add_show,   add_who,     add_path,
        add_neighbors, add_common,      add_timeline, add_search, add_query,   add_shell,
        add_central,   add_communities, add_stats,    add_verify, add_extract, add_import,
        add_eval,      add_merge,       add_distinct, add_split,  add_rename,  add_undo,
        add_decisions, add_explain,     add_review}) {
    add(program, action);
  }
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return program.exit(error);  // --help, --version
    const bool no_verb = program.get_subcommands().empty() && argc > 1 && argv[1][0] != '-';
    const std::string what = no_verb ? "There is no verb " + std::string(argv[1]) : error.what();
    std::cerr << "quipu: " << displayed(what) << "; see `" << help_of(program) << "`.\n";
    return kExitUsage;
  }
  const Result<int> code = action();
  std::cout.flush();
  if (!code) return report(code.error());
  if (!std::cout) {
    return report({ErrorCode::kFull, "The output could not be written to standard output.", {}});
  }
  return *code;
}

}  // namespace quipu
