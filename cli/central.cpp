// quipu central: the entities that much of the graph leads to or through.
// quipu communities: groups of entities that have much to do with one another.
#include "graph/query/central.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <numeric>
#include <string>

#include "cli/answer.h"
#include "cli/display.h"
#include "cli/form.h"
#include "cli/options.h"
#include "cli/verbs.h"
#include "graph/query/adjacency.h"
#include "graph/query/communities.h"

namespace quipu {
namespace {

using Json = nlohmann::ordered_json;

struct CentralOptions {
  std::string db, by = "pagerank", type;
  std::size_t limit = 20, sources = 0, members = 5, min_size = 2;
  FormOptions form;
};

std::string score_text(double score) {
  char text[32];
  std::snprintf(text, sizeof text, "%.9f", score);
  return text;
}

// Nodes by score, the highest first, equal ones by id.
std::vector<Node> by_score(const std::vector<double>& scores) {
  std::vector<Node> order(scores.size());
  std::iota(order.begin(), order.end(), Node{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](Node a, Node b) { return scores[a] > scores[b]; });
  return order;
}

struct Scored {
  EntityRecord entity;
  double score = 0;
  std::size_t ties = 0;  // entities that it has statements with
};

void print_scores(const std::vector<Scored>& top, const CentralOptions& options,
                  std::size_t sources, std::size_t entities) {
  if (options.form.json) {
    Json json = {{"by", options.by}, {"entity_count", entities}, {"entities", Json::array()}};
    if (options.by == "betweenness") json["source_count"] = sources;
    for (const Scored& one : top) {
      Json entity = json_of(one.entity);
      entity["score"] = one.score;
      entity["ties"] = one.ties;
      json["entities"].push_back(std::move(entity));
    }
    print_json(json, options.form);
    return;
  }
  Table table{{{"rank", true}, {options.by, true}, {"ties", true}, {"name"}, {"type"}, {"id"}}, {}};
  for (const Scored& one : top) {
    table.rows.push_back({std::to_string(table.rows.size() + 1), score_text(one.score),
                          std::to_string(one.ties), one.entity.name, one.entity.type,
                          id_text(one.entity.id)});
  }
  print_table(table, options.form);
}

Result<int> central(const CentralOptions& options) {
  const auto store = open_for_reading(options.db);
  if (!store) return tl::unexpected(store.error());
  const Snapshot snapshot = store->snapshot();
  const auto graph = Adjacency::load(snapshot);
  if (!graph) return tl::unexpected(graph.error());
  const SimpleGraph simple = simple_graph(*graph);
  std::vector<double> scores;
  std::size_t sources = 0;
  if (options.by == "betweenness") {
    const std::size_t wanted = options.sources > 0 ? options.sources : affordable_sources(simple);
    Betweenness found = betweenness(simple, wanted);
    scores = std::move(found.of);
    sources = found.source_count;
    if (sources < simple.size()) {
      print_note("Estimated from the shortest paths of " + std::to_string(sources) + " of " +
                     std::to_string(simple.size()) + " entities; --sources sets how many.",
                 options.form);
    }
  } else {
    scores = pagerank(simple);
  }
  const auto type = graph->find_type(options.type);
  std::vector<Scored> top;
  for (const Node node : by_score(scores)) {
    if (options.limit > 0 && top.size() == options.limit) break;
    if (!options.type.empty() && (!type || graph->type(node) != *type)) continue;
    auto entity = snapshot.entity(graph->id(node));
    if (!entity) return tl::unexpected(entity.error());
    top.push_back({std::move(*entity), scores[node], simple.of(node).size()});
  }
  print_scores(top, options, sources, simple.size());
  return top.empty() ? kExitFindings : kExitOk;
}

struct Group {
  std::uint32_t number = 0;
  std::size_t size = 0;
  std::vector<Scored> members;  // the most central ones
};

// A community bears the names of its most central members.
std::string name_of(const Group& group) {
  constexpr std::size_t kNames = 3;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < group.members.size() && i < kNames; ++i) {
    names.push_back(group.members[i].entity.name);
  }
  return joined(names, " / ");
}

void print_groups(const std::vector<Group>& groups, const Communities& found,
                  const CentralOptions& options) {
  const FormOptions& form = options.form;
  if (form.json) {
    Json json = {
        {"count", found.count}, {"modularity", found.modularity}, {"communities", Json::array()}};
    for (const Group& group : groups) {
      Json one = {{"number", group.number + 1},
                  {"name", name_of(group)},
                  {"size", group.size},
                  {"members", Json::array()}};
      for (const Scored& member : group.members) {
        Json entity = json_of(member.entity);
        entity["pagerank"] = member.score;
        entity["ties"] = member.ties;
        one["members"].push_back(std::move(entity));
      }
      json["communities"].push_back(std::move(one));
    }
    print_json(json, form);
    return;
  }
  Table table{{{"community", true}, {"size", true}, {"pagerank", true}, {"name"}, {"type"}, {"id"}},
              {}};
  for (const Group& group : groups) {
    for (const Scored& member : group.members) {
      table.rows.push_back({std::to_string(group.number + 1), std::to_string(group.size),
                            score_text(member.score), member.entity.name, member.entity.type,
                            id_text(member.entity.id)});
    }
  }
  print_table(table, form);
  print_note(std::to_string(found.count) + " communities, modularity " +
                 score_text(found.modularity).substr(0, 5) + ".",
             form);
}

Result<int> communities(const CentralOptions& options) {
  const auto store = open_for_reading(options.db);
  if (!store) return tl::unexpected(store.error());
  const Snapshot snapshot = store->snapshot();
  const auto graph = Adjacency::load(snapshot);
  if (!graph) return tl::unexpected(graph.error());
  const SimpleGraph simple = simple_graph(*graph);
  const Communities found = find_communities(simple);
  const std::vector<double> ranks = pagerank(simple);
  std::vector<std::vector<Node>> members(found.count);
  for (const Node node : by_score(ranks)) members[found.of[node]].push_back(node);
  std::vector<Group> groups;
  for (std::uint32_t number = 0; number < found.count; ++number) {
    if (options.limit > 0 && groups.size() == options.limit) break;
    if (members[number].size() < options.min_size) break;  // the largest come first
    Group group{number, members[number].size(), {}};
    for (const Node node : members[number]) {
      if (options.members > 0 && group.members.size() == options.members) break;
      auto entity = snapshot.entity(graph->id(node));
      if (!entity) return tl::unexpected(entity.error());
      group.members.push_back({std::move(*entity), ranks[node], simple.of(node).size()});
    }
    groups.push_back(std::move(group));
  }
  print_groups(groups, found, options);
  return groups.empty() ? kExitFindings : kExitOk;
}

void add_limit(CLI::App& verb, CentralOptions& options, const char* what) {
  verb.add_option("--limit", options.limit, what)->type_name("N")->capture_default_str();
}

}  // namespace

