#include "cli/named.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <iostream>
#include <nlohmann/json.hpp>
#include <utility>

#include "cli/answer.h"
#include "cli/display.h"
#include "cli/options.h"
#include "graph/query/distinction.h"
#include "graph/query/lookup.h"

namespace quipu {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kSimilarOffered = 8;
constexpr std::size_t kCandidateFacts = 3;
constexpr std::string_view kIdPrefix = "id:";

std::string not_an_id(std::string_view text) {
  return "An id has 16 hexadecimal digits; " + std::string(text) + " is none";
}

std::string in_documents(std::size_t statements, std::size_t documents) {
  return std::to_string(statements) + (statements == 1 ? " statement" : " statements") + " in " +
         std::to_string(documents) + (documents == 1 ? " article" : " articles");
}

struct Described {
  const NameCandidate& candidate;
  TellingFacts distinction;
};

std::string candidate_text(const Described& described, std::size_t number, const Schema& schema) {
  const auto& [candidate, distinction] = described;
  std::string text = "\n" + std::to_string(number) + "  " + title_line(candidate.entity) + "  " +
                     in_documents(distinction.statement_count, distinction.document_count) + "\n" +
                     other_names_line(candidate.entity, "   ");
  for (const Fact& fact : distinction.facts) {
    text += "   " + displayed(predicate_label(schema, fact.statement.predicate, fact.outgoing)) +
            ' ' + displayed(fact.other.name) + "  " + displayed(details(fact.statement)) + '\n';
    for (const Quote& quote : fact.quotes) {
      text += quote_lines(quote, "     ", candidate.entity.names);
    }
  }
  return text;
}

Json candidate_json(const Described& described, std::size_t number) {
  const auto& [candidate, distinction] = described;
  Json json = json_of(candidate.entity);
  json["number"] = number;
  json["likeness"] = static_cast<double>(candidate.likeness) / 1000.0;
  json["statement_count"] = distinction.statement_count;
  json["document_count"] = distinction.document_count;
  json["statements"] = Json::array();
  for (const Fact& fact : distinction.facts) {
    Json statement = json_of(fact.statement, fact.quotes);
    statement["direction"] = fact.outgoing ? "out" : "in";
    statement["other"] = json_of(fact.other);
    json["statements"].push_back(std::move(statement));
  }
  return json;
}

void print_csv(const std::vector<Described>& all, const FormOptions& form) {
  Table table{{{"number", true},
               {"id"},
               {"type"},
               {"name"},
               {"statements", true},
               {"articles", true},
               {"likeness", true}},
              {}};
  for (const auto& [candidate, distinction] : all) {
    table.rows.push_back({std::to_string(table.rows.size() + 1), id_text(candidate.entity.id),
                          candidate.entity.type, candidate.entity.name,
                          std::to_string(distinction.statement_count),
                          std::to_string(distinction.document_count),
                          confidence_text(static_cast<std::uint16_t>(candidate.likeness))});
  }
  print_table(table, form);
}

void print_candidates(std::string_view name, const std::vector<Described>& all,
                      const NameOptions& options) {
  const Schema schema = load_schema(find_data(options.data).schema).value_or(Schema());
  std::string text = displayed(name) + " may be any of " + std::to_string(all.size()) +
                     "; choose with --pick NUMBER, --id ID or --type TYPE:\n";
  for (std::size_t i = 0; i < all.size(); ++i) text += candidate_text(all[i], i + 1, schema);
  print_text(text, options.form);
}

void print_similar(std::string_view name, const std::vector<Described>& all,
                   const NameOptions& options) {
  std::cerr << "quipu: No " << (options.type.empty() ? "entity" : displayed(options.type)) << " in "
            << displayed(options.db) << " is named " << displayed(name) << '.';
  if (!all.empty() && !options.form.quiet) {
    std::cerr << " Perhaps (choose with --pick NUMBER):";
    for (std::size_t i = 0; i < all.size(); ++i) {
      std::cerr << "\n  " << i + 1 << "  " << title_line(all[i].candidate.entity) << "  "
                << in_documents(all[i].distinction.statement_count,
                                all[i].distinction.document_count);
    }
  }
  std::cerr << '\n';
}

Result<void> offer(const Snapshot& snapshot, std::string_view name, const Lookup& lookup,
                   const NameOptions& options) {
  std::vector<Described> all;
  for (const NameCandidate& candidate : lookup.candidates) {
    auto distinction = distinction_of(snapshot, candidate.entity.id, kCandidateFacts);
    if (!distinction) return tl::unexpected(distinction.error());
    all.push_back({candidate, std::move(*distinction)});
  }
  if (options.form.json) {
    Json json = {{"name", name}, {"candidates", Json::array()}, {"similar", Json::array()}};
    for (std::size_t i = 0; i < all.size(); ++i) {
      json[lookup.by_name ? "candidates" : "similar"].push_back(candidate_json(all[i], i + 1));
    }
    print_json(json, options.form);
  } else if (!lookup.by_name) {
    print_similar(name, all, options);
  } else if (options.form.csv) {
    print_csv(all, options.form);
  } else {
    print_candidates(name, all, options);
  }
  return {};
}

Result<std::optional<EntityRecord>> find_by_id(const Snapshot& snapshot, std::string_view text,
                                               const NameOptions& options) {
  EntityId id = 0;
  if (!parse_id(text, &id)) return fail(ErrorCode::kUsage, not_an_id(text));
  // An id that an entity took over leads to it.
  const auto living = snapshot.resolve(id);
  if (living) return snapshot.entity(*living);
  if (living.error().code != ErrorCode::kNotFound) return tl::unexpected(living.error());
  auto offered = offer(snapshot, text, {}, options);
  if (!offered) return tl::unexpected(offered.error());
  return std::nullopt;
}

// Before a store is opened: arguments that say they are ids and are none.
void check_ids(const CLI::App& verb, bool all_are_ids) {
  const auto names = verb.get_options([](const CLI::Option* option) {
    return option->get_positional() || option->check_lname("org") || option->check_lname("avoid");
  });
  for (const CLI::Option* option : names) {
    for (std::string_view name : option->results()) {
      const bool is_id = all_are_ids || name.starts_with(kIdPrefix);
      if (name.starts_with(kIdPrefix)) name.remove_prefix(kIdPrefix.size());
      EntityId id = 0;
      if (is_id && !parse_id(name, &id)) throw CLI::ValidationError(not_an_id(name));
    }
  }
}

}  // namespace

