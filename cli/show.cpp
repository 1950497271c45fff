// quipu show: what the articles say of one entity, and in which sentences.
#include "graph/query/show.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/data_folders.h"
#include "cli/display.h"
#include "cli/options.h"
#include "cli/verbs.h"
#include "extract/schema/schema.h"

namespace quipu {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kFactsShown = 10;     // a group, without --all
constexpr std::size_t kNamesOffered = 8;    // when nothing is found
constexpr std::size_t kCandidateFacts = 1;  // a group, to tell namesakes apart
constexpr std::size_t kCandidateGroups = 3;

struct ShowOptions {
  std::string name, db, type;
  bool is_id = false, all = false, json = false;
  ExtractorOptions data;
};

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += separator;
    text += part;
  }
  return text;
}

// The schema's label of the predicate in the direction of the group; its name where the schema
// cannot be read or does not know it.
std::string heading(const Schema& schema, const FactGroup& group) {
  if (const PredicateSchema* predicate = schema.predicate(group.predicate)) {
    const std::string& label = group.outgoing ? predicate->label_en : predicate->inverse_en;
    if (!label.empty()) return label;
  }
  return group.outgoing ? group.predicate : "(inverse) " + group.predicate;
}

// What the statement adds to its two ends: status, qualifiers, confidence.
std::string details(const StatementRecord& statement) {
  std::vector<std::string> parts;
  if (statement.status != Status::kAsserted) parts.emplace_back(status_name(statement.status));
  for (const auto& [key, value] : statement.qualifiers) parts.push_back(key + ": " + value);
  std::string confidence = std::to_string(1000 + statement.confidence % 1000).substr(1);
  parts.push_back((statement.confidence >= 1000 ? "1." : "0.") + confidence);
  return joined(parts, "; ");
}

std::string title_line(const EntityRecord& entity) {
  return displayed(entity.name) + "  (" + displayed(entity.type) + ", " + id_text(entity.id) + ")";
}

void print_other_names(const EntityRecord& entity, const char* indent) {
  std::vector<std::string> others;
  for (const std::string& name : entity.names) {
    if (name != entity.name) others.push_back(displayed(name));
  }
  if (!others.empty()) std::cout << indent << "also: " << joined(others, " | ") << '\n';
}

void print_quote(const Quote& quote) {
  std::cout << "      \"" << displayed(quote.text) << "\"\n        "
            << displayed(quote.document.uri);
  if (!quote.document.published.empty()) std::cout << ", " << displayed(quote.document.published);
  std::cout << '\n';
}

void print_view(const EntityView& view, const Schema& schema) {
  std::cout << title_line(view.entity) << '\n';
  print_other_names(view.entity, "  ");
  if (view.groups.empty()) std::cout << "  no statements\n";
  for (const FactGroup& group : view.groups) {
    std::cout << '\n' << "  " << displayed(heading(schema, group)) << '\n';
    for (const Fact& fact : group.facts) {
      std::cout << "    " << displayed(fact.other.name) << "  (" << displayed(fact.other.type)
                << ")  " << displayed(details(fact.statement)) << '\n';
      for (const Quote& quote : fact.quotes) print_quote(quote);
      const std::size_t more = fact.statement.evidence.size() - fact.quotes.size();
      if (more > 0) std::cout << "      and " << more << " more (--all)\n";
    }
    const std::size_t more = group.fact_count - group.facts.size();
    if (more > 0) std::cout << "    and " << more << " more (--all)\n";
  }
}

Json json_of(const EntityRecord& entity) {
  return {{"id", id_text(entity.id)},
          {"type", entity.type},
          {"name", entity.name},
          {"names", entity.names}};
}

Json json_of(const Quote& quote) {
  return {{"document", id_text(quote.document.id)},
          {"uri", quote.document.uri},
          {"published", quote.document.published},
          {"language", quote.document.language},
          {"start", quote.span.begin},
          {"end", quote.span.end},
          {"text", quote.text}};
}

Json json_of(const Fact& fact) {
  Json json = {{"id", id_text(fact.statement.id)},
               {"direction", fact.outgoing ? "out" : "in"},
               {"predicate", fact.statement.predicate},
               {"other", json_of(fact.other)},
               {"qualifiers", fact.statement.qualifiers},
               {"status", status_name(fact.statement.status)},
               {"confidence", fact.statement.confidence / 1000.0},
               {"method", fact.statement.method},
               {"evidence_count", fact.statement.evidence.size()},
               {"evidence", Json::array()}};
  for (const Quote& quote : fact.quotes) json["evidence"].push_back(json_of(quote));
  return json;
}

Json json_of(const EntityView& view) {
  Json json = json_of(view.entity);
  json["reasons"] = view.entity.reasons;
  json["statement_count"] = view.fact_count;
  json["statements"] = Json::array();
  for (const FactGroup& group : view.groups) {
    for (const Fact& fact : group.facts) json["statements"].push_back(json_of(fact));
  }
  return json;
}

