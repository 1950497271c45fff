// quipu timeline: what the articles say of an entity, in the order of its dates.
#include "graph/query/timeline.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/answer.h"
#include "cli/display.h"
#include "cli/edges.h"
#include "cli/named.h"
#include "cli/options.h"
#include "cli/verbs.h"

namespace quipu {
namespace {

using Json = nlohmann::ordered_json;

struct TimelineOptions {
  std::string name;
  std::size_t limit = 0;
  bool said_only = false;
  NameOptions names;
};

std::string text_of(const EntityRecord& entity, const Timeline& timeline, const Schema& schema,
                    bool quiet) {
  std::string text;
  if (!quiet) text += title_line(entity) + '\n';
  for (const Moment& moment : timeline.moments) {
    const Fact& fact = moment.fact;
    text += displayed(moment.date) + (moment.published ? " (article)  " : "  ") +
            displayed(predicate_label(schema, fact.statement.predicate, fact.outgoing)) + "  " +
            displayed(fact.other.name) + "  (" + displayed(fact.other.type) + ")  " +
            displayed(details(fact.statement)) + '\n';
    std::vector<std::string> words = entity.names;
    words.insert(words.end(), fact.other.names.begin(), fact.other.names.end());
    for (const Quote& quote : fact.quotes) text += quote_lines(quote, "      ", words);
  }
  const std::size_t earlier = timeline.count - timeline.moments.size();
  if (earlier > 0 && !quiet) {
    text += "and " + std::to_string(earlier) + " earlier (--limit 0 for all)\n";
  }
  return text;
}

Json json_of_answer(const EntityRecord& entity, const Timeline& timeline) {
  Json json = {{"entity", json_of(entity)},
               {"count", timeline.count},
               {"undated_count", timeline.undated_count},
               {"moments", Json::array()}};
  for (const Moment& moment : timeline.moments) {
    json["moments"].push_back({{"date", moment.date},
                               {"date_of", moment.published ? "article" : "statement"},
                               {"direction", moment.fact.outgoing ? "out" : "in"},
                               {"other", json_of(moment.fact.other)},
                               {"statement", json_of(moment.fact.statement, moment.fact.quotes)}});
  }
  return json;
}

Table table_of(const EntityRecord& entity, const Timeline& timeline) {
  Table table{{{"date"}, {"date_of"}}, {}};
  const auto columns = statement_columns();
  table.columns.insert(table.columns.end(), columns.begin(), columns.end());
  for (const Moment& moment : timeline.moments) {
    const Fact& fact = moment.fact;
    auto& row = table.rows.emplace_back();
    row = {moment.date, moment.published ? "article" : "statement"};
    append_statement_cells(fact.statement, fact.outgoing ? entity : fact.other,
                           fact.outgoing ? fact.other : entity, fact.quotes, row);
  }
  return table;
}

Result<int> timeline(const TimelineOptions& options) {
  const FormOptions& form = options.names.form;
  const auto store = open_for_reading(options.names.db);
  if (!store) return tl::unexpected(store.error());
  const Snapshot snapshot = store->snapshot();
  const auto entity = find_named(snapshot, options.name, 0, options.names);
  if (!entity) return tl::unexpected(entity.error());
  if (!*entity) return kExitFindings;
  const auto found = timeline_of(snapshot, (*entity)->id, options.said_only, options.limit);
  if (!found) return tl::unexpected(found.error());
  if (form.json) {
    print_json(json_of_answer(**entity, *found), form);
  } else if (form.csv) {
    print_table(table_of(**entity, *found), form);
  } else {
    print_text(text_of(**entity, *found, schema_for_labels(options.names), form.quiet), form);
  }
  if (found->undated_count > 0) {
    print_note(
        std::to_string(found->undated_count) + " statements have no date, nor have their articles.",
        form);
  }
  if (found->count > 0) return kExitOk;
  print_note("Nothing that the articles say of " + (*entity)->name + " has a date.", form);
  return kExitFindings;
}

}  // namespace

void add_timeline(CLI::App& program, Action& action) {
  auto options = std::make_shared<TimelineOptions>();
  CLI::App* verb = program.add_subcommand("timeline",
                                          "Tell what the articles say of NAME in the order of its "
                                          "dates: the statement's own date, else "
                                          "that of the earliest article.");
  verb->add_option("NAME", options->name, "A name, or with --id an id")->required();
  verb->add_flag("--dated", options->said_only, "Only statements that carry a date themselves");
  verb->add_option("--limit", options->limit, "Only the latest N; 0: all")
      ->type_name("N")
      ->capture_default_str();
  add_name_options(*verb, options->names);
  verb->callback([options, &action] { action = [options] { return timeline(*options); }; });
}

}  // namespace quipu
