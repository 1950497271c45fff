// quipu verify: whether all that a store holds agrees with itself.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/display.h"
#include "cli/options.h"
#include "cli/verbs.h"
#include "graph/decision/ledger.h"

namespace quipu {
namespace {

struct VerifyOptions {
  std::string db;
  bool json = false;
};

struct Findings {
  std::vector<std::string> defects;
  StoreCounts counts;
  bool linked = true;
};

Result<Findings> examine(const std::string& path) {
  StoreOptions read_only;
  read_only.read_only = true;
  const auto store = Store::open(path, read_only);
  if (!store) return tl::unexpected(store.error());
  Findings findings;
  auto defects = store->verify();
  if (!defects) return tl::unexpected(defects.error());
  findings.defects = std::move(*defects);
  // The store compares a decision with its id; whether it can be read is for the ledger to say.
  const auto ledger = read_ledger(store->snapshot());
  if (!ledger && findings.defects.empty()) findings.defects.push_back(ledger.error().message);
  const auto counts = store->counts();
  if (!counts) return tl::unexpected(counts.error());
  findings.counts = *counts;
  const auto linked = store->snapshot().linked();
  if (!linked) return tl::unexpected(linked.error());
  findings.linked = *linked;
  return findings;
}

void print_json(const Findings& findings) {
  const nlohmann::ordered_json json = {
      {"sound", findings.defects.empty()},      {"linked", findings.linked},
      {"documents", findings.counts.documents}, {"entities", findings.counts.entities},
      {"mentions", findings.counts.mentions},   {"statements", findings.counts.statements},
      {"ledger", findings.counts.ledger},       {"defects", findings.defects}};
  std::cout << displayed_json(
                   json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace))
            << '\n';
}

void print_text(const Findings& findings) {
  for (const std::string& defect : findings.defects) std::cout << displayed(defect) << '\n';
  if (findings.defects.empty()) {
    std::cout << "sound: " << findings.counts.documents << " articles, " << findings.counts.entities
              << " entities, " << findings.counts.mentions << " mentions, "
              << findings.counts.statements << " statements\n";
  } else {
    std::cout << findings.defects.size() << " defects\n";
  }
  if (!findings.linked) {
    std::cout << "not finished: the last build was interrupted; run `quipu build` again\n";
  }
}

Result<int> verify(const VerifyOptions& options) {
  auto findings = examine(options.db);
  if (!findings) {
    // Damage that already shows when the store is opened is a finding as well.
    if (findings.error().code != ErrorCode::kCorrupt) return tl::unexpected(findings.error());
    findings = Findings{{findings.error().message}, {}, false};
  }
  if (options.json) {
    print_json(*findings);
  } else {
    print_text(*findings);
  }
  return findings->defects.empty() ? kExitOk : kExitFindings;
}

}  // namespace

void add_verify(CLI::App& program, Action& action) {
  auto options = std::make_shared<VerifyOptions>();
  CLI::App* verb = program.add_subcommand(
      "verify",
      "Read everything in a store and hold it against everything else: checksums, spans against "
      "the stored articles, every index against the others. Exit code 3: there are defects.");
  add_db_option(*verb, options->db);
  add_json_flag(*verb, options->json);
  verb->callback([options, &action] { action = [options] { return verify(*options); }; });
}

}  // namespace quipu
