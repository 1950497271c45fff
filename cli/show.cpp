// quipu show: what the articles say of one entity, and in which sentences.
#include "graph/query/show.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <limits>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "cli/answer.h"
#include "cli/display.h"
#include "cli/named.h"
#include "cli/options.h"
#include "cli/verbs.h"

namespace quipu {
namespace {

using Json = nlohmann::ordered_json;

struct ShowOptions {
  std::string name;
  std::vector<std::string> statuses;
  std::size_t limit = 10;  // statements a group; 0: all
  bool all = false;
  NameOptions names;
};

std::string text_of(const EntityView& view, const Schema& schema) {
  std::string text = title_line(view.entity) + '\n' + other_names_line(view.entity, "  ");
  if (view.groups.empty()) text += "  no statements\n";
  for (const FactGroup& group : view.groups) {
    text += "\n  " + displayed(predicate_label(schema, group.predicate, group.outgoing)) + '\n';
    for (const Fact& fact : group.facts) {
      text += "    " + displayed(fact.other.name) + "  (" + displayed(fact.other.type) + ")  " +
              displayed(details(fact.statement)) + '\n';
      std::vector<std::string> words = view.entity.names;
      words.insert(words.end(), fact.other.names.begin(), fact.other.names.end());
      for (const Quote& quote : fact.quotes) text += quote_lines(quote, "      ", words);
      const std::size_t more = fact.statement.evidence.size() - fact.quotes.size();
      if (more > 0) text += "      and " + std::to_string(more) + " more (--all)\n";
    }
    const std::size_t more = group.fact_count - group.facts.size();
    if (more > 0) text += "    and " + std::to_string(more) + " more (--all)\n";
  }
  return text;
}

Json json_of_fact(const Fact& fact) {
  Json json = json_of(fact.statement, fact.quotes);
  json["direction"] = fact.outgoing ? "out" : "in";
  json["other"] = json_of(fact.other);
  return json;
}

Json json_of_view(const EntityView& view) {
  Json json = json_of(view.entity);
  json["reasons"] = view.entity.reasons;
  json["statement_count"] = view.fact_count;
  json["statements"] = Json::array();
  for (const FactGroup& group : view.groups) {
    for (const Fact& fact : group.facts) json["statements"].push_back(json_of_fact(fact));
  }
  return json;
}

Table table_of(const EntityView& view) {
  Table table{statement_columns(), {}};
  for (const FactGroup& group : view.groups) {
    for (const Fact& fact : group.facts) {
      append_statement_cells(fact.statement, fact.outgoing ? view.entity : fact.other,
                             fact.outgoing ? fact.other : view.entity, fact.quotes,
                             table.rows.emplace_back());
    }
  }
  return table;
}

Result<ViewLimits> limits_of(const ShowOptions& options) {
  ViewLimits limits;
  if (!options.all) {
    if (options.limit > 0) limits.facts_per_group = options.limit;
    limits.quotes_per_fact = 1;
  }
  for (const std::string& name : options.statuses) {
    Status status{};
    if (name.empty() || !parse_status(name, &status)) {
      return fail(ErrorCode::kUsage, "There is no status " + name +
                                         "; there are asserted, planned, negated, reported and "
                                         "former.");
    }
    limits.statuses.push_back(status);
  }
  return limits;
}

Result<int> show(const ShowOptions& options) {
  const auto limits = limits_of(options);
  if (!limits) return tl::unexpected(limits.error());
  const auto store = open_for_reading(options.names.db);
  if (!store) return tl::unexpected(store.error());
  const Snapshot snapshot = store->snapshot();
  const auto entity = find_named(snapshot, options.name, 0, options.names);
  if (!entity) return tl::unexpected(entity.error());
  if (!*entity) return kExitFindings;
  const auto view = view_entity(snapshot, (*entity)->id, *limits);
  if (!view) return tl::unexpected(view.error());
  const FormOptions& form = options.names.form;
  if (form.json) {
    print_json(json_of_view(*view), form);
  } else if (form.csv) {
    print_table(table_of(*view), form);
  } else {
    const Schema schema = load_schema(find_data(options.names.data).schema).value_or(Schema());
    print_text(text_of(*view, schema), form);
  }
  return kExitOk;
}

}  // namespace

void add_show(CLI::App& program, Action& action) {
  auto options = std::make_shared<ShowOptions>();
  CLI::App* verb = program.add_subcommand(
      "show",
      "Say who or what NAME is: what the articles say of it, and in which sentences. NAME may be "
      "written in any language, script or abbreviation that the graph knows.");
  verb->add_option("NAME", options->name, "A name, or with --id an id")->required();
  verb->add_option("--status", options->statuses,
                   "Only statements of these: asserted, planned, negated, reported, former")
      ->delimiter(',')
      ->type_name("STATUS");
  verb->add_option("--limit", options->limit, "Statements of each predicate; 0: all")
      ->type_name("N")
      ->capture_default_str();
  verb->add_flag("--all", options->all, "Every statement and every sentence, not the first ones");
  add_name_options(*verb, options->names);
  verb->callback([options, &action] { action = [options] { return show(*options); }; });
}

}  // namespace quipu
