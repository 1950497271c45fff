// quipu query: a question in the query language.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>

#include "cli/options.h"
#include "cli/query_answer.h"
#include "cli/verbs.h"
#include "graph/view/store_view.h"

namespace quipu {
namespace {

struct QueryVerb {
  std::string query, file, db;
  QueryOptions options;
};

Result<std::string> text_of(const QueryVerb& verb) {
  if (!verb.file.empty()) {
    std::ifstream file(verb.file, std::ios::binary);
    std::ostringstream text;
    if (file) text << file.rdbuf();
    if (!file || file.bad()) {
      return fail(ErrorCode::kUnreadable, "The query in " + verb.file + " cannot be read.",
                  verb.file);
    }
    return text.str();
  }
  if (verb.query != "-") return verb.query;
  std::ostringstream text;
  text << std::cin.rdbuf();
  return text.str();
}

Result<int> run_query(QueryVerb& verb) {
  if (verb.query.empty() == verb.file.empty()) {
    return fail(ErrorCode::kUsage, "Give the query itself, or - for standard input, or --file.");
  }
  for (const std::string& given : verb.options.given) {
    if (const auto added = add_parameter(given, verb.options.parameters); !added) {
      return tl::unexpected(added.error());
    }
  }
  const auto text = text_of(verb);
  if (!text) return tl::unexpected(text.error());
  const auto store = open_for_reading(verb.db);
  if (!store) return tl::unexpected(store.error());
  const Snapshot snapshot = store->snapshot();
  const auto view = cypher::StoreView::load(snapshot);
  if (!view) return tl::unexpected(view.error());
  return answer_query(*text, **view, verb.options);
}

}  // namespace

void add_query(CLI::App& program, Action& action) {
  auto options = std::make_shared<QueryVerb>();
  CLI::App* verb = program.add_subcommand(
      "query",
      "Ask in openCypher or GQL, read-only: MATCH (p:Person)-[r:holds_position]->(o) RETURN "
      "p.name, r.title, o.name. docs/query.md has the language.");
  verb->add_option("QUERY", options->query, "The query; - reads it from standard input");
  verb->add_option("--file,-f", options->file, "Read the query from a file")->type_name("FILE");
  add_db_option(*verb, options->db);
  add_query_options(*verb, options->options);
  verb->add_flag("--explain", options->options.explain, "Print the plan instead of the rows");
  verb->callback([options, &action] { action = [options] { return run_query(*options); }; });
}

}  // namespace quipu
