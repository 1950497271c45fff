// quipu explain: why two things are one, two, or not surely either.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cmath>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/answer.h"
#include "cli/display.h"
#include "cli/form.h"
#include "cli/named.h"
#include "cli/options.h"
#include "cli/pairs.h"
#include "cli/verbs.h"

namespace quipu {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::vector<std::string> arguments;
  NameOptions names;
};

std::string signed_text(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%+6.1f", value);
  return text;
}

std::string percent_text(double log_odds) {
  char text[32];
  std::snprintf(text, sizeof text, "%3.0f %%", 100.0 / (1.0 + std::exp(-log_odds)));
  return text;
}

// Each feature with what it adds, and where the sum stands after it.
std::string waterfall(const PairExplanation& pair) {
  double sum = pair.prior_log_odds;
  std::string text =
      "  " + signed_text(sum) + "  " + percent_text(sum) + "  before anything is seen\n";
  for (const Contribution& part : pair.contributions) {
    sum += part.log_odds;
    text += "  " + signed_text(part.log_odds) + "  " + percent_text(sum) + "  " +
            displayed(part.words.empty() ? part.feature : part.words) + '\n';
  }
  return text + "  = " + percent_text(pair.log_odds) + " that they are one; " +
         percent_text(std::log(pair.threshold / (1 - pair.threshold))) + " join them\n";
}

std::string list_of(const char* heading, const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += std::string("  ") + displayed(line) + '\n';
  return lines.empty() ? text : heading + text;
}

Json json_of(const PairExplanation& pair) {
  Json json = {{"prior_log_odds", pair.prior_log_odds},
               {"contributions", Json::array()},
               {"log_odds", pair.log_odds},
               {"probability", pair.probability},
               {"threshold", pair.threshold},
               {"vetoes", pair.vetoes},
               {"decided", pair.decided}};
  for (const Contribution& part : pair.contributions) {
    json["contributions"].push_back({{"feature", part.feature},
                                     {"words", part.words},
                                     {"value", part.value},
                                     {"log_odds", part.log_odds}});
  }
  return json;
}

Result<int> print_one(const Snapshot& snapshot, const EntityRecord& entity,
                      const Options& options) {
  const auto quotes = telling_quotes(snapshot, entity.id);
  if (!quotes) return tl::unexpected(quotes.error());
  if (options.names.form.json) {
    Json json = {{"verdict", "one"}, {"entity", json_of(entity)}, {"reasons", entity.reasons}};
    json["sentences"] = Json::array();
    for (const Quote& quote : *quotes) json["sentences"].push_back(json_of(quote));
    print_json(json, options.names.form);
    return kExitOk;
  }
  std::string text = "one: " + title_line(entity) + '\n' + other_names_line(entity, "  ") +
                     list_of("because of\n", entity.reasons);
  if (entity.reasons.empty()) text += "  a single article speaks of it\n";
  for (const Quote& quote : *quotes) text += quote_lines(quote, "  ", entity.names);
  print_text(text, options.names.form);
  return kExitOk;
}

Result<int> print_two(const Snapshot& snapshot, const EntityRecord& a, const EntityRecord& b,
                      const Options& options) {
  const auto pairs = EntityPairs::read(snapshot);
  if (!pairs) return tl::unexpected(pairs.error());
  const PairExplanation pair = pairs->explain(a.id, b.id);
  const std::string verdict = verdict_on(pair);
  Json json = {{"verdict", verdict}, {"entities", Json::array()}, {"model", json_of(pair)}};
  std::string text = verdict + ": " + title_line(a) + "\n  and " + title_line(b) + "\n" +
                     waterfall(pair) + list_of("kept apart by\n", pair.vetoes) +
                     list_of("decided\n", pair.decided);
  for (const EntityRecord* entity : {&a, &b}) {
    const auto quotes = telling_quotes(snapshot, entity->id);
    if (!quotes) return tl::unexpected(quotes.error());
    Json described = json_of(*entity);
    described["sentences"] = Json::array();
    text += title_line(*entity) + '\n';
    for (const Quote& quote : *quotes) {
      text += quote_lines(quote, "  ", entity->names);
      described["sentences"].push_back(json_of(quote));
    }
    json["entities"].push_back(std::move(described));
  }
  if (options.names.form.json) {
    print_json(json, options.names.form);
  } else {
    print_text(text, options.names.form);
  }
  return kExitOk;
}

Result<int> explain(const Options& options) {
  const auto store = open_for_reading(options.names.db);
  if (!store) return tl::unexpected(store.error());
  const Snapshot snapshot = store->snapshot();
  const auto named = find_all_named(snapshot, options.arguments, options.names);
  if (!named) return tl::unexpected(named.error());
  if (!*named) return kExitFindings;
  const EntityRecord &a = (**named)[0], &b = (**named)[1];
  return a.id == b.id ? print_one(snapshot, a, options) : print_two(snapshot, a, b, options);
}

}  // namespace

void add_explain(CLI::App& program, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = program.add_subcommand(
      "explain",
      "Say why A and B are one thing, two, or not surely either: what speaks for it and against "
      "it, what a person decided, and the sentences.");
  options->arguments.resize(2);
  verb->add_option("A", options->arguments[0])->required();
  verb->add_option("B", options->arguments[1])->required();
  add_name_options(*verb, options->names);
  verb->callback([options, &action] { action = [options] { return explain(*options); }; });
}

}  // namespace quipu
