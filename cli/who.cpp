// quipu who: who holds or held a post at an organization.
#include "graph/query/who.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/answer.h"
#include "cli/display.h"
#include "cli/named.h"
#include "cli/options.h"
#include "cli/verbs.h"

namespace quipu {
namespace {

using Json = nlohmann::ordered_json;

struct WhoOptions {
  std::string organization, title, as_of;
  bool parts = false;
  std::size_t limit = 0;
  NameOptions names;
};

// "2024-05-10 to 2024-06-02": when articles say so.
std::string period(const Post& post) {
  if (post.first_said == post.last_said) return post.first_said;
  return post.first_said + " to " + post.last_said;
}

std::string text_of(const std::vector<Post>& posts, bool with_body) {
  std::string text;
  for (const Post& post : posts) {
    text += title_line(post.person) + "  " +
            (post.title.empty() ? "post not named" : displayed(post.title));
    if (with_body) text += ", " + displayed(post.organization.name);
    if (post.status != Status::kAsserted) {
      text += "  " + std::string(status_name(post.status));
    }
    if (!post.first_said.empty()) text += "  said " + displayed(period(post));
    text += "  " + confidence_text(post.statement.confidence) + '\n';
    std::vector<std::string> words = post.person.names;
    words.push_back(post.title);
    words.insert(words.end(), post.organization.names.begin(), post.organization.names.end());
    for (const Quote& quote : post.quotes) text += quote_lines(quote, "      ", words);
  }
  return text;
}

Json json_of_answer(const EntityRecord& organization, const Posts& found,
                    const std::vector<Post>& shown) {
  Json json = {{"organization", json_of(organization)},
               {"count", found.posts.size()},
               {"said_later", found.later_count},
               {"ended_before", found.ended_count},
               {"posts", Json::array()}};
  for (const Post& post : shown) {
    json["posts"].push_back({{"person", json_of(post.person)},
                             {"organization", json_of(post.organization)},
                             {"title", post.title},
                             {"status", status_name(post.status)},
                             {"first_said", post.first_said},
                             {"last_said", post.last_said},
                             {"statement", json_of(post.statement, post.quotes)}});
  }
  return json;
}

Table table_of(const std::vector<Post>& posts) {
  Table table{{{"person"},
               {"person_id"},
               {"title"},
               {"organization"},
               {"organization_id"},
               {"status"},
               {"first_said"},
               {"last_said"},
               {"confidence", true},
               {"uri"},
               {"published"},
               {"sentence"}},
              {}};
  for (const Post& post : posts) {
    const Quote quote = post.quotes.empty() ? Quote() : post.quotes.front();
    table.rows.push_back({post.person.name, id_text(post.person.id), post.title,
                          post.organization.name, id_text(post.organization.id),
                          std::string(status_name(post.status)), post.first_said, post.last_said,
                          confidence_text(post.statement.confidence), quote.document.uri,
                          quote.document.published, quote.text});
  }
  return table;
}

void note_what_is_left_out(const Posts& found, const WhoOptions& options) {
  const auto note = [&](std::size_t count, const std::string& what) {
    if (count > 0) print_note(std::to_string(count) + what, options.names.form);
  };
  note(found.ended_count, " posts had ended by " + options.as_of + ".");
  note(found.later_count, " posts are spoken of only after " + options.as_of + ".");
}

Result<int> who(const WhoOptions& options) {
  const FormOptions& form = options.names.form;
  const auto store = open_for_reading(options.names.db);
  if (!store) return tl::unexpected(store.error());
  const Snapshot snapshot = store->snapshot();
  const auto body = find_named(snapshot, options.organization, 0, options.names);
  if (!body) return tl::unexpected(body.error());
  if (!*body) return kExitFindings;
  const auto found = posts_at(snapshot, {(*body)->id, options.parts, options.title, options.as_of});
  if (!found) return tl::unexpected(found.error());
  std::vector<Post> shown = found->posts;
  if (options.limit > 0) shown.resize(std::min(shown.size(), options.limit));
  if (form.json) {
    print_json(json_of_answer(**body, *found, shown), form);
  } else if (form.csv) {
    print_table(table_of(shown), form);
  } else {
    std::string text = text_of(shown, options.parts);
    if (shown.size() < found->posts.size() && !form.quiet) {
      text += "and " + std::to_string(found->posts.size() - shown.size()) + " more (--limit 0)\n";
    }
    print_text(text, form);
  }
  note_what_is_left_out(*found, options);
  if (!found->posts.empty()) return kExitOk;
  print_note("No article names anyone with such a post at " + (*body)->name + ".", form);
  return kExitFindings;
}

}  // namespace

void add_who(CLI::App& program, Action& action) {
  auto options = std::make_shared<WhoOptions>();
  options->names.type = "Organization";
  CLI::App* verb = program.add_subcommand(
      "who", "List who holds or held a post at an organization, and which sentence says so.");
  verb->add_option("--org", options->organization, "The organization: a name, or with --id an id")
      ->required()
      ->type_name("NAME");
  verb->add_option("--title", options->title, "Only posts whose title contains this")
      ->type_name("TEXT");
  verb->add_option("--as-of", options->as_of,
                   "As the articles had it on this date (2024, 2024-05, 2024-05-12)")
      ->type_name("DATE");
  verb->add_flag("--parts", options->parts, "At the bodies that are part of it, too");
  verb->add_option("--limit", options->limit, "How many posts; 0: all")
      ->type_name("N")
      ->capture_default_str();
  add_name_options(*verb, options->names);
  verb->callback([options, &action] { action = [options] { return who(*options); }; });
}

}  // namespace quipu