void print(const Json& json) {
  std::cout << displayed_json(json.dump(2, ' ', false, Json::error_handler_t::replace)) << '\n';
}

Result<int> show_one(const Snapshot& snapshot, EntityId id, const ShowOptions& options) {
  ViewLimits limits;
  if (!options.all) {
    limits.facts_per_group = kFactsShown;
    limits.quotes_per_fact = 1;
  }
  const auto view = view_entity(snapshot, id, limits);
  if (!view) return tl::unexpected(view.error());
  if (options.json) {
    print(json_of(*view));
  } else {
    print_view(*view, load_schema(find_data(options.data).schema).value_or(Schema()));
  }
  return kExitOk;
}

Result<int> show_candidates(const Snapshot& snapshot, const std::vector<EntityRecord>& entities,
                            const ShowOptions& options) {
  const Schema schema = load_schema(find_data(options.data).schema).value_or(Schema());
  Json json = {{"name", options.name}, {"candidates", Json::array()}};
  if (!options.json) {
    std::cout << displayed(options.name) << " may be any of " << entities.size()
              << "; choose with `quipu show --id ID` or --type:\n";
  }
  for (const EntityRecord& entity : entities) {
    const auto view = view_entity(snapshot, entity.id, {kCandidateFacts, 1});
    if (!view) return tl::unexpected(view.error());
    if (options.json) {
      json["candidates"].push_back(json_of(*view));
      continue;
    }
    std::cout << '\n' << title_line(entity) << "  " << view->fact_count << " statements\n";
    print_other_names(entity, "  ");
    for (std::size_t i = 0; i < view->groups.size() && i < kCandidateGroups; ++i) {
      const FactGroup& group = view->groups[i];
      const Fact& fact = group.facts.front();
      std::cout << "  " << displayed(heading(schema, group)) << ' ' << displayed(fact.other.name)
                << "  " << displayed(details(fact.statement)) << '\n';
    }
    if (!view->groups.empty() && !view->groups.front().facts.front().quotes.empty()) {
      print_quote(view->groups.front().facts.front().quotes.front());
    }
  }
  if (options.json) print(json);
  return kExitOk;
}

Result<int> show_nothing(const Snapshot& snapshot, const ShowOptions& options) {
  const auto names = names_like(snapshot, options.name, kNamesOffered);
  if (!names) return tl::unexpected(names.error());
  if (options.json) {
    print({{"name", options.name}, {"candidates", Json::array()}, {"similar", *names}});
    return kExitFindings;
  }
  std::cerr << "quipu: No " << (options.type.empty() ? "entity" : displayed(options.type)) << " in "
            << displayed(options.db) << " is named " << displayed(options.name) << '.';
  if (!names->empty()) std::cerr << " Perhaps: " << displayed(joined(*names, " | "));
  std::cerr << '\n';
  return kExitFindings;
}

Result<int> show(const ShowOptions& options) {
  EntityId id = 0;
  if (options.is_id && !parse_id(options.name, &id)) {
    return fail(ErrorCode::kUsage,
                "An id has 16 hexadecimal digits; " + options.name + " is none.");
  }
  const auto store = open_for_reading(options.db);
  if (!store) return tl::unexpected(store.error());
  const Snapshot snapshot = store->snapshot();
  if (options.is_id) {
    const auto entity = snapshot.entity(id);
    if (entity) return show_one(snapshot, id, options);
    if (entity.error().code != ErrorCode::kNotFound) return tl::unexpected(entity.error());
    return show_nothing(snapshot, options);
  }
  const auto entities = entities_by_name(snapshot, options.name, options.type);
  if (!entities) return tl::unexpected(entities.error());
  if (entities->empty()) return show_nothing(snapshot, options);
  if (entities->size() == 1) return show_one(snapshot, entities->front().id, options);
  return show_candidates(snapshot, *entities, options);
}

}  // namespace

void add_show(CLI::App& program, Action& action) {
  auto options = std::make_shared<ShowOptions>();
  CLI::App* verb = program.add_subcommand(
      "show",
      "Say who or what NAME is: what the articles say of it, and in which sentences. NAME may be "
      "written in either script, in any case, with or without blanks.");
  verb->add_option("NAME", options->name, "A name, or with --id an id")->required();
  add_db_option(*verb, options->db);
  verb->add_flag("--id", options->is_id, "NAME is the id of an entity");
  verb->add_option("--type", options->type, "Only entities of this type (Person, Event, …)")
      ->type_name("TYPE");
  verb->add_flag("--all", options->all, "Every statement and every sentence, not the first ones");
  add_json_flag(*verb, options->json);
  add_schema_option(*verb, options->data);
  verb->callback([options, &action] { action = [options] { return show(*options); }; });
}

}  // namespace quipu
