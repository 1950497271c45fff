// quipu shell: one question after another to one graph.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <iostream>
#include <memory>
#include <set>
#include <string>

#include "cli/display.h"
#include "cli/line_editor.h"
#include "cli/options.h"
#include "cli/query_answer.h"
#include "cli/verbs.h"
#include "graph/cypher/functions.h"
#include "graph/cypher/parser.h"
#include "graph/view/store_view.h"

namespace quipu {
namespace {

constexpr std::size_t kNamesOffered = 200000;  // for completion
constexpr const char* kHelp =
    "A query ends with ; and may take several lines. Tab completes labels, types, functions, "
    "names.\n"
    "  :schema              labels, types of relationships and their counts\n"
    "  :param NAME=VALUE    a parameter for the queries that follow, $NAME\n"
    "  :form table|json|csv how rows are printed\n"
    "  :explain QUERY;      the plan of a query\n"
    "  :help  :quit\n";

struct ShellVerb {
  std::string db, history;
  QueryOptions options;
};

class Shell {
 public:
  Shell(const cypher::GraphView& graph, ShellVerb& verb, std::vector<std::string> words)
      : graph_(graph), options_(verb.options), editor_(std::move(words), verb.history) {}

  Result<int> run() {
    if (editor_.is_terminal()) {
      std::cout << graph_.node_count() << " entities, " << graph_.relationship_count()
                << " statements. :help says what there is.\n";
    }
    while (!done_) {
      std::cout.flush();
      const auto line = editor_.line(pending_.empty() ? "quipu> " : "   ... ");
      if (!line) break;
      if (pending_.empty() && line->starts_with(':')) {
        editor_.remember(*line);
        command(*line);
        continue;
      }
      pending_ += (pending_.empty() ? "" : "\n") + *line;
      if (const auto answered = answer_complete(); !answered) return answered;
    }
    if (editor_.is_terminal() && !done_) std::cout << '\n';
    if (!done_ && pending_.find_first_not_of(" \t\r\n") != pending_.npos) {
      pending_ += ';';
      if (const auto answered = answer_complete(); !answered) return answered;
    }
    // At a terminal, a person has seen what was wrong.
    return editor_.is_terminal() ? kExitOk : code_;
  }

 private:
  // Answers every query in what is pending that has its end.
  Result<int> answer_complete() {
    for (std::size_t end; (end = query_end(pending_)) != pending_.npos;) {
      const std::string query = pending_.substr(0, end);
      pending_.erase(0, end + 1);
      if (pending_.find_first_not_of(" \t\r\n") == pending_.npos) pending_.clear();
      if (query.find_first_not_of(" \t\r\n") == query.npos) continue;
      std::string entry = query + ";";
      std::replace(entry.begin(), entry.end(), '\n', ' ');
      editor_.remember(entry);
      if (auto answered = answer(query); !answered) return answered;
    }
    return kExitOk;
  }

  Result<int> answer(const std::string& query) {
    auto code = answer_query(query, graph_, options_);
    if (!code && code.error().code == ErrorCode::kFull) {  // a limit: the next query may do
      std::cerr << "quipu: " << displayed(code.error().message) << '\n';
      code = kExitError;
    }
    if (code && *code != kExitOk) code_ = *code;
    return code;
  }

  // The ; that ends the first query; not one in a string, a quoted name or a comment.
  static std::size_t query_end(std::string_view text) {
    char quote = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if (quote == '\n') {
        if (c == '\n') quote = 0;
      } else if (quote == '*') {
        if (c == '*' && text.substr(i, 2) == "*/") {
          quote = 0;
          ++i;
        }
      } else if (quote != 0) {
        if (c == '\\' && quote != '`') {
          ++i;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '\'' || c == '"' || c == '`') {
        quote = c;
      } else if (text.substr(i, 2) == "//" || text.substr(i, 2) == "/*") {
        quote = text[i + 1] == '/' ? '\n' : '*';
        ++i;
      } else if (c == ';') {
        return i;
      }
    }
    return text.npos;
  }

