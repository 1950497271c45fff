// quipu path: how two entities are connected, with a sentence for every hop.
#include "graph/query/path.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "cli/answer.h"
#include "cli/display.h"
#include "cli/edges.h"
#include "cli/named.h"
#include "cli/options.h"
#include "cli/verbs.h"

namespace quipu {
namespace {

using Json = nlohmann::ordered_json;

struct PathOptions {
  std::string from, to;
  std::size_t max_hops = 4, count = 3;
  EdgeOptions edges;
  NameOptions names;
};

struct ToldHop {
  EntityRecord from, to;
  StatementRecord statement;
  std::vector<Quote> quotes;

  bool outgoing() const { return statement.subject == from.id; }
};

struct ToldRoute {
  std::uint32_t cost = 0;
  std::vector<ToldHop> hops;
};

Result<ToldRoute> tell(const Snapshot& snapshot, Quoter& quoter, const Route& route) {
  ToldRoute told{route.cost, {}};
  for (std::size_t i = 0; i < route.hops.size(); ++i) {
    const RouteHop& hop = route.hops[i];
    auto from = snapshot.entity(route.entities[i]);
    if (!from) return tl::unexpected(from.error());
    auto to = snapshot.entity(route.entities[i + 1]);
    if (!to) return tl::unexpected(to.error());
    auto statement = snapshot.statement(hop.subject, hop.predicate, hop.object, hop.statement);
    if (!statement) return tl::unexpected(statement.error());
    auto quotes = quoter.quotes(*statement, 1);
    if (!quotes) return tl::unexpected(quotes.error());
    told.hops.push_back(
        {std::move(*from), std::move(*to), std::move(*statement), std::move(*quotes)});
  }
  return told;
}

std::string cost_text(std::uint32_t cost) {
  return std::to_string(cost / 1000) + "." + std::to_string(1000 + cost % 1000).substr(1);
}

std::string text_of(const std::vector<ToldRoute>& routes, const Schema& schema) {
  std::string text;
  for (std::size_t i = 0; i < routes.size(); ++i) {
    const auto& hops = routes[i].hops;
    if (i > 0) text += '\n';
    text += std::to_string(i + 1) + "  " + displayed(hops.front().from.name);
    for (const ToldHop& hop : hops) text += " - " + displayed(hop.to.name);
    text += "  (" + std::to_string(hops.size()) + (hops.size() == 1 ? " hop" : " hops") +
            ", cost " + cost_text(routes[i].cost) + ")\n";
    for (const ToldHop& hop : hops) {
      text += "   " + displayed(hop.from.name) + "  " +
              displayed(predicate_label(schema, hop.statement.predicate, hop.outgoing())) + "  " +
              displayed(hop.to.name) + "  (" + displayed(hop.to.type) + ")  " +
              displayed(details(hop.statement)) + '\n';
      std::vector<std::string> words = hop.from.names;
      words.insert(words.end(), hop.to.names.begin(), hop.to.names.end());
      for (const Quote& quote : hop.quotes) text += quote_lines(quote, "      ", words);
    }
  }
  return text;
}

Json json_of_answer(const EntityRecord& from, const EntityRecord& to, std::size_t max_hops,
                    const std::vector<ToldRoute>& routes) {
  Json json = {{"from", json_of(from)},
               {"to", json_of(to)},
               {"max_hops", max_hops},
               {"routes", Json::array()}};
  for (const ToldRoute& route : routes) {
    Json hops = Json::array();
    for (const ToldHop& hop : route.hops) {
      hops.push_back({{"from", json_of(hop.from)},
                      {"to", json_of(hop.to)},
                      {"direction", hop.outgoing() ? "out" : "in"},
                      {"statement", json_of(hop.statement, hop.quotes)}});
    }
    json["routes"].push_back(
        {{"cost", route.cost / 1000.0}, {"length", route.hops.size()}, {"hops", std::move(hops)}});
  }
  return json;
}

Table table_of(const std::vector<ToldRoute>& routes) {
  Table table{{{"route", true}, {"hop", true}, {"cost", true}, {"from"}, {"to"}}, {}};
  const auto columns = statement_columns();
  table.columns.insert(table.columns.end(), columns.begin(), columns.end());
  for (std::size_t i = 0; i < routes.size(); ++i) {
    for (std::size_t k = 0; k < routes[i].hops.size(); ++k) {
      const ToldHop& hop = routes[i].hops[k];
      auto& row = table.rows.emplace_back();
      row = {std::to_string(i + 1), std::to_string(k + 1), cost_text(routes[i].cost), hop.from.name,
             hop.to.name};
      append_statement_cells(hop.statement, hop.outgoing() ? hop.from : hop.to,
                             hop.outgoing() ? hop.to : hop.from, hop.quotes, row);
    }
  }
  return table;
}

Result<int> path(const PathOptions& options) {
  const FormOptions& form = options.names.form;
  const auto store = open_for_reading(options.names.db);
  if (!store) return tl::unexpected(store.error());
  const Snapshot snapshot = store->snapshot();
  const auto ends = find_all_named(snapshot, {options.from, options.to}, options.names);
  if (!ends) return tl::unexpected(ends.error());
  if (!*ends) return kExitFindings;
  const EntityRecord &from = (**ends)[0], &to = (**ends)[1];
  const Schema schema = schema_for_labels(options.names);
  auto edges = edge_choice(snapshot, schema, options.edges, options.names);
  if (!edges) return tl::unexpected(edges.error());
  if (!*edges) return kExitFindings;
  if (from.id == to.id) {
    return fail(ErrorCode::kUsage, options.from + " and " + options.to + " are the same entity, " +
                                       id_text(from.id) + ".");
  }
  if (!(*edges)->enters(from.id) || !(*edges)->enters(to.id)) {
    return fail(ErrorCode::kUsage, "A path cannot avoid one of its own ends.");
  }
  const auto routes =
      find_routes(snapshot, {from.id, to.id, options.max_hops, options.count, **edges});
  if (!routes) return tl::unexpected(routes.error());
  Quoter quoter(snapshot);
  std::vector<ToldRoute> told;
  for (const Route& route : *routes) {
    auto one = tell(snapshot, quoter, route);
    if (!one) return tl::unexpected(one.error());
    told.push_back(std::move(*one));
  }
  if (form.json) {
    print_json(json_of_answer(from, to, options.max_hops, told), form);
  } else if (form.csv) {
    print_table(table_of(told), form);
  } else {
    print_text(text_of(told, schema), form);
  }
  if (!told.empty()) return kExitOk;
  print_note("There is no path between " + from.name + " and " + to.name + " within " +
                 std::to_string(options.max_hops) +
                 (options.max_hops == 1 ? " statement" : " statements") +
                 (options.edges.via.empty() && options.edges.avoid.empty()
                      ? "."
                      : " with these --via and --avoid."),
             form);
  return kExitFindings;
}

}  // namespace

void add_path(CLI::App& program, Action& action) {
  auto options = std::make_shared<PathOptions>();
  CLI::App* verb = program.add_subcommand(
      "path",
      "Say how A and B are connected: the best few routes over statements, each with its sentence. "
      "Short, well attested routes away from hubs come first.");
  verb->add_option("A", options->from, "A name, or with --id an id")->required();
  verb->add_option("B", options->to, "Another")->required();
  verb->add_option("--max", options->max_hops, "At most this many statements in a row")
      ->check(CLI::Range(std::size_t{1}, kMostHops))
      ->type_name("N")
      ->capture_default_str();
  verb->add_option("-k,--limit", options->count, "How many routes")
      ->check(CLI::Range(std::size_t{1}, std::size_t{1000}))
      ->type_name("K")
      ->capture_default_str();
  add_via_option(*verb, options->edges);
  add_avoid_option(*verb, options->edges);
  add_name_options(*verb, options->names);
  verb->callback([options, &action] { action = [options] { return path(*options); }; });
}

}  // namespace quipu
