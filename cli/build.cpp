// quipu build: articles in, a linked graph in a store.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "cli/articles.h"
#include "cli/data_folders.h"
#include "cli/display.h"
#include "cli/finish.h"
#include "cli/interrupt.h"
#include "cli/ledger_file.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/verbs.h"
#include "graph/decision/ledger.h"
#include "graph/store/store.h"

namespace quipu {
namespace {

constexpr std::size_t kPlacesShown = 5;  // of skipped articles, a reason

struct BuildOptions {
  std::vector<std::string> paths;
  std::string db, decisions;
  unsigned jobs = 1;
  bool sync = false, json = false;
  double min_confidence = kUsualConfidence / 1000.0;
  ExtractorOptions data;
};

struct Summary {
  std::uint64_t added = 0, changed = 0, unchanged = 0, mentions = 0, statements = 0;
  std::map<std::string, std::uint64_t> refused;  // statements, by reason
  ReadSummary reading;
  std::size_t decisions = 0;  // new ones
  StoreCounts store;
  bool interrupted = false;  // before all articles were read
  double seconds = 0;
};

Provenance provenance_of(const Extractor& extractor, std::uint16_t min_confidence) {
  Provenance provenance{extractor.schema_hash(), extractor.model_hashes()};
  // Another threshold gives other statements, as another model does.
  provenance.model_hashes["min-confidence"] = std::to_string(min_confidence);
  return provenance;
}

// One run over articles and the store that they go into.
class Build {
 public:
  Build(Store& store, Progress& progress) : store_(store), progress_(progress) {}

  // Whether exactly this article is in the store.
  Result<bool> known(const Document& document) {
    // An address that comes twice in one run says in the end what it says the last time.
    if (!seen_.insert(document_id(document)).second) return false;
    return store_.up_to_date(document);
  }

  Result<void> deliver(ReadArticle article) {
    progress_.advance(article.document.bytes.size());
    if (!article.extraction) {
      ++summary_.unchanged;
      return {};
    }
    if (!*article.extraction) {
      const Error& error = article.extraction->error();
      summary_.reading.skipped[error.message].push_back(article.document.uri);
      return {};
    }
    Extraction& extraction = **article.extraction;
    const auto before = store_.counts();
    if (!before) return tl::unexpected(before.error());
    if (const auto stored = store_.put(article.document, extraction); !stored) {
      if (stored.error().code != ErrorCode::kInvalid) return stored;
      summary_.reading.skipped[stored.error().message].push_back(article.document.uri);
      return {};
    }
    const auto after = store_.counts();
    if (!after) return tl::unexpected(after.error());
    ++(after->documents > before->documents ? summary_.added : summary_.changed);
    summary_.mentions += extraction.mentions.size();
    summary_.statements += extraction.statements.size();
    for (const auto& [reason, number] : extraction.refused) summary_.refused[reason] += number;
    return {};
  }

  Summary& summary() { return summary_; }

 private:
  Store& store_;
  Progress& progress_;
  std::unordered_set<DocumentId> seen_;
  Summary summary_;
};

std::uint64_t skipped_count(const Summary& summary) {
  std::uint64_t count = 0;
  for (const auto& [reason, places] : summary.reading.skipped) count += places.size();
  return count;
}

std::string seconds_text(double seconds) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f s", seconds);
  return text;
}

void print_json(const Summary& summary) {
  const nlohmann::ordered_json json = {{"read", summary.reading.read},
                                       {"new", summary.added},
                                       {"changed", summary.changed},
                                       {"unchanged", summary.unchanged},
                                       {"skipped", summary.reading.skipped},
                                       {"mentions", summary.mentions},
                                       {"statements", summary.statements},
                                       {"refused", summary.refused},
                                       {"decisions", summary.decisions},
                                       {"store",
                                        {{"documents", summary.store.documents},
                                         {"entities", summary.store.entities},
                                         {"mentions", summary.store.mentions},
                                         {"statements", summary.store.statements}}},
                                       {"interrupted", summary.interrupted},
                                       {"seconds", summary.seconds}};
  std::cout << displayed_json(
                   json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace))
            << '\n';
}

