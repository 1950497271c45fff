// quipu import: extraction JSONL (or compiled annotations) into a store.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <string>
#include <utility>

#include "cli/data_folders.h"
#include "cli/display.h"
#include "cli/finish.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/pipeline.h"
#include "cli/progress.h"
#include "cli/verbs.h"
#include "extract/extractor.h"
#include "extract/schema/schema.h"
#include "extract/text/clean_text.h"
#include "extract/value/extraction_json.h"
#include "graph/store/store.h"

namespace quipu {
namespace {

namespace fs = std::filesystem;

struct ImportOptions {
  std::string file, articles, db;
  unsigned jobs = 1;
  bool sync = false, json = false;
  ExtractorOptions data;
};

struct Line {
  std::string text, place;
};

struct Imported {
  Result<ExtractionLine> line;
  std::string place;
  std::size_t byte_count = 0;
};

struct Summary {
  std::uint64_t lines = 0, stored = 0, bad = 0, mentions = 0, statements = 0;
  std::map<std::string, std::uint64_t> refused;
  StoreCounts store;
  bool interrupted = false;  // before all lines were read
};

// The article that a line speaks of, from the folder. A line cannot name a file outside of it.
Result<std::string> read_article(const std::string& folder, const std::string& doc) {
  const fs::path name(doc);
  const bool inside = name.is_relative() && std::find(name.begin(), name.end(), "..") == name.end();
  if (!inside) {
    return fail(ErrorCode::kInvalid, "\"doc\" is " + doc + ", which is not a file name.");
  }
  const fs::path path = fs::path(folder) / name;
  std::error_code error;
  if (!fs::is_regular_file(path, error)) {
    return fail(ErrorCode::kNotFound, "There is no article " + path.string() + ".");
  }
  std::ifstream in(path, std::ios::binary);
  std::ostringstream content;
  if (in.peek() != std::ifstream::traits_type::eof()) content << in.rdbuf();
  if (!in || !content) {
    return fail(ErrorCode::kUnreadable, "Cannot read the article " + path.string() + ".");
  }
  return std::move(content).str();
}

// Turns lines into documents with sound, grounded extractions.
class LineReader {
 public:
  LineReader(const Schema& schema, const std::string& articles)
      : schema_(schema), articles_(articles) {}

  Result<ExtractionLine> read(std::string_view text) const {
    auto line = parse_json_line(text);
    if (!line) return line;
    if (auto identified = identify(*line); !identified) {
      return tl::unexpected(identified.error());
    }
    if (auto known = check_names(line->extraction); !known) return tl::unexpected(known.error());
    if (auto sound = check_spans(text, line->document.bytes); !sound) {
      return tl::unexpected(sound.error());
    }
    if (auto grounded = ground(line->document, line->extraction); !grounded) {
      return tl::unexpected(grounded.error());
    }
    return line;
  }

 private:
  // Its uri and its bytes.
  Result<void> identify(ExtractionLine& line) const {
    Document& document = line.document;
    if (!articles_.empty() && !line.doc.empty()) {
      document.uri = line.doc;
      auto bytes = read_article(articles_, line.doc);
      if (!bytes) return tl::unexpected(bytes.error());
      document.bytes = std::move(*bytes);
    } else if (!line.has_source) {
      return fail(ErrorCode::kInvalid,
                  "The line has no \"source\"; give the folder of the articles with --articles.");
    }
    if (document.uri.empty()) document.uri = line.doc;
    if (document.uri.empty()) return fail(ErrorCode::kInvalid, "The line has no \"uri\".");
    if (auto text = decode_utf8(document.bytes); !text) return tl::unexpected(text.error());
    return {};
  }

