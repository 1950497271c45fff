// quipu neighbors: which entities stand near one. quipu common: which stand between two.
#include "graph/query/neighbors.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <limits>
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

struct NeighborOptions {
  std::string name, other;  // `other` for common
  std::size_t depth = 1, limit = 20;
  EdgeOptions edges;
  NameOptions names;
};

std::size_t limit_of(const NeighborOptions& options) {
  return options.limit == 0 ? std::numeric_limits<std::size_t>::max() : options.limit;
}

const EntityRecord& subject_of(const Neighbor& neighbor) {
  return neighbor.statement.subject == neighbor.entity.id ? neighbor.entity : neighbor.nearer;
}

const EntityRecord& object_of(const Neighbor& neighbor) {
  return neighbor.statement.subject == neighbor.entity.id ? neighbor.nearer : neighbor.entity;
}

// "Lin Harper  spoke at  Maple Forum  0.950", its sentence, and how many more statements there are.
std::string statement_text(const Neighbor& neighbor, const Schema& schema) {
  const EntityRecord &subject = subject_of(neighbor), &object = object_of(neighbor);
  std::string text = "   " + displayed(subject.name) + "  " +
                     displayed(predicate_label(schema, neighbor.statement.predicate, true)) + "  " +
                     displayed(object.name) + "  " + displayed(details(neighbor.statement));
  if (neighbor.statement_count > 1) {
    text += "  (and " + std::to_string(neighbor.statement_count - 1) + " more)";
  }
  text += '\n';
  std::vector<std::string> words = subject.names;
  words.insert(words.end(), object.names.begin(), object.names.end());
  for (const Quote& quote : neighbor.quotes) text += quote_lines(quote, "      ", words);
  return text;
}

Json statement_json(const Neighbor& neighbor) {
  return {{"statement_count", neighbor.statement_count},
          {"statement", json_of(neighbor.statement, neighbor.quotes)}};
}

std::string more_line(std::size_t count, std::size_t shown) {
  return count == shown ? ""
                        : "\nand " + std::to_string(count - shown) + " more (--limit 0 for all)\n";
}

std::string text_of(const Neighborhood& found, const Schema& schema, bool quiet) {
  std::string text;
  for (const Neighbor& neighbor : found.neighbors) {
    text += title_line(neighbor.entity);
    if (neighbor.distance > 1) text += "  " + std::to_string(neighbor.distance) + " hops away";
    text += '\n' + statement_text(neighbor, schema);
  }
  if (!quiet) text += more_line(found.count, found.neighbors.size());
  return text;
}

Json json_of_found(const EntityRecord& entity, const Neighborhood& found) {
  Json json = {{"entity", json_of(entity)},
               {"count", found.count},
               {"complete", found.complete},
               {"neighbors", Json::array()}};
  for (const Neighbor& neighbor : found.neighbors) {
    Json one = json_of(neighbor.entity);
    one["distance"] = neighbor.distance;
    one["nearer"] = id_text(neighbor.nearer.id);
    one.update(statement_json(neighbor));
    json["neighbors"].push_back(std::move(one));
  }
  return json;
}

Table table_of(const Neighborhood& found) {
  Table table{{{"name"}, {"id"}, {"type"}, {"distance", true}, {"statements", true}}, {}};
  const auto columns = statement_columns();
  table.columns.insert(table.columns.end(), columns.begin(), columns.end());
  for (const Neighbor& neighbor : found.neighbors) {
    auto& row = table.rows.emplace_back();
    row = {neighbor.entity.name, id_text(neighbor.entity.id), neighbor.entity.type,
           std::to_string(neighbor.distance), std::to_string(neighbor.statement_count)};
    append_statement_cells(neighbor.statement, subject_of(neighbor), object_of(neighbor),
                           neighbor.quotes, row);
  }
  return table;
}

Result<int> neighbors(const NeighborOptions& options) {
  const FormOptions& form = options.names.form;
  const auto store = open_for_reading(options.names.db);
  if (!store) return tl::unexpected(store.error());
  const Snapshot snapshot = store->snapshot();
  const auto entity = find_named(snapshot, options.name, 0, options.names);
  if (!entity) return tl::unexpected(entity.error());
  if (!*entity) return kExitFindings;
  const Schema schema = schema_for_labels(options.names);
  auto edges = edge_choice(snapshot, schema, options.edges, options.names);
  if (!edges) return tl::unexpected(edges.error());
  if (!*edges) return kExitFindings;
  const auto found =
      neighbors_of(snapshot, {(*entity)->id, options.depth, **edges, limit_of(options), 1});
  if (!found) return tl::unexpected(found.error());
  if (form.json) {
    print_json(json_of_found(**entity, *found), form);
  } else if (form.csv) {
    print_table(table_of(*found), form);
  } else {
    print_text(text_of(*found, schema, form.quiet), form);
  }
  if (!found->complete) {
    print_note("More than " + std::to_string(kMostVisited) +
                   " entities were met; those further away were left out.",
               form);
  }
  if (found->count > 0) return kExitOk;
  print_note("There is no statement of " + (*entity)->name + " to follow.", form);
  return kExitFindings;
}