void print_text(const Summary& summary) {
  std::cout << "articles: " << summary.reading.read << " read, " << summary.added << " new, "
            << summary.changed << " changed, " << summary.unchanged << " unchanged, "
            << skipped_count(summary) << " skipped\n";
  for (const auto& [reason, places] : summary.reading.skipped) {
    std::cout << "  skipped " << places.size() << ": " << displayed(reason) << '\n';
    for (std::size_t i = 0; i < places.size() && i < kPlacesShown; ++i) {
      std::cout << "    " << displayed(places[i]) << '\n';
    }
    if (places.size() > kPlacesShown) {
      std::cout << "    and " << places.size() - kPlacesShown << " more (--json lists them)\n";
    }
  }
  std::cout << "found: " << summary.mentions << " mentions, " << summary.statements
            << " statements\n";
  for (const auto& [reason, number] : summary.refused) {
    std::cout << "  refused " << number << ": " << displayed(reason) << '\n';
  }
  if (summary.decisions > 0) std::cout << "decisions: " << summary.decisions << " new\n";
  if (!summary.interrupted) {
    std::cout << "graph: " << summary.store.documents << " articles, " << summary.store.entities
              << " entities, " << summary.store.statements << " statements\n";
  }
  std::cout << "time: " << seconds_text(summary.seconds) << '\n';
}

Result<int> build(const BuildOptions& options) {
  const auto begin = std::chrono::steady_clock::now();
  heed_interrupts();
  auto inputs = list_inputs(options.paths);
  if (!inputs) return tl::unexpected(inputs.error());
  Ledger ledger;
  if (!options.decisions.empty()) {
    const auto bytes = read_ledger_file(options.decisions);
    if (!bytes) return tl::unexpected(bytes.error());
    auto decisions = parse_ledger(*bytes, options.decisions);
    if (!decisions) return tl::unexpected(decisions.error());
    ledger = std::move(*decisions);
  }
  ExtractorOptions data = options.data;
  data.min_confidence = in_thousandths(options.min_confidence);
  const auto extractor = Extractor::load(find_data(data));
  if (!extractor) return tl::unexpected(extractor.error());
  StoreOptions how;
  how.create = true;
  how.sync = options.sync;
  how.provenance = provenance_of(*extractor, data.min_confidence);
  auto store = Store::open(options.db, how);
  if (!store) return tl::unexpected(store.error());

  Progress progress("articles", total_file_size(*inputs));
  Build run(*store, progress);
  auto reading = read_articles(
      *extractor, {std::move(*inputs), options.jobs,
                   [&](const Document& document) { return run.known(document); },
                   [&](ReadArticle article) { return run.deliver(std::move(article)); }});
  if (!reading) return tl::unexpected(reading.error());
  Summary& summary = run.summary();
  summary.interrupted = interrupted();
  summary.reading.read = reading->read;
  for (auto& [reason, places] : reading->skipped) {
    auto& all = summary.reading.skipped[reason];
    all.insert(all.end(), places.begin(), places.end());
  }

  const auto added = add_to_ledger(*store, ledger);
  if (!added) return tl::unexpected(added.error());
  summary.decisions = *added;
  const auto counts = finish(*store, progress, summary.interrupted);
  if (!counts) return tl::unexpected(counts.error());
  summary.store = *counts;
  summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  if (options.json) {
    print_json(summary);
  } else {
    print_text(summary);
  }
  if (!summary.interrupted) return kExitOk;
  std::cerr << "quipu: Interrupted; " << summary.store.documents
            << " articles are stored, and the same command goes on from there.\n";
  return kExitInterrupted;
}

}  // namespace

void add_build(CLI::App& program, Action& action) {
  auto options = std::make_shared<BuildOptions>();
  CLI::App* verb = program.add_subcommand(
      "build",
      "Read articles into a store and link them to a graph. Articles that are stored already are "
      "not read again; a changed article replaces what it said before.");
  verb->add_option("PATH", options->paths,
                   "Files and folders of .txt, .html, .jsonl; - is JSONL on standard input")
      ->required();
  add_db_option(*verb, options->db);
  add_jobs_option(*verb, options->jobs);
  verb->add_flag("--sync", options->sync, "Sync to disk at every article (survives power loss)");
  verb->add_option("--decisions", options->decisions,
                   "Decisions that persons made, as `quipu decisions export` writes them")
      ->type_name("FILE");
  add_min_confidence_option(*verb, options->min_confidence);
  add_json_flag(*verb, options->json);
  add_models_option(*verb, options->data);
  add_schema_option(*verb, options->data);
  verb->callback([options, &action] { action = [options] { return build(*options); }; });
}

}  // namespace quipu
