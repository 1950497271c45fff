#include "cli/query_answer.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <cmath>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>

#include "cli/display.h"
#include "cli/verbs.h"
#include "graph/cypher/functions.h"
#include "graph/cypher/print.h"

namespace quipu {
namespace {

using Json = nlohmann::ordered_json;
using cypher::Value;

// How deep brackets are nested, strings aside.
std::size_t depth_of(std::string_view json) {
  std::size_t depth = 0, deepest = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (in_string && json[i] == '\\') {
      ++i;
    } else if (json[i] == '"') {
      in_string = !in_string;
    } else if (!in_string && (json[i] == '[' || json[i] == '{')) {
      deepest = std::max(deepest, ++depth);
    } else if (!in_string && depth > 0 && (json[i] == ']' || json[i] == '}')) {
      --depth;
    }
  }
  return deepest;
}

Value value_of(const Json& json) {
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_number_integer() &&
      !(json.is_number_unsigned() && json.get<std::uint64_t>() > INT64_MAX)) {
    return json.get<std::int64_t>();
  }
  if (json.is_number()) return json.get<double>();
  if (json.is_string()) return json.get<std::string>();
  if (json.is_array()) {
    cypher::Items items;
    for (const Json& item : json) items.push_back(value_of(item));
    return items;
  }
  if (json.is_object()) {
    cypher::Entries entries;
    for (const auto& [key, item] : json.items()) entries.insert_or_assign(key, value_of(item));
    return entries;
  }
  return {};
}

class JsonWriter {
 public:
  explicit JsonWriter(const cypher::GraphView& graph) : graph_(graph) {}

  Json write(const Value& value) {
    if (value.boolean()) return *value.boolean();
    if (value.integer()) return *value.integer();
    if (value.floating()) {
      if (std::isfinite(*value.floating())) return *value.floating();
      return cypher::float_text(*value.floating());  // JSON has no NaN
    }
    if (value.string()) return *value.string();
    if (value.date()) return cypher::date_text(*value.date());
    if (value.node()) return node(*value.node());
    if (value.relationship()) return relationship(*value.relationship());
    if (const auto* path = value.path()) {
      Json json = {{"nodes", Json::array()}, {"relationships", Json::array()}};
      for (const auto id : path->nodes) json["nodes"].push_back(node({id}));
      for (const auto id : path->relationships) {
        json["relationships"].push_back(relationship({id}));
      }
      return json;
    }
    if (const auto* items = value.list()) {
      Json json = Json::array();
      for (const Value& item : *items) json.push_back(write(item));
      return json;
    }
    if (const auto* entries = value.map()) return map(*entries);
    return nullptr;
  }

  const std::optional<Error>& error() const { return error_; }

 private:
  Json map(const cypher::Entries& entries) {
    Json json = Json::object();
    for (const auto& [key, item] : entries) json[key] = write(item);
    return json;
  }

  template <typename Ref>
  Json properties(Ref ref) {
    const auto found = graph_.properties(ref);
    if (!found && !error_) error_ = found.error();
    return found ? map(*found) : Json::object();
  }

  Json id_of(cypher::NodeRef ref) {
    const auto id = graph_.property(ref, "id");
    return id ? write(*id) : Json();
  }

  Json node(cypher::NodeRef ref) {
    Json labels = Json::array();
    for (const auto label : graph_.labels(ref.id)) labels.push_back(graph_.label_names()[label]);
    return {{"labels", labels}, {"properties", properties(ref)}};
  }

  Json relationship(cypher::RelationshipRef ref) {
    const auto ends = graph_.ends(ref.id);
    return {{"type", graph_.type_names()[ends.type]},
            {"start", id_of({ends.start})},
            {"end", id_of({ends.end})},
            {"properties", properties(ref)}};
  }

  const cypher::GraphView& graph_;
  std::optional<Error> error_;
};

// Lines stay lines; everything else in them is made safe to print.
void print_lines(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
    std::cerr << line.substr(0, indent) << displayed(line.substr(indent)) << '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

Result<int> refuse(const cypher::Problem& problem, std::string_view query) {
  const Error error = cypher::to_error(problem, query);
  if (problem.code != ErrorCode::kInvalid) return tl::unexpected(error);
  print_lines("quipu: " + error.message);
  return kExitUsage;
}

}  // namespace