  Result<void> check_names(const Extraction& extraction) const {
    const auto unknown = [this](const std::string& what, const std::string& name) {
      return fail(ErrorCode::kInvalid, "The schema " + schema_.name + " has no " + what + " \"" +
                                           name + "\"; give another with --schema.");
    };
    for (const LocalEntity& entity : extraction.entities) {
      if (schema_.type(entity.type) == nullptr) return unknown("type", entity.type);
    }
    for (const Mention& mention : extraction.mentions) {
      const bool is_qualifier = mention.type == kTitleType || mention.type == kDateType;
      if (!is_qualifier && schema_.type(mention.type) == nullptr) {
        return unknown("type", mention.type);
      }
    }
    for (const Statement& statement : extraction.statements) {
      if (schema_.predicate(statement.predicate) == nullptr) {
        return unknown("predicate", statement.predicate);
      }
    }
    return {};
  }

  // Mentions say in "text" what the article has at their place. parse_json_line() has seen to it
  // that the line is an object of bounded depth.
  static Result<void> check_spans(std::string_view line, std::string_view bytes) {
    const auto json = nlohmann::json::parse(line, nullptr, false);
    const auto mentions = json.find("mentions");
    if (mentions == json.end() || !mentions->is_array()) return {};
    for (const auto& mention : *mentions) {
      const auto text = mention.find("text");
      if (text == mention.end() || !text->is_string()) continue;
      const auto begin = mention.value("start", std::uint64_t{0});
      const auto end = mention.value("end", std::uint64_t{0});
      const auto& wanted = text->get_ref<const std::string&>();
      if (begin <= end && end <= bytes.size() && bytes.substr(begin, end - begin) == wanted) {
        continue;
      }
      return fail(ErrorCode::kInvalid, "The article does not have \"" + wanted + "\" at bytes " +
                                           std::to_string(begin) + " to " + std::to_string(end) +
                                           ", as a mention says.");
    }
    return {};
  }

  const Schema& schema_;
  const std::string& articles_;
};

class Import {
 public:
  Import(Store& store, Progress& progress) : store_(store), progress_(progress) {}

  // A line that is not sound is reported and leaves nothing behind. Errors: those of the store
  // that concern more than this line.
  Result<void> deliver(Imported imported) {
    progress_.advance(imported.byte_count);
    ++summary_.lines;
    if (!imported.line) {
      report(imported.line.error(), imported.place);
      return {};
    }
    const Extraction& extraction = imported.line->extraction;
    if (const auto stored = store_.put(imported.line->document, extraction); !stored) {
      if (stored.error().code != ErrorCode::kInvalid) return stored;
      report(stored.error(), imported.place);
      return {};
    }
    ++summary_.stored;
    summary_.mentions += extraction.mentions.size();
    summary_.statements += extraction.statements.size();
    for (const auto& [reason, number] : extraction.refused) summary_.refused[reason] += number;
    return {};
  }

  Summary& summary() { return summary_; }

 private:
  void report(const Error& error, const std::string& place) {
    ++summary_.bad;
    progress_.clear();
    std::cerr << "quipu: " << displayed(place) << ": " << displayed(error.message) << '\n';
  }

