// quipu eval: a graph against annotated articles.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "cli/display.h"
#include "cli/eval/score.h"
#include "cli/options.h"
#include "cli/verbs.h"

namespace quipu {
namespace {

constexpr std::size_t kTrapsShown = 4;

struct EvalOptions {
  std::vector<std::string> files;  // [EXPORT] GOLD
  std::string db, articles;
  double min_confidence = 0;
  bool errors = false, json = false;
};

Result<std::ifstream> open_file(const std::string& path) {
  std::error_code error;
  std::ifstream in(path, std::ios::binary);
  if (in && !std::filesystem::is_directory(path, error)) return in;
  return fail(ErrorCode::kNotFound, "Cannot read " + path + "; is the name right?", path);
}

void print_table(const char* title, const Table& table) {
  std::cout << title << '\n';
  const auto print = [](const std::string& name, const Tally& tally) {
    char figures[128];
    std::snprintf(figures, sizeof figures, "P %.3f R %.3f F1 %.3f  (tp %llu fp %llu fn %llu)",
                  tally.precision(), tally.recall(), tally.f1(),
                  static_cast<unsigned long long>(tally.right),
                  static_cast<unsigned long long>(tally.wrong),
                  static_cast<unsigned long long>(tally.missed));
    constexpr std::size_t kNameWidth = 16;
    const std::string padding(kNameWidth - std::min(kNameWidth, name.size()), ' ');
    std::cout << "  " << displayed(name) << padding << ' ' << figures << '\n';
  };
  for (const auto& [name, tally] : table) print(name, tally);
  print("ALL", total(table));
}

void print_error(const ScoredError& error) {
  std::cout << "  -  " << error.kind << "  " << displayed(error.doc) << "  "
            << displayed(error.what) << "  " << displayed(error.detail) << '\n';
}

// Predicted against true share of right statements.
void print_confidence(const Scores& scores) {
  std::cout << "confidence of statements: mean, share that is right\n";
  for (const ConfidenceBin& bin : scores.confidence) {
    if (bin.count == 0) continue;
    char figures[96];
    const auto count = static_cast<double>(bin.count);
    std::snprintf(figures, sizeof figures, "  %.3f  %.3f  (%llu)\n", bin.sum / count,
                  static_cast<double>(bin.right) / count,
                  static_cast<unsigned long long>(bin.count));
    std::cout << figures;
  }
}

std::string in_words(const JoinedPairs& pairs) {
  return std::to_string(pairs.joined) + " of " + std::to_string(pairs.joined + pairs.apart);
}

void print_text(const Scores& scores, bool with_errors) {
  print_table("entities", scores.entities);
  print_table("entities by language", scores.entities_by_language);
  if (!scores.mentions.empty()) print_table("mentions, exact span", scores.mentions);
  print_table("statements", scores.statements);
  print_table("statements by language", scores.statements_by_language);
  print_table("statements by kind of article", scores.statements_by_kind);
  print_confidence(scores);
  print_table("qualifiers of correct statements", scores.qualifiers);
  std::cout << "one gold entity as several within a document: " << scores.duplicates << " extra\n"
            << "traps that became entities: " << scores.sprung_traps.size() << " of "
            << scores.traps << '\n';
  for (std::size_t i = 0; i < scores.sprung_traps.size() && (with_errors || i < kTrapsShown); ++i) {
    print_error(scores.sprung_traps[i]);
  }
  std::cout << "statements without evidence: " << scores.without_evidence
            << "; unsound spans: " << scores.unsound_spans << '\n';
  for (const std::string& doc : scores.missing_documents) {
    std::cout << "not in the graph: " << displayed(doc) << '\n';
  }
  char figures[96];
  std::snprintf(figures, sizeof figures, "linking: B-cubed P %.3f R %.3f F1 %.3f over %llu",
                scores.b_cubed_precision, scores.b_cubed_recall, scores.b_cubed_f1(),
                static_cast<unsigned long long>(scores.linked_count));
  std::cout << figures << "; pairs joined: all " << in_words(scores.all_pairs) << ", same language "
            << in_words(scores.same_language_pairs) << ", across languages "
            << in_words(scores.cross_language_pairs)
            << "; wrongly joined: " << scores.wrongly_joined_count();
  for (const auto& [type, number] : scores.wrongly_joined) {
    std::cout << ' ' << displayed(type) << ' ' << number;
  }
  std::cout << '\n';
  if (!with_errors) return;
  for (const ScoredError& error : scores.errors) print_error(error);
}

using Json = nlohmann::ordered_json;

Json json_of(const Table& table) {
  Json json = Json::object();
  for (const auto& [name, tally] : table) {
    json[name] = {{"precision", tally.precision()},
                  {"recall", tally.recall()},
                  {"f1", tally.f1()},
                  {"tp", tally.right},
                  {"fp", tally.wrong},
                  {"fn", tally.missed}};
  }
  return json;
}

Json json_of(const std::vector<ScoredError>& errors) {
  Json json = Json::array();
  for (const ScoredError& error : errors) {
    json.push_back(
        {{"kind", error.kind}, {"doc", error.doc}, {"what", error.what}, {"detail", error.detail}});
  }
  return json;
}

Json json_of(const std::array<ConfidenceBin, 10>& bins) {
  Json json = Json::array();
  for (const ConfidenceBin& bin : bins) {
    if (bin.count == 0) continue;
    const auto count = static_cast<double>(bin.count);
    json.push_back({{"predicted", bin.sum / count},
                    {"right", static_cast<double>(bin.right) / count},
                    {"count", bin.count}});
  }
  return json;
}

Json json_of(const JoinedPairs& pairs) {
  return {{"joined", pairs.joined}, {"of", pairs.joined + pairs.apart}};
}

void print_json(const Scores& scores, bool with_errors) {
  const Tally statements = total(scores.statements);
  Json json = {{"entity_f1", total(scores.entities).f1()},
               {"mention_f1", total(scores.mentions).f1()},
               {"statement_p", statements.precision()},
               {"statement_r", statements.recall()},
               {"statement_f1", statements.f1()},
               {"qualifier_f1", total(scores.qualifiers).f1()},
               {"traps", scores.sprung_traps.size()},
               {"traps_of", scores.traps},
               {"noevidence", scores.without_evidence},
               {"badspans", scores.unsound_spans},
               {"duplicates", scores.duplicates},
               {"b3_p", scores.b_cubed_precision},
               {"b3_r", scores.b_cubed_recall},
               {"b3_f1", scores.b_cubed_f1()},
               {"wrong_joins", scores.wrongly_joined_count()},
               {"missing_docs", scores.missing_documents.size()}};
  for (const auto& [language, tally] : scores.statements_by_language) {
    json["statement_f1_" + language] = tally.f1();
  }
  json["tables"] = {{"entities", json_of(scores.entities)},
                    {"entities_by_language", json_of(scores.entities_by_language)},
                    {"mentions", json_of(scores.mentions)},
                    {"statements", json_of(scores.statements)},
                    {"statements_by_language", json_of(scores.statements_by_language)},
                    {"statements_by_kind", json_of(scores.statements_by_kind)},
                    {"qualifiers", json_of(scores.qualifiers)}};
  json["confidence"] = json_of(scores.confidence);
  json["pairs"] = {{"all", json_of(scores.all_pairs)},
                   {"same_language", json_of(scores.same_language_pairs)},
                   {"across_languages", json_of(scores.cross_language_pairs)},
                   {"wrongly_joined", scores.wrongly_joined}};
  json["sprung_traps"] = json_of(scores.sprung_traps);
  if (with_errors) json["errors"] = json_of(scores.errors);
  std::cout << displayed_json(json.dump(2, ' ', false, Json::error_handler_t::replace)) << '\n';
}

// The graph to be scored. A store also has the articles' bytes, so that spans are checked.
Result<Scores> score_store(const std::string& db, const std::vector<GoldDocument>& gold,
                           double min_confidence) {
  const auto store = open_for_reading(db);
  if (!store) return tl::unexpected(store.error());
  const Snapshot snapshot = store->snapshot();
  const auto graph = read_snapshot(snapshot, min_confidence);
  if (!graph) return tl::unexpected(graph.error());
  std::map<std::string, DocumentId> documents;
  const auto read = snapshot.for_each_document([&](const DocumentRecord& document) {
    documents[base_name(document.uri)] = document.id;
    return true;
  });
  if (!read) return tl::unexpected(read.error());
  return score(*graph, gold, [&](const std::string& doc) -> std::optional<std::string> {
    const auto found = documents.find(doc);
    if (found == documents.end()) return std::nullopt;
    auto bytes = snapshot.document_bytes(found->second);
    return bytes ? std::optional(std::move(*bytes)) : std::nullopt;
  });
}

Result<Scores> score_export(const std::string& path, const std::vector<GoldDocument>& gold,
                            const EvalOptions& options) {
  auto in = open_file(path);
  if (!in) return tl::unexpected(in.error());
  const auto graph = read_export(*in, path, options.min_confidence);
  if (!graph) return tl::unexpected(graph.error());
  ArticleBytes article;
  if (!options.articles.empty()) {
    article = [&](const std::string& doc) -> std::optional<std::string> {
      auto file = open_file((std::filesystem::path(options.articles) / doc).string());
      if (!file) return std::nullopt;
      std::ostringstream content;
      content << file->rdbuf();
      return std::move(content).str();
    };
  }
  return score(*graph, gold, article);
}

Result<int> evaluate(const EvalOptions& options) {
  const std::size_t file_count = options.db.empty() ? 2 : 1;
  if (options.files.size() != file_count) {
    return fail(
        ErrorCode::kUsage,
        "eval takes EXPORT.jsonl and GOLD.jsonl, or --db DB and GOLD.jsonl; see `quipu eval "
        "--help`.");
  }
  auto in = open_file(options.files.back());
  if (!in) return tl::unexpected(in.error());
  const auto gold = read_gold(*in, options.files.back());
  if (!gold) return tl::unexpected(gold.error());
  const auto scores = options.db.empty() ? score_export(options.files.front(), *gold, options)
                                         : score_store(options.db, *gold, options.min_confidence);
  if (!scores) return tl::unexpected(scores.error());
  if (options.json) {
    print_json(*scores, options.errors);
  } else {
    print_text(*scores, options.errors);
  }
  return kExitOk;
}

}  // namespace

void add_eval(CLI::App& program, Action& action) {
  auto options = std::make_shared<EvalOptions>();
  CLI::App* verb = program.add_subcommand(
      "eval",
      "Score a graph (an export as JSONL, or a store) against annotated articles: entities, "
      "mentions, statements and qualifiers, traps, duplicates, linking.");
  verb->add_option("FILES", options->files, "EXPORT.jsonl GOLD.jsonl; with --db only GOLD.jsonl")
      ->required()
      ->type_name("FILE");
  verb->add_option("--db", options->db, "Score this store instead of an export")->type_name("DB");
  verb->add_option("--articles", options->articles,
                   "Folder of the articles, to check an export's spans against")
      ->type_name("DIR");
  add_min_confidence_option(*verb, options->min_confidence);
  verb->add_flag("--errors", options->errors, "List every error");
  add_json_flag(*verb, options->json);
  verb->callback([options, &action] { action = [options] { return evaluate(*options); }; });
}

}  // namespace quipu
