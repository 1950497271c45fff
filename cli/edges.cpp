#include "cli/edges.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <limits>

#include "cli/answer.h"

namespace quipu {

void add_via_option(CLI::App& verb, EdgeOptions& options) {
  verb.add_option("--via", options.via, "Only over statements of these predicates")
      ->delimiter(',')
      ->type_name("PREDICATE");
}

void add_avoid_option(CLI::App& verb, EdgeOptions& options) {
  verb.add_option("--avoid", options.avoid, "Not over this entity; may be given several times")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->type_name("NAME");
}

Result<std::optional<EdgeChoice>> edge_choice(const Snapshot& snapshot, const Schema& schema,
                                              const EdgeOptions& edges, const NameOptions& names) {
  for (const std::string& name : edges.via) {
    if (schema.predicates.empty() || schema.predicate(name) != nullptr) continue;
    std::vector<std::string> known;
    for (const PredicateSchema& predicate : schema.predicates) known.push_back(predicate.name);
    return fail(ErrorCode::kUsage,
                "There is no predicate " + name + "; there are " + joined(known, ", ") + ".");
  }
  EdgeChoice choice;
  choice.predicates = edges.via;
  // --type and --pick speak of the other names.
  NameOptions for_avoided = names;
  for_avoided.type.clear();
  for_avoided.picks.clear();
  for (const std::string& name : edges.avoid) {
    auto entity = find_named(snapshot, name, 0, for_avoided);
    if (!entity) return tl::unexpected(entity.error());
    if (!*entity) return std::nullopt;
    choice.avoid.push_back((*entity)->id);
  }
  return choice;
}

Schema schema_for_labels(const NameOptions& names) {
  return load_schema(find_data(names.data).schema).value_or(Schema());
}

}  // namespace quipu