  Store& store_;
  Progress& progress_;
  Summary summary_;
};

Result<void> read_lines(std::istream& in, const ImportOptions& options, const Schema& schema,
                        Import& import) {
  using Lines = Pipeline<Line, Imported>;
  const LineReader reader(schema, options.articles);
  const auto produce = [&](const Lines::Push& push) {
    Line line;
    for (std::uint64_t number = 1; !interrupted() && std::getline(in, line.text); ++number) {
      if (number == 1 && line.text.starts_with("\xEF\xBB\xBF")) line.text.erase(0, 3);
      if (line.text.find_first_not_of(" \t\r") == std::string::npos) continue;
      line.place = options.file + ":" + std::to_string(number);
      const std::size_t byte_count = line.text.size();
      if (!push(std::move(line), byte_count)) return;
      line = {};
    }
  };
  const auto work = [&](Line line) {
    return Imported{reader.read(line.text), std::move(line.place), line.text.size()};
  };
  std::optional<Error> error;
  const auto deliver = [&](Imported imported) {
    const auto delivered = import.deliver(std::move(imported));
    if (!delivered) error = delivered.error();
    return delivered.has_value();
  };
  Lines::run(options.jobs, produce, work, deliver);
  if (error) return tl::unexpected(*error);
  return {};
}

void print_summary(const Summary& summary, bool as_json) {
  if (as_json) {
    const nlohmann::ordered_json json = {{"lines", summary.lines},
                                         {"stored", summary.stored},
                                         {"bad", summary.bad},
                                         {"mentions", summary.mentions},
                                         {"statements", summary.statements},
                                         {"refused", summary.refused},
                                         {"store",
                                          {{"documents", summary.store.documents},
                                           {"entities", summary.store.entities},
                                           {"mentions", summary.store.mentions},
                                           {"statements", summary.store.statements}}},
                                         {"interrupted", summary.interrupted}};
    std::cout << displayed_json(
                     json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace))
              << '\n';
    return;
  }
  std::cout << "articles: " << summary.lines << " read, " << summary.stored << " stored, "
            << summary.bad << " bad\nfound: " << summary.mentions << " mentions, "
            << summary.statements << " statements\n";
  for (const auto& [reason, number] : summary.refused) {
    std::cout << "  refused " << number << ": " << displayed(reason) << '\n';
  }
  if (summary.interrupted) return;
  std::cout << "graph: " << summary.store.documents << " articles, " << summary.store.entities
            << " entities, " << summary.store.statements << " statements\n";
}

Result<int> import_file(const ImportOptions& options) {
  heed_interrupts();
  std::ifstream file;
  std::error_code ignored;
  if (options.file != "-") {
    if (fs::is_directory(options.file, ignored)) {
      return fail(ErrorCode::kUnreadable, options.file + " is a folder; name the JSONL file in it.",
                  options.file);
    }
    file.open(options.file, std::ios::binary);
    if (!file) {
      return fail(ErrorCode::kNotFound, "Cannot read " + options.file + "; is the name right?",
                  options.file);
    }
  }
  if (!options.articles.empty() && !fs::is_directory(options.articles, ignored)) {
    return fail(ErrorCode::kNotFound, "There is no folder " + options.articles + ".",
                options.articles);
  }
  const auto schema = load_schema(find_data(options.data).schema);
  if (!schema) return tl::unexpected(schema.error());
  StoreOptions how;
  how.create = true;
  how.sync = options.sync;
  how.provenance = Provenance{schema->hash, {}};
  auto store = Store::open(options.db, how);
  if (!store) return tl::unexpected(store.error());

  Progress progress("articles", total_file_size({options.file}));
  Import import(*store, progress);
  std::istream& in = options.file == "-" ? std::cin : file;
  if (const auto read = read_lines(in, options, *schema, import); !read) {
    return tl::unexpected(read.error());
  }
  Summary& summary = import.summary();
  summary.interrupted = interrupted();
  const auto counts = finish(*store, progress, summary.interrupted);
  if (!counts) return tl::unexpected(counts.error());
  summary.store = *counts;
  print_summary(summary, options.json);
  if (summary.interrupted) {
    std::cerr << "quipu: Interrupted; " << counts->documents
              << " articles are stored; give the same command again.\n";
    return kExitInterrupted;
  }
  return summary.bad == 0 ? kExitOk : kExitError;
}

}  // namespace

void add_import(CLI::App& program, Action& action) {
  auto options = std::make_shared<ImportOptions>();
  CLI::App* verb = program.add_subcommand(
      "import",
      "Read extractions (JSONL of `quipu extract`, or compiled annotations) into a store and link "
      "them. A bad line is reported and leaves nothing behind.");
  verb->add_option("FILE", options->file, "Extraction JSONL; - is standard input")->required();
  verb->add_option("--articles", options->articles,
                   "Folder of the articles that the lines name in \"doc\"")
      ->type_name("DIR");
  add_db_option(*verb, options->db);
  add_jobs_option(*verb, options->jobs);
  verb->add_flag("--sync", options->sync, "Sync to disk at every article (survives power loss)");
  add_json_flag(*verb, options->json);
  add_schema_option(*verb, options->data);
  verb->callback([options, &action] { action = [options] { return import_file(*options); }; });
}

}  // namespace quipu
