// quipu extract: articles in, extraction JSONL out, without a store.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/articles.h"
#include "cli/data_folders.h"
#include "cli/display.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/output_file.h"
#include "cli/progress.h"
#include "cli/verbs.h"
#include "extract/value/extraction_json.h"

namespace quipu {
namespace {

struct ExtractArguments {
  std::vector<std::string> paths;
  std::string output = "-";
  unsigned jobs = 1;
  bool no_source = false;
  double min_confidence = kUsualConfidence / 1000.0;
  ExtractorOptions data;
};

void report_skipped(const ReadSummary& summary) {
  for (const auto& [reason, places] : summary.skipped) {
    for (const std::string& place : places) {
      std::cerr << "quipu: skipped " << displayed(place) << ": " << displayed(reason) << '\n';
    }
  }
}

Result<int> extract(const ExtractArguments& arguments) {
  heed_interrupts();
  ExtractorOptions data = arguments.data;
  data.min_confidence = in_thousandths(arguments.min_confidence);
  auto inputs = list_inputs(arguments.paths);
  if (!inputs) return tl::unexpected(inputs.error());
  const auto extractor = Extractor::load(find_data(data));
  if (!extractor) return tl::unexpected(extractor.error());
  Progress progress("articles", total_file_size(*inputs));
  ReadSummary refused;
  const auto written = write_output(arguments.output, [&](std::ostream& out) -> Result<void> {
    const auto deliver = [&](ReadArticle article) -> Result<void> {
      progress.advance(article.document.bytes.size());
      if (!*article.extraction) {
        refused.skipped[article.extraction->error().message].push_back(article.document.uri);
        return {};
      }
      out << to_json_line(article.document, **article.extraction, !arguments.no_source) << '\n';
      if (out) return {};
      return fail(ErrorCode::kFull, "The extractions cannot be written to " + arguments.output +
                                        "; the disk may be full.");
    };
    const auto summary =
        read_articles(*extractor, {std::move(*inputs), arguments.jobs, {}, deliver});
    progress.clear();
    if (!summary) return tl::unexpected(summary.error());
    report_skipped(*summary);
    return {};
  });
  if (!written) return tl::unexpected(written.error());
  report_skipped(refused);
  if (!interrupted()) return kExitOk;
  std::cerr << "quipu: Interrupted; the output holds the articles that were read until then.\n";
  return kExitInterrupted;
}

}  // namespace

void add_extract(CLI::App& program, Action& action) {
  auto arguments = std::make_shared<ExtractArguments>();
  CLI::App* verb = program.add_subcommand(
      "extract",
      "Read articles and write what each says as JSON, one line an article, in the order of the "
      "input; `quipu import` reads it.");
  verb->add_option("PATH", arguments->paths,
                   "Files and folders of .txt, .html, .jsonl; - is JSONL on standard input")
      ->required();
  verb->add_option("--output,-o", arguments->output,
                   "The file, which appears whole or not at all; - is standard output")
      ->type_name("FILE")
      ->capture_default_str();
  add_jobs_option(*verb, arguments->jobs);
  add_min_confidence_option(*verb, arguments->min_confidence);
  verb->add_flag("--no-source", arguments->no_source, "Leave the articles' text out of the lines");
  add_models_option(*verb, arguments->data);
  add_schema_option(*verb, arguments->data);
  verb->callback([arguments, &action] { action = [arguments] { return extract(*arguments); }; });
}

}  // namespace quipu