void add_query_options(CLI::App& verb, QueryOptions& options) {
  verb.add_option("--param,-p", options.given,
                  "A parameter of the query, $name: JSON where it can be, else a string")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  verb.add_option("--limit-rows", options.limit_rows, "Stop after N rows")
      ->check(CLI::Range(std::size_t{1}, std::size_t{100000000}))
      ->type_name("N")
      ->capture_default_str();
  verb.add_option("--timeout", options.seconds, "Stop after so many seconds")
      ->check(CLI::Range(0.001, 86400.0))
      ->type_name("SECONDS")
      ->capture_default_str();
  verb.add_option("--memory", options.memory_mib, "Stop when rows take more than so many MiB")
      ->check(CLI::Range(std::size_t{1}, std::size_t{1048576}))
      ->type_name("MIB")
      ->capture_default_str();
  add_form_options(verb, options.form);
}

Result<void> add_parameter(std::string_view text, cypher::Parameters& parameters) {
  const std::size_t sign = text.find('=');
  if (sign == text.npos || sign == 0) {
    return fail(ErrorCode::kUsage,
                "A parameter is given as name=value; " + std::string(text) + " is not.");
  }
  const std::string_view value = text.substr(sign + 1);
  if (depth_of(value) > cypher::kDeepest) {
    return fail(ErrorCode::kUsage, "The value of " + std::string(text.substr(0, sign)) +
                                       " is nested more than " + std::to_string(cypher::kDeepest) +
                                       " deep.");
  }
  const Json json = Json::parse(value, nullptr, false);
  parameters.insert_or_assign(std::string(text.substr(0, sign)),
                              json.is_discarded() ? Value(value) : value_of(json));
  return {};
}

Result<int> answer_query(std::string_view text, const cypher::GraphView& graph,
                         const QueryOptions& options) {
  const auto prepared = cypher::prepare(text, graph, options.parameters);
  if (!prepared) return refuse(prepared.error(), text);
  for (const cypher::Problem& warning : prepared->warnings()) {
    print_note(warning.message + (warning.hint.empty() ? "" : " " + warning.hint), options.form);
  }
  if (options.explain || prepared->explained()) {
    const std::string lines = prepared->plan();
    std::string plan;
    for (std::string_view rest = lines; !rest.empty();) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const std::size_t indent = std::min(rest.find_first_not_of(' '), end);
      plan.append(indent, ' ').append(displayed(rest.substr(indent, end - indent))).append("\n");
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    print_text(plan, options.form);
    return kExitOk;
  }

  JsonWriter writer(graph);
  Json json = {{"columns", prepared->columns()}, {"rows", Json::array()}};
  Table table;
  for (const std::string& column : prepared->columns()) table.columns.push_back({column, true});
  std::optional<Error> error;
  std::size_t rows = 0;
  bool cut = false;
  const auto print_row = [&](const cypher::Items& row) {
    if (rows == options.limit_rows) {
      cut = true;
      return false;
    }
    ++rows;
    if (options.form.json) {
      Json& object = json["rows"].emplace_back(Json::object());
      for (std::size_t i = 0; i < table.columns.size(); ++i) {
        object[table.columns[i].name] = writer.write(row[i]);
      }
      error = writer.error();
      return !error;
    }
    auto& cells = table.rows.emplace_back();
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      auto cell = cypher::column_text(row[i], graph);
      if (!cell) error = cell.error();
      cells.push_back(cell ? std::move(*cell) : std::string());
      // Text of articles is no number, even where it looks like one.
      if (!row[i].is_number() && !row[i].is_null()) table.columns[i].number = false;
    }
    return !error;
  };
  const auto done = prepared->run(
      {options.seconds, static_cast<std::uint64_t>(options.memory_mib) << 20}, print_row);
  if (!done) return refuse(done.error(), text);
  if (error) return tl::unexpected(*error);
  if (options.form.json) {
    json["truncated"] = cut;
    print_json(json, options.form);
  } else {
    if (table.rows.empty()) {
      for (TableColumn& column : table.columns) column.number = false;
    }
    print_table(table, options.form);
  }
  if (cut) {
    print_note(
        "There are more rows; " + std::to_string(options.limit_rows) + " are shown (--limit-rows).",
        options.form);
  }
  return kExitOk;
}

}  // namespace quipu
