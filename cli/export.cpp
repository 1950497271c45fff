// quipu export: the graph in a format that other tools read.
#include "export/export.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>
#include <ostream>
#include <string>

#include "cli/options.h"
#include "cli/output_file.h"
#include "cli/verbs.h"

namespace quipu {
namespace {

struct ExportArguments {
  std::string db, format, output = "-";
  double min_confidence = 0;
};

Result<int> write_export(const ExportArguments& arguments) {
  const auto store = open_for_reading(arguments.db);
  if (!store) return tl::unexpected(store.error());
  const Snapshot snapshot = store->snapshot();
  const ExportOptions options{in_thousandths(arguments.min_confidence)};
  const auto written = write_output(arguments.output, [&](std::ostream& out) {
    return export_graph(snapshot, arguments.format, options, out);
  });
  if (!written) return tl::unexpected(written.error());
  return kExitOk;
}

}  // namespace

void add_export(CLI::App& program, Action& action) {
  auto arguments = std::make_shared<ExportArguments>();
  CLI::App* verb = program.add_subcommand(
      "export",
      "Write the graph in a format that other tools read. The same articles give the same bytes.");
  add_db_option(*verb, arguments->db);
  std::vector<std::string> formats(export_formats().begin(), export_formats().end());
  verb->add_option("--format,-f", arguments->format, "The format")
      ->required()
      ->check(CLI::IsMember(formats));
  verb->add_option("--output,-o", arguments->output,
                   "The file, which appears whole or not at all; - is standard output")
      ->type_name("FILE")
      ->capture_default_str();
  add_min_confidence_option(*verb, arguments->min_confidence);
  verb->callback(
      [arguments, &action] { action = [arguments] { return write_export(*arguments); }; });
}

}  // namespace quipu
