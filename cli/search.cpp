// quipu search: words in names and in the sentences of all articles.
#include "graph/query/search.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <limits>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/answer.h"
#include "cli/display.h"
#include "cli/form.h"
#include "cli/options.h"
#include "cli/verbs.h"

namespace quipu {
namespace {

using Json = nlohmann::ordered_json;

struct SearchOptions {
  std::string text, db;
  std::size_t limit = 20;
  FormOptions form;
};

std::string more_line(std::size_t count, std::size_t shown, const char* what) {
  if (count == shown) return {};
  return "and " + std::to_string(count - shown) + " more " + what + " (--limit 0 for all)\n";
}

std::string text_of(const SearchResult& found, const std::string& asked, bool quiet) {
  std::string text;
  for (const NameCandidate& candidate : found.names) {
    text += title_line(candidate.entity) + "  " + std::to_string(candidate.statement_count) +
            (candidate.statement_count == 1 ? " statement\n" : " statements\n");
  }
  if (!quiet) text += more_line(found.name_count, found.names.size(), "entities");
  const std::vector<std::string> words = words_of(asked);
  for (const SentenceHit& hit : found.sentences) {
    if (!text.empty()) text += '\n';
    text += quote_lines(hit.quote, "", words);
    std::vector<std::string> names;
    for (const EntityRecord& entity : hit.entities) {
      names.push_back(displayed(entity.name) + " (" + displayed(entity.type) + ")");
    }
    if (!names.empty()) text += "  names " + joined(names, ", ") + '\n';
  }
  if (!quiet) text += more_line(found.sentence_count, found.sentences.size(), "sentences");
  return text;
}

Json json_of_answer(const SearchResult& found, const std::string& asked) {
  Json json = {{"text", asked},
               {"entity_count", found.name_count},
               {"entities", Json::array()},
               {"sentence_count", found.sentence_count},
               {"sentences", Json::array()}};
  for (const NameCandidate& candidate : found.names) {
    Json one = json_of(candidate.entity);
    one["statement_count"] = candidate.statement_count;
    json["entities"].push_back(std::move(one));
  }
  for (const SentenceHit& hit : found.sentences) {
    Json one = json_of(hit.quote);
    one["entities"] = Json::array();
    for (const EntityRecord& entity : hit.entities) one["entities"].push_back(json_of(entity));
    json["sentences"].push_back(std::move(one));
  }
  return json;
}

Table table_of(const SearchResult& found) {
  Table table{{{"kind"}, {"id"}, {"type"}, {"text"}, {"uri"}, {"published"}, {"entities"}}, {}};
  for (const NameCandidate& candidate : found.names) {
    const EntityRecord& entity = candidate.entity;
    table.rows.push_back({"entity", id_text(entity.id), entity.type, entity.name, "", "", ""});
  }
  for (const SentenceHit& hit : found.sentences) {
    std::vector<std::string> names;
    for (const EntityRecord& entity : hit.entities) names.push_back(entity.name);
    table.rows.push_back({"sentence", id_text(hit.quote.document.id), "", hit.quote.text,
                          hit.quote.document.uri, hit.quote.document.published,
                          joined(names, "; ")});
  }
  return table;
}

Result<int> find(const SearchOptions& options) {
  const FormOptions& form = options.form;
  const auto store = open_for_reading(options.db);
  if (!store) return tl::unexpected(store.error());
  const std::size_t limit =
      options.limit == 0 ? std::numeric_limits<std::size_t>::max() : options.limit;
  const auto found = search(store->snapshot(), options.text, {limit, limit});
  if (!found) return tl::unexpected(found.error());
  if (form.json) {
    print_json(json_of_answer(*found, options.text), form);
  } else if (form.csv) {
    print_table(table_of(*found), form);
  } else {
    print_text(text_of(*found, options.text, form.quiet), form);
  }
  if (found->name_count + found->sentence_count > 0) return kExitOk;
  print_note("No name and no sentence holds " + options.text + ".", form);
  return kExitFindings;
}

}  // namespace

void add_search(CLI::App& program, Action& action) {
  auto options = std::make_shared<SearchOptions>();
  CLI::App* verb = program.add_subcommand(
      "search",
      "Find TEXT in names and in the sentences of all articles, in either script and any case. "
      "Several words are looked for in one sentence.");
  verb->add_option("TEXT", options->text, "What to look for")->required();
  add_db_option(*verb, options->db);
  verb->add_option("--limit", options->limit, "How many entities and how many sentences; 0: all")
      ->type_name("N")
      ->capture_default_str();
  add_form_options(*verb, options->form);
  verb->callback([options, &action] { action = [options] { return find(*options); }; });
}

}  // namespace quipu
