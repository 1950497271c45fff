// quipu stats: how much of what a store holds.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <iostream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/display.h"
#include "cli/options.h"
#include "cli/verbs.h"

namespace quipu {
namespace {

using Tally = std::map<std::string, std::uint64_t>;

struct StatsOptions {
  std::string db;
  bool json = false;
};

struct Stats {
  StoreCounts counts;
  Tally languages, types, predicates, statuses;
  std::uint64_t evidence = 0, decisions = 0;
  Provenance provenance;
};

Result<Stats> count(const Store& store) {
  Stats stats;
  const Snapshot snapshot = store.snapshot();
  const auto documents = snapshot.for_each_document([&](const DocumentRecord& document) {
    ++stats.languages[document.language.empty() ? "unknown" : document.language];
    return true;
  });
  if (!documents) return tl::unexpected(documents.error());
  const auto entities = snapshot.for_each_entity([&](const EntityRecord& entity) {
    ++stats.types[entity.type];
    return true;
  });
  if (!entities) return tl::unexpected(entities.error());
  const auto statements = snapshot.for_each_statement([&](const StatementRecord& statement) {
    ++stats.predicates[statement.predicate];
    ++stats.statuses[std::string(status_name(statement.status))];
    stats.evidence += statement.evidence.size();
    return true;
  });
  if (!statements) return tl::unexpected(statements.error());
  const auto decisions =
      snapshot.for_each_decision([](std::string_view, std::string_view) { return true; });
  if (!decisions) return tl::unexpected(decisions.error());
  stats.decisions = *decisions;
  const auto counts = store.counts();
  if (!counts) return tl::unexpected(counts.error());
  stats.counts = *counts;
  auto provenance = store.provenance();
  if (!provenance) return tl::unexpected(provenance.error());
  stats.provenance = std::move(*provenance);
  return stats;
}

void print_json(const Stats& stats) {
  const nlohmann::ordered_json json = {{"documents", stats.counts.documents},
                                       {"languages", stats.languages},
                                       {"entities", stats.counts.entities},
                                       {"types", stats.types},
                                       {"mentions", stats.counts.mentions},
                                       {"statements", stats.counts.statements},
                                       {"predicates", stats.predicates},
                                       {"statuses", stats.statuses},
                                       {"evidence", stats.evidence},
                                       {"decisions", stats.decisions},
                                       {"ledger", stats.counts.ledger},
                                       {"schema", stats.provenance.schema_hash},
                                       {"models", stats.provenance.model_hashes}};
  std::cout << displayed_json(
                   json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace))
            << '\n';
}

void print_tally(const char* title, std::uint64_t total, const Tally& tally) {
  std::cout << title << ' ' << total << '\n';
  for (const auto& [name, number] : tally) {
    std::cout << "  " << displayed(name) << ' ' << number << '\n';
  }
}

void print_text(const Stats& stats) {
  print_tally("articles", stats.counts.documents, stats.languages);
  print_tally("entities", stats.counts.entities, stats.types);
  print_tally("statements", stats.counts.statements, stats.predicates);
  print_tally("sentences of evidence", stats.evidence, {});
  print_tally("mentions", stats.counts.mentions, {});
  for (const auto& [status, number] : stats.statuses) {
    std::cout << "status " << displayed(status) << ' ' << number << '\n';
  }
  print_tally("decisions of persons", stats.counts.ledger, {});
  if (!stats.provenance.schema_hash.empty()) {
    std::cout << "schema " << displayed(stats.provenance.schema_hash) << '\n';
  }
  for (const auto& [language, hash] : stats.provenance.model_hashes) {
    std::cout << "model " << displayed(language) << ' ' << displayed(hash) << '\n';
  }
}

Result<int> print_stats(const StatsOptions& options) {
  const auto store = open_for_reading(options.db);
  if (!store) return tl::unexpected(store.error());
  const auto stats = count(*store);
  if (!stats) return tl::unexpected(stats.error());
  if (options.json) {
    print_json(*stats);
  } else {
    print_text(*stats);
  }
  return kExitOk;
}

}  // namespace

void add_stats(CLI::App& program, Action& action) {
  auto options = std::make_shared<StatsOptions>();
  CLI::App* verb = program.add_subcommand(
      "stats", "Count articles by language, entities by type, statements by predicate and status.");
  add_db_option(*verb, options->db);
  add_json_flag(*verb, options->json);
  verb->callback([options, &action] { action = [options] { return print_stats(*options); }; });
}

}  // namespace quipu
