// quipu review: the pairs that a person's word is worth most on, one after another.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "cli/answer.h"
#include "cli/deciding.h"
#include "cli/display.h"
#include "cli/finish.h"
#include "cli/form.h"
#include "cli/interrupt.h"
#include "cli/keys.h"
#include "cli/options.h"
#include "cli/pairs.h"
#include "cli/progress.h"
#include "cli/suggestions.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "cli/verbs.h"
#include "graph/decision/evidence.h"
#include "graph/decision/ledger.h"

namespace quipu {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kUsualWidth = 100;
constexpr const char* kKeys = "y one thing   n two   u not sure   b back   q stop and record";

struct Options {
  std::string db, type;
  std::size_t limit = 50;
  bool json = false;
  DecisionOptions decision;
};

std::string cell_of(const EntityRecord& entity, const Suggestion::Side& side) {
  std::string text =
      entity.name + "  (" + entity.type + ")  " + std::to_string(side.mention_count) + " mentions";
  std::string others;
  for (const std::string& name : entity.names) {
    if (name != entity.name) others += (others.empty() ? "" : " | ") + name;
  }
  return others.empty() ? text : text + "  also: " + others;
}

std::string cell_of(const Quote& quote) {
  return "\"" + quote.text + "\" " + quote.document.uri +
         (quote.document.published.empty() ? "" : ", " + quote.document.published);
}

// Both sides beside each other, and why linking is not sure.
Result<std::string> screen_of(const Snapshot& snapshot, const Suggestion& suggestion,
                              std::size_t number, std::size_t count) {
  Table table{{{"left"}, {"right"}}, {}};
  std::vector<std::vector<std::string>> sides;
  for (const Suggestion::Side& side : suggestion.sides) {
    const auto entity = snapshot.entity(side.id);
    if (!entity) return tl::unexpected(entity.error());
    const auto quotes = telling_quotes(snapshot, side.id);
    if (!quotes) return tl::unexpected(quotes.error());
    std::vector<std::string>& cells = sides.emplace_back();
    cells.push_back(cell_of(*entity, side));
    for (const Quote& quote : *quotes) cells.push_back(cell_of(quote));
  }
  for (std::size_t row = 0; row < std::max(sides[0].size(), sides[1].size()); ++row) {
    table.rows.push_back(
        {row < sides[0].size() ? sides[0][row] : "", row < sides[1].size() ? sides[1][row] : ""});
  }
  const std::size_t columns = terminal().columns;
  return "\n" + std::to_string(number) + " of " + std::to_string(count) + ": one thing? " +
         displayed(suggestion.reason) + "\n" +
         aligned(table, columns == 0 ? kUsualWidth : columns, false);
}

struct Answer {
  std::size_t suggestion = 0;
  DecisionKind kind = DecisionKind::kUnsure;
};

enum class Key { kOne, kTwo, kUnsure, kBack, kStop, kNone };

Key key_of(const std::string& text) {
  if (text == "y" || text == "yes" || text == "Y") return Key::kOne;
  if (text == "n" || text == "no" || text == "N") return Key::kTwo;
  if (text == "u" || text == "U") return Key::kUnsure;
  if (text == "b" || text == "z" || text == "undo" || text == "\x7f") return Key::kBack;
  if (text == "q" || text == "Q") return Key::kStop;
  return Key::kNone;
}

// Asks until the person stops, the input ends or nothing is left.
Result<std::vector<Answer>> ask(const Snapshot& snapshot,
                                const std::vector<Suggestion>& suggestions) {
  std::vector<Answer> answers;
  KeyReader keys;
  std::cout << kKeys << '\n';
  while (answers.size() < suggestions.size()) {
    const std::size_t at = answers.size();
    const auto screen = screen_of(snapshot, suggestions[at], at + 1, suggestions.size());
    if (!screen) return tl::unexpected(screen.error());
    std::cout << *screen << std::flush;
    Key key = Key::kNone;
    while (key == Key::kNone) {
      const auto text = keys.next();
      key = text ? key_of(*text) : Key::kStop;
      if (key == Key::kNone) std::cout << kKeys << '\n' << std::flush;
    }
    if (key == Key::kStop) break;
    if (key == Key::kBack) {
      std::cout << (answers.empty() ? "there is nothing to go back to\n" : "back\n");
      if (!answers.empty()) answers.pop_back();
      continue;
    }
    answers.push_back({at, key == Key::kOne   ? DecisionKind::kMerge
                           : key == Key::kTwo ? DecisionKind::kDistinct
                                              : DecisionKind::kUnsure});
    std::cout << "-> " << kind_name(answers.back().kind) << '\n';
  }
  return answers;
}

Result<Ledger> decisions_of(const Snapshot& snapshot, const std::vector<Suggestion>& suggestions,
                            const std::vector<Answer>& answers, const Options& options) {
  std::set<EntityId> ids;
  for (const Answer& answer : answers) {
    for (const Suggestion::Side& side : suggestions[answer.suggestion].sides) ids.insert(side.id);
  }
  auto found = appearances(snapshot, ids);
  if (!found) return tl::unexpected(found.error());
  const auto standing = standings(snapshot);
  if (!standing) return tl::unexpected(standing.error());
  Ledger ledger;
  for (const Answer& answer : answers) {
    Decision decision = decision_of(answer.kind, options.decision);
    const auto& sides = suggestions[answer.suggestion].sides;
    auto first = evidence_of(snapshot, (*found)[sides[0].id]);
    if (!first) return tl::unexpected(first.error());
    auto second = evidence_of(snapshot, (*found)[sides[1].id]);
    if (!second) return tl::unexpected(second.error());
    decision.first = std::move(*first);
    decision.second = std::move(*second);
    if (make_new(decision, *standing)) ledger.push_back(std::move(decision));
  }
  return ledger;
}

Result<int> list(const std::vector<Suggestion>& suggestions, const Snapshot& snapshot) {
  Json json = {{"pairs", Json::array()}};
  for (const Suggestion& suggestion : suggestions) {
    Json pair = {{"value", suggestion.value}, {"reason", suggestion.reason}};
    pair["entities"] = Json::array();
    for (const Suggestion::Side& side : suggestion.sides) {
      const auto entity = snapshot.entity(side.id);
      if (!entity) return tl::unexpected(entity.error());
      Json described = json_of(*entity);
      described["mention_count"] = side.mention_count;
      pair["entities"].push_back(std::move(described));
    }
    json["pairs"].push_back(std::move(pair));
  }
  print_json(json, {});
  return kExitOk;
}

void print_recorded(const Ledger& ledger, const StoreCounts& before, const StoreCounts& after) {
  if (ledger.empty()) {
    std::cout << "nothing was decided\n";
    return;
  }
  std::cout << "\nrecorded " << ledger.size() << (ledger.size() == 1 ? " decision" : " decisions")
            << "; " << before.entities << " entities before, " << after.entities << " now\n";
  for (const Decision& decision : ledger) {
    std::cout << "  " << id_text(decision_id(decision)) << "  " << kind_name(decision.kind) << "  "
              << displayed(decision.first.front().name) << " | "
              << displayed(decision.second.front().name) << '\n';
  }
  std::cout << "`quipu undo ID` takes one back\n";
}

Result<int> review(const Options& options) {
  heed_interrupts();
  auto store = options.json ? open_for_reading(options.db) : open_for_deciding(options.db);
  if (!store) return tl::unexpected(store.error());
  Ledger ledger;
  {
    const Snapshot snapshot = store->snapshot();
    const auto suggestions = suggest(snapshot, options.type, options.limit);
    if (!suggestions) return tl::unexpected(suggestions.error());
    if (options.json) return list(*suggestions, snapshot);
    if (suggestions->empty()) {
      std::cout << "there is no pair that linking is not sure of\n";
      return kExitOk;
    }
    const auto answers = ask(snapshot, *suggestions);
    if (!answers) return tl::unexpected(answers.error());
    if (interrupted()) {
      std::cerr << "quipu: Interrupted; nothing was recorded.\n";
      return kExitInterrupted;
    }
    auto decided = decisions_of(snapshot, *suggestions, *answers, options);
    if (!decided) return tl::unexpected(decided.error());
    ledger = std::move(*decided);
  }
  const auto before = store->counts();
  if (!before) return tl::unexpected(before.error());
  const auto added = add_to_ledger(*store, ledger);
  if (!added) return tl::unexpected(added.error());
  Progress progress("decisions", 0);
  const auto after = finish(*store, progress, false);
  if (!after) return tl::unexpected(after.error());
  print_recorded(ledger, *before, *after);
  return kExitOk;
}

}  // namespace

void add_review(CLI::App& program, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = program.add_subcommand(
      "review",
      "Show the pairs that linking is not sure of, those first where a word is worth most, and "
      "record what you say: y one thing, n two, u not sure, b back, q stop. From a pipe, each "
      "answer is a line.");
  add_db_option(*verb, options->db);
  verb->add_option("--type", options->type, "Only entities of this type (Person, Event, …)")
      ->type_name("TYPE");
  verb->add_option("--limit", options->limit, "At most N pairs")
      ->type_name("N")
      ->capture_default_str();
  verb->add_flag("--json", options->json, "Print the pairs as JSON and ask nothing");
  add_decision_options(*verb, options->decision);
  verb->callback([options, &action] { action = [options] { return review(*options); }; });
}

}  // namespace quipu