std::string text_of(const CommonNeighbors& found, const Schema& schema, bool quiet) {
  std::string text;
  for (const CommonNeighbor& common : found.neighbors) {
    text += title_line(common.of_first.entity) + "  " + std::to_string(common.statement_count) +
            " statements in all\n" + statement_text(common.of_first, schema) +
            statement_text(common.of_second, schema);
  }
  if (!quiet) text += more_line(found.count, found.neighbors.size());
  return text;
}

Json json_of_found(const EntityRecord& first, const EntityRecord& second,
                   const CommonNeighbors& found) {
  Json json = {{"first", json_of(first)},
               {"second", json_of(second)},
               {"count", found.count},
               {"common", Json::array()}};
  for (const CommonNeighbor& common : found.neighbors) {
    Json one = json_of(common.of_first.entity);
    one["degree"] = common.statement_count;
    one["of_first"] = statement_json(common.of_first);
    one["of_second"] = statement_json(common.of_second);
    json["common"].push_back(std::move(one));
  }
  return json;
}

Table table_of(const CommonNeighbors& found) {
  Table table{{{"name"}, {"id"}, {"type"}, {"degree", true}, {"with"}}, {}};
  const auto columns = statement_columns();
  table.columns.insert(table.columns.end(), columns.begin(), columns.end());
  for (const CommonNeighbor& common : found.neighbors) {
    for (const Neighbor* side : {&common.of_first, &common.of_second}) {
      auto& row = table.rows.emplace_back();
      row = {side->entity.name, id_text(side->entity.id), side->entity.type,
             std::to_string(common.statement_count), side->nearer.name};
      append_statement_cells(side->statement, subject_of(*side), object_of(*side), side->quotes,
                             row);
    }
  }
  return table;
}

Result<int> common(const NeighborOptions& options) {
  const FormOptions& form = options.names.form;
  const auto store = open_for_reading(options.names.db);
  if (!store) return tl::unexpected(store.error());
  const Snapshot snapshot = store->snapshot();
  const auto both = find_all_named(snapshot, {options.name, options.other}, options.names);
  if (!both) return tl::unexpected(both.error());
  if (!*both) return kExitFindings;
  const EntityRecord &first = (**both)[0], &second = (**both)[1];
  const Schema schema = schema_for_labels(options.names);
  auto edges = edge_choice(snapshot, schema, options.edges, options.names);
  if (!edges) return tl::unexpected(edges.error());
  if (!*edges) return kExitFindings;
  const auto found = common_neighbors(snapshot, first.id, second.id, **edges, limit_of(options));
  if (!found) return tl::unexpected(found.error());
  if (form.json) {
    print_json(json_of_found(first, second, *found), form);
  } else if (form.csv) {
    print_table(table_of(*found), form);
  } else {
    print_text(text_of(*found, schema, form.quiet), form);
  }
  if (found->count > 0) return kExitOk;
  print_note(first.name + " and " + second.name + " have no neighbour in common.", form);
  return kExitFindings;
}

void add_shared_options(CLI::App& verb, NeighborOptions& options) {
  verb.add_option("--limit", options.limit, "How many entities; 0: all")
      ->type_name("N")
      ->capture_default_str();
  add_via_option(verb, options.edges);
  add_avoid_option(verb, options.edges);
  add_name_options(verb, options.names);
}

}  // namespace

void add_neighbors(CLI::App& program, Action& action) {
  auto options = std::make_shared<NeighborOptions>();
  CLI::App* verb = program.add_subcommand(
      "neighbors",
      "List the entities that NAME has statements with, nearest and strongest first, each with a "
      "sentence.");
  verb->add_option("NAME", options->name, "A name, or with --id an id")->required();
  verb->add_option("--depth", options->depth, "How many statements away")
      ->check(CLI::Range(std::size_t{1}, std::size_t{12}))
      ->type_name("N")
      ->capture_default_str();
  add_shared_options(*verb, *options);
  verb->callback([options, &action] { action = [options] { return neighbors(*options); }; });
}

void add_common(CLI::App& program, Action& action) {
  auto options = std::make_shared<NeighborOptions>();
  CLI::App* verb = program.add_subcommand(
      "common",
      "List the entities that both A and B have statements with, those first that have little to "
      "do with others.");
  verb->add_option("A", options->name, "A name, or with --id an id")->required();
  verb->add_option("B", options->other, "Another")->required();
  add_shared_options(*verb, *options);
  verb->callback([options, &action] { action = [options] { return common(*options); }; });
}

}  // namespace quipu