  void command(std::string_view line) {
    const std::size_t blank = std::min(line.find(' '), line.size());
    const std::string_view name = line.substr(1, blank - 1);
    std::string argument(line.substr(blank));
    argument.erase(0, std::min(argument.find_first_not_of(' '), argument.size()));
    if (name == "quit" || name == "q" || name == "exit") {
      done_ = true;
    } else if (name == "help" || name == "h") {
      std::cout << kHelp;
    } else if (name == "schema") {
      print_schema();
    } else if (name == "param") {
      const auto added = add_parameter(argument, options_.parameters);
      if (!added) complain(added.error().message);
    } else if (name == "form" && (argument == "table" || argument == "json" || argument == "csv")) {
      options_.form.json = argument == "json";
      options_.form.csv = argument == "csv";
    } else if (name == "explain") {
      pending_ = "EXPLAIN " + argument;
      (void)answer_complete();
    } else {
      complain("There is no command " + std::string(line) + "; :help lists them.");
    }
  }

  void complain(const std::string& sentence) {
    std::cerr << "quipu: " << displayed(sentence) << '\n';
    code_ = kExitError;
  }

  void print_schema() const {
    const auto print = [](const char* title, const std::vector<std::string>& names,
                          const auto& count) {
      std::cout << title << '\n';
      for (std::size_t i = 0; i < names.size(); ++i) {
        std::cout << "  " << displayed(names[i]) << "  " << count(static_cast<cypher::Term>(i))
                  << '\n';
      }
    };
    print("labels", graph_.label_names(), [&](cypher::Term t) { return graph_.label_count(t); });
    print("types", graph_.type_names(), [&](cypher::Term t) { return graph_.type_count(t); });
    std::cout << "properties of nodes\n  id, name, names, type\n"
                 "properties of relationships\n  id, status, confidence, method, documents, and "
                 "qualifiers: title, date, role, …\n";
  }

  const cypher::GraphView& graph_;
  QueryOptions& options_;
  LineEditor editor_;
  std::string pending_;
  bool done_ = false;
  int code_ = kExitOk;
};

Result<std::vector<std::string>> words_to_complete(const Snapshot& snapshot,
                                                   const cypher::GraphView& graph) {
  std::set<std::string> words(cypher::keywords().begin(), cypher::keywords().end());
  words.insert(graph.label_names().begin(), graph.label_names().end());
  words.insert(graph.type_names().begin(), graph.type_names().end());
  for (const std::string& function : cypher::function_names()) words.insert(function + "(");
  std::size_t names = 0;
  const auto read = snapshot.for_each_entity([&](const EntityRecord& entity) {
    words.insert(displayed(entity.name));
    return ++names < kNamesOffered;
  });
  if (!read) return tl::unexpected(read.error());
  return std::vector<std::string>(words.begin(), words.end());
}

Result<int> run_shell(ShellVerb& verb) {
  for (const std::string& given : verb.options.given) {
    if (const auto added = add_parameter(given, verb.options.parameters); !added) {
      return tl::unexpected(added.error());
    }
  }
  const auto store = open_for_reading(verb.db);
  if (!store) return tl::unexpected(store.error());
  const Snapshot snapshot = store->snapshot();
  const auto view = cypher::StoreView::load(snapshot);
  if (!view) return tl::unexpected(view.error());
  auto words = words_to_complete(snapshot, **view);
  if (!words) return tl::unexpected(words.error());
  return Shell(**view, verb, std::move(*words)).run();
}

}  // namespace

void add_shell(CLI::App& program, Action& action) {
  auto options = std::make_shared<ShellVerb>();
  CLI::App* verb = program.add_subcommand(
      "shell", "Ask one query after another; each ends with a semicolon. :help says more.");
  add_db_option(*verb, options->db);
  verb->add_option("--history", options->history, "A file that keeps what was asked")
      ->type_name("FILE");
  add_query_options(*verb, options->options);
  verb->callback([options, &action] { action = [options] { return run_shell(*options); }; });
}

}  // namespace quipu