void add_name_options(CLI::App& verb, NameOptions& options) {
  add_db_option(verb, options.db);
  verb.add_flag("--id", options.is_id, "Names are ids of entities");
  verb.add_option("--type", options.type, "Only entities of this type (Person, Event, …)")
      ->type_name("TYPE");
  verb.add_option("--pick", options.picks,
                  "Which of the candidates that a name has; for several names several numbers, 0 "
                  "where there is nothing to choose")
      ->delimiter(',')
      ->type_name("N");
  add_form_options(verb, options.form);
  add_schema_option(verb, options.data);
  verb.parse_complete_callback([&verb, &options] { check_ids(verb, options.is_id); });
}

Result<std::optional<EntityRecord>> find_named(const Snapshot& snapshot, std::string_view name,
                                               std::size_t position, const NameOptions& options) {
  if (name.starts_with(kIdPrefix)) {
    return find_by_id(snapshot, name.substr(kIdPrefix.size()), options);
  }
  if (options.is_id) return find_by_id(snapshot, name, options);
  auto lookup = look_up(snapshot, name, options.type, kSimilarOffered);
  if (!lookup) return tl::unexpected(lookup.error());
  auto& candidates = lookup->candidates;
  const std::size_t pick = position < options.picks.size() ? options.picks[position] : 0;
  if (pick > candidates.size()) {
    return fail(ErrorCode::kUsage, "There is no candidate " + std::to_string(pick) + " for " +
                                       std::string(name) + "; there are " +
                                       std::to_string(candidates.size()) + ".");
  }
  if (pick > 0) return std::move(candidates[pick - 1].entity);
  if (lookup->by_name && candidates.size() == 1) return std::move(candidates.front().entity);
  auto offered = offer(snapshot, name, *lookup, options);
  if (!offered) return tl::unexpected(offered.error());
  return std::nullopt;
}

Result<std::optional<std::vector<EntityRecord>>> find_all_named(
    const Snapshot& snapshot, const std::vector<std::string>& names, const NameOptions& options) {
  std::vector<EntityRecord> found;
  for (std::size_t i = 0; i < names.size(); ++i) {
    auto entity = find_named(snapshot, names[i], i, options);
    if (!entity) return tl::unexpected(entity.error());
    if (!*entity) return std::nullopt;
    found.push_back(std::move(**entity));
  }
  return found;
}

}  // namespace quipu
