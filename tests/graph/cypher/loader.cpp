#include "tests/graph/cypher/loader.h"

#include <algorithm>
#include <map>

#include "graph/cypher/lexer.h"
#include "graph/cypher/parser.h"

namespace quipu::cypher::testing {
namespace {

// The statement cut at its writing words: what is read before them, then each CREATE's patterns as
// a query that would match them, and the names to delete.
struct Parts {
  std::string read;
  std::vector<std::string> created;  // MATCH … RETURN 1
  std::vector<std::string> deleted;
};

std::string lower(std::string word) {
  std::transform(word.begin(), word.end(), word.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return word;
}

Answer<Parts> cut(std::string_view statement) {
  const auto tokens = tokens_of(statement);
  if (!tokens) return tl::unexpected(tokens.error());
  Parts parts;
  std::size_t begin = 0;
  std::string verb;
  const auto close = [&](std::size_t end) {
    const std::string body(statement.substr(begin, end - begin));
    if (verb == "create") parts.created.push_back("MATCH " + body + " RETURN 1");
    if (verb == "delete") parts.deleted.push_back(body);
    if (verb.empty()) parts.read = body;
  };
  for (const Token& token : *tokens) {
    const std::string word = token.kind == TokenKind::kName ? lower(token.text) : "";
    if (word != "create" && word != "delete") continue;
    close(token.place.begin);
    verb = word;
    begin = token.place.end;
  }
  close(statement.size());
  return parts;
}

// What CREATE asks of the rows: columns of known names and of properties' values.
class Creation {
 public:
  explicit Creation(MemoryGraph& graph) : graph_(graph) {}

  Answer<void> run(std::string_view statement, const Parameters& parameters) {
    const auto parts = cut(statement);
    if (!parts) return tl::unexpected(parts.error());
    std::vector<std::pair<Query, const std::string*>> created;
    for (const std::string& text : parts->created) {
      auto parsed = parse(text);
      if (!parsed) return tl::unexpected(parsed.error());
      created.emplace_back(std::move(*parsed), &text);
    }
    std::string columns;
    std::size_t count = 0;
    const auto column = [&](const std::string& text) {
      columns += (columns.empty() ? "" : ", ") + text + " AS c" + std::to_string(count);
      return count++;
    };
    std::map<std::string, std::size_t> known;
    const std::string blank_read = parts->read + " ";
    std::map<const Expression*, std::size_t> values;
    const auto is_read = [&](const std::string& name) {
      const auto words = tokens_of(parts->read);
      return std::any_of(words->begin(), words->end(), [&](const Token& token) {
        return token.kind == TokenKind::kName && token.text == name;
      });
    };
    const auto ask = [&](const Properties& properties, const std::string& text) {
      for (const auto& [key, value] : properties) {
        // A property of a node that is just being created.
        if (value->form == Form::kProperty && !is_read(value->args[0]->name)) continue;
        values[value.get()] =
            column(text.substr(value->place.begin, value->place.end - value->place.begin));
      }
    };
    const auto ask_name = [&](const std::string& name) {
      if (name.empty() || known.contains(name) || !is_read(name)) return;
      known[name] = column(name);
    };
    for (const auto& [query, text] : created) {
      for (const PathPattern& path : patterns(query)) {
        for (const NodePattern& node : path.nodes) {
          ask_name(node.variable);
          ask(node.properties, *text);
        }
        for (const RelationshipPattern& r : path.relationships) ask(r.properties, *text);
      }
    }
    std::vector<std::size_t> gone;
    for (const std::string& name : parts->deleted) gone.push_back(column(name));
    if (columns.empty()) columns = "1 AS c0";

    graph_.finish();
    std::vector<Items> rows;
    {
      auto prepared = prepare(blank_read + "RETURN " + columns, graph_, parameters);
      if (!prepared) return tl::unexpected(prepared.error());
      const auto done = prepared->run(Limits{}, [&](const Items& row) {
        rows.push_back(row);
        return true;
      });
      if (!done) return done;
    }
    std::vector<RelationshipId> deleted;
    for (const Items& row : rows) {
      for (const std::size_t c : gone) {
        if (row[c].relationship()) deleted.push_back(row[c].relationship()->id);
      }
    }
    graph_.remove(deleted);
    for (const Items& row : rows) {
      std::map<std::string, NodeId> named;
      for (const auto& [name, c] : known) {
        if (row[c].node()) named[name] = row[c].node()->id;
      }
      for (const auto& [query, text] : created) {
        for (const PathPattern& path : patterns(query)) create(path, row, values, named);
      }
    }
    graph_.finish();
    return {};
  }

 private:
  static const std::vector<PathPattern>& patterns(const Query& query) {
    return std::get<MatchClause>(query.parts[0].clauses[0]).patterns;
  }

  Entries entries(const Properties& properties, const Items& row,
                  const std::map<const Expression*, std::size_t>& values,
                  const std::map<std::string, NodeId>& named) const {
    Entries made;
    for (const auto& [key, value] : properties) {
      const auto asked = values.find(value.get());
      made[key] = asked != values.end()
                      ? row[asked->second]
                      : *graph_.property(NodeRef{named.at(value->args[0]->name)}, value->name);
    }
    return made;
  }

  void create(const PathPattern& path, const Items& row,
              const std::map<const Expression*, std::size_t>& values,
              std::map<std::string, NodeId>& named) {
    std::vector<NodeId> nodes;
    for (const NodePattern& node : path.nodes) {
      const auto found = node.variable.empty() ? named.end() : named.find(node.variable);
      if (found != named.end()) {
        nodes.push_back(found->second);
        continue;
      }
      std::vector<std::string> labels;
      for (const auto& any : node.labels) labels.push_back(any.front());
      nodes.push_back(graph_.add_node(labels, entries(node.properties, row, values, named)));
      if (!node.variable.empty()) named[node.variable] = nodes.back();
    }
    for (std::size_t i = 0; i < path.relationships.size(); ++i) {
      const RelationshipPattern& r = path.relationships[i];
      const bool backwards = r.direction == Direction::kIn;
      graph_.add_relationship({nodes[backwards ? i + 1 : i], nodes[backwards ? i : i + 1],
                               r.types.empty() ? "" : r.types.front(),
                               entries(r.properties, row, values, named)});
    }
  }

  MemoryGraph& graph_;
};

}  // namespace

Answer<void> execute(std::string_view statement, const Parameters& parameters, MemoryGraph& graph) {
  return Creation(graph).run(statement, parameters);
}

}  // namespace quipu::cypher::testing
