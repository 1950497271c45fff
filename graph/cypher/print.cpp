#include "graph/cypher/print.h"

#include <optional>

#include "graph/cypher/functions.h"

namespace quipu::cypher {
namespace {

class Printer {
 public:
  explicit Printer(const GraphView& graph) : graph_(graph) {}

  Result<std::string> run(const Value& value) {
    print(value);
    if (error_) return tl::unexpected(*error_);
    return std::move(out_);
  }

 private:
  void quoted(const std::string& text) {
    out_ += '\'';
    for (const char c : text) {
      if (c == '\'' || c == '\\') out_ += '\\';
      out_ += c;
    }
    out_ += '\'';
  }

  void entries(const Entries& map) {
    out_ += '{';
    bool first = true;
    for (const auto& [key, value] : map) {
      if (!first) out_ += ", ";
      first = false;
      out_ += key + ": ";
      print(value);
    }
    out_ += '}';
  }

  template <typename Ref>
  Entries all_properties(Ref of) {
    auto properties = graph_.properties(of);
    if (properties) return std::move(*properties);
    if (!error_) error_ = properties.error();
    return {};
  }

  void node(NodeId id) {
    out_ += '(';
    for (const Term label : graph_.labels(id)) out_ += ":" + graph_.label_names()[label];
    Entries properties = all_properties(NodeRef{id});
    // Of an entity, its name says enough; names and id are there for the asking.
    if (const auto name = properties.find("name"); name != properties.end()) {
      properties = {{"name", name->second}};
    }
    if (!properties.empty()) {
      out_ += ' ';
      entries(properties);
    }
    out_ += ')';
  }

  void relationship(RelationshipId id) {
    out_ += "[:" + graph_.type_names()[graph_.ends(id).type];
    Entries properties = all_properties(RelationshipRef{id});
    for (const std::string_view key : {"id", "method"}) {
      if (const auto found = properties.find(key); found != properties.end())
        properties.erase(found);
    }
    if (!properties.empty()) {
      out_ += ' ';
      entries(properties);
    }
    out_ += ']';
  }

  void path(const Path& path) {
    node(path.nodes[0]);
    for (std::size_t i = 0; i < path.relationships.size(); ++i) {
      const bool along = graph_.ends(path.relationships[i]).start == path.nodes[i];
      out_ += along ? "-" : "<-";
      relationship(path.relationships[i]);
      out_ += along ? "->" : "-";
      node(path.nodes[i + 1]);
    }
  }

  void print(const Value& value) {
    if (value.is_null()) out_ += "null";
    if (value.boolean()) out_ += *value.boolean() ? "true" : "false";
    if (value.integer()) out_ += std::to_string(*value.integer());
    if (value.floating()) out_ += float_text(*value.floating());
    if (value.string()) quoted(*value.string());
    if (value.date()) out_ += date_text(*value.date());
    if (value.node()) node(value.node()->id);
    if (value.relationship()) relationship(value.relationship()->id);
    if (value.path()) path(*value.path());
    if (value.map()) entries(*value.map());
    if (const Items* items = value.list()) {
      out_ += '[';
      for (std::size_t i = 0; i < items->size(); ++i) {
        if (i > 0) out_ += ", ";
        print((*items)[i]);
      }
      out_ += ']';
    }
  }

  const GraphView& graph_;
  std::string out_;
  std::optional<Error> error_;
};

}  // namespace

Result<std::string> text_of(const Value& value, const GraphView& graph) {
  return Printer(graph).run(value);
}

Result<std::string> column_text(const Value& value, const GraphView& graph) {
  if (value.is_null()) return std::string();
  if (value.string()) return *value.string();
  return text_of(value, graph);
}

}  // namespace quipu::cypher
