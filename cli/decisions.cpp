// quipu decisions: the ledger out, in, and on the screen.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "cli/deciding.h"
#include "cli/display.h"
#include "cli/finish.h"
#include "cli/form.h"
#include "cli/ledger_file.h"
#include "cli/options.h"
#include "cli/output_file.h"
#include "cli/progress.h"
#include "cli/verbs.h"
#include "graph/decision/ledger.h"
#include "graph/decision/standing.h"

namespace quipu {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::string db, file, output = "-";
  DecisionOptions decision;
  FormOptions form;
};

Result<Store> open_to_read(const std::string& path) {
  StoreOptions options;
  options.read_only = true;
  return Store::open(path, options);
}

Result<int> export_ledger(const Options& options) {
  const auto store = open_to_read(options.db);
  if (!store) return tl::unexpected(store.error());
  const auto ledger = read_ledger(store->snapshot());
  if (!ledger) return tl::unexpected(ledger.error());
  const auto written = write_output(options.output, [&](std::ostream& out) -> Result<void> {
    out << write_ledger(*ledger);
    return {};
  });
  if (!written) return tl::unexpected(written.error());
  return kExitOk;
}

void print_imported(const Imported& imported, std::size_t added, const Options& options) {
  if (options.form.json) {
    Json json = {{"read", imported.read},
                 {"new", added},
                 {"already_one", imported.already_one},
                 {"unresolved", Json::array()}};
    for (const Unresolved& one : imported.unresolved) {
      json["unresolved"].push_back({{"place", one.place}, {"reason", one.reason}});
    }
    print_json(json, options.form);
    return;
  }
  std::cout << "decisions: " << imported.read << " read, " << added << " new";
  if (imported.already_one > 0) std::cout << ", " << imported.already_one << " say what is so";
  if (!imported.unresolved.empty()) {
    std::cout << ", " << imported.unresolved.size() << " not resolved";
  }
  std::cout << '\n';
  for (const Unresolved& one : imported.unresolved) {
    std::cout << "  " << displayed(one.place) << ": " << displayed(one.reason) << '\n';
  }
}

Result<int> import_ledger(const Options& options) {
  const auto bytes = read_ledger_file(options.file);
  if (!bytes) return tl::unexpected(bytes.error());
  auto store = open_for_deciding(options.db);
  if (!store) return tl::unexpected(store.error());
  const auto imported = import_decisions(*bytes, options.file, store->snapshot(), options.decision);
  if (!imported) return tl::unexpected(imported.error());
  const auto added = add_to_ledger(*store, imported->decisions);
  if (!added) return tl::unexpected(added.error());
  Progress progress("decisions", 0);
  const auto done = finish(*store, progress, false);
  if (!done) return tl::unexpected(done.error());
  print_imported(*imported, *added, options);
  return imported->unresolved.empty() ? kExitOk : kExitFindings;
}

// "桂湖小学", or of several names those that differ: "桂湖小学, Guihu Primary School".
std::string names_of(const std::vector<MentionEvidence>& side) {
  std::vector<std::string> names;
  for (const MentionEvidence& evidence : side) {
    if (std::find(names.begin(), names.end(), evidence.name) == names.end()) {
      names.push_back(evidence.name);
    }
  }
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

std::string in_words(const Decision& decision) {
  const std::string first = names_of(decision.first), second = names_of(decision.second);
  switch (decision.kind) {
    case DecisionKind::kMerge:
      return first + " is " + second;
    case DecisionKind::kDistinct:
      return first + " is not " + second;
    case DecisionKind::kSplit:
      return std::to_string(decision.second.size()) + " mentions of " + second + " leave " + first;
    case DecisionKind::kRename:
      return first + " is called " + decision.name +
             (decision.language.empty() ? "" : " in " + decision.language);
    case DecisionKind::kUnsure:
      return first + " may be " + second;
    case DecisionKind::kUndo:
      return "of " + id_text(decision.target);
  }
  return {};
}

Result<int> list_ledger(const Options& options) {
  const auto store = open_for_reading(options.db);
  if (!store) return tl::unexpected(store.error());
  const Snapshot snapshot = store->snapshot();
  const auto ledger = read_ledger(snapshot);
  if (!ledger) return tl::unexpected(ledger.error());
  auto stand = standings(snapshot);
  if (!stand) return tl::unexpected(stand.error());
  Table table{{{"id"}, {"decision"}, {"standing"}, {"what"}, {"because"}, {"by"}, {"date"}}, {}};
  Json json = Json::array();
  for (const Decision& decision : *ledger) {
    const DecisionId id = decision_id(decision);
    const std::string standing = in_words((*stand)[id]);
    table.rows.push_back({id_text(id), std::string(kind_name(decision.kind)), standing,
                          in_words(decision), decision.because, decision.by, decision.date});
    json.push_back({{"id", id_text(id)},
                    {"decision", kind_name(decision.kind)},
                    {"standing", standing},
                    {"what", in_words(decision)},
                    {"because", decision.because},
                    {"by", decision.by},
                    {"date", decision.date}});
  }
  if (options.form.json) {
    print_json({{"decisions", std::move(json)}}, options.form);
  } else if (ledger->empty() && !options.form.csv) {
    print_note("nobody has decided anything in this store", options.form);
  } else {
    print_table(table, options.form);
  }
  return kExitOk;
}

}  // namespace

void add_decisions(CLI::App& program, Action& action) {
  CLI::App* verb = program.add_subcommand(
      "decisions",
      "The ledger of what persons decided on identity: a text file to keep, compare and share.");
  verb->require_subcommand(1);

  auto options = std::make_shared<Options>();
  CLI::App* out = verb->add_subcommand("export", "Write the ledger as text.");
  add_db_option(*out, options->db);
  out->add_option("--output,-o", options->output, "The file; - is standard output")
      ->type_name("FILE");
  out->callback([options, &action] { action = [options] { return export_ledger(*options); }; });

  CLI::App* in = verb->add_subcommand(
      "import",
      "Add the decisions of a ledger, or judgements (JSON lines or CSV: left, right, judgement "
      "positive, negative or unsure; ids of entities), and link again.");
  in->add_option("FILE", options->file, "The file; - is standard input")->required();
  add_db_option(*in, options->db);
  add_decision_options(*in, options->decision);
  add_form_options(*in, options->form);
  in->callback([options, &action] { action = [options] { return import_ledger(*options); }; });

  CLI::App* list = verb->add_subcommand(
      "list", "Every decision, the first one first, and how it stands: in force, overruled, …");
  add_db_option(*list, options->db);
  add_form_options(*list, options->form);
  list->callback([options, &action] { action = [options] { return list_ledger(*options); }; });
}

}  // namespace quipu