void add_central(CLI::App& program, Action& action) {
  auto options = std::make_shared<CentralOptions>();
  CLI::App* verb = program.add_subcommand(
      "central", "List the entities that much of the graph leads to or through.");
  add_db_option(*verb, options->db);
  verb->add_option("--by", options->by, "pagerank (leads to) or betweenness (leads through)")
      ->check(CLI::IsMember({"pagerank", "betweenness"}))
      ->type_name("MEASURE")
      ->capture_default_str();
  verb->add_option("--type", options->type, "Only entities of this type")->type_name("TYPE");
  verb->add_option("--sources", options->sources,
                   "Betweenness: count paths from this many entities; 0: as many as are affordable")
      ->type_name("N")
      ->capture_default_str();
  add_limit(*verb, *options, "How many entities; 0: all");
  add_form_options(*verb, options->form);
  verb->callback([options, &action] { action = [options] { return central(*options); }; });
}

void add_communities(CLI::App& program, Action& action) {
  auto options = std::make_shared<CentralOptions>();
  CLI::App* verb = program.add_subcommand(
      "communities",
      "Divide the graph into groups that have more to do with one another than with the rest.");
  add_db_option(*verb, options->db);
  add_limit(*verb, *options, "How many communities, the largest first; 0: all");
  verb->add_option("--members", options->members,
                   "How many of each, the most central first; 0: all")
      ->type_name("N")
      ->capture_default_str();
  verb->add_option("--min-size", options->min_size, "Only communities with at least this many")
      ->type_name("N")
      ->capture_default_str();
  add_form_options(*verb, options->form);
  verb->callback([options, &action] { action = [options] { return communities(*options); }; });
}

}  // namespace quipu
