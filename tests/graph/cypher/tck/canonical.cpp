#include "tests/graph/cypher/tck/canonical.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <vector>

#include "graph/cypher/functions.h"

namespace quipu::cypher::testing {
namespace {

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : ", ") + part;
  return out;
}

std::string list_text(std::vector<std::string> items, bool sort_lists) {
  if (sort_lists) std::sort(items.begin(), items.end());
  return "[" + joined(items) + "]";
}

std::string map_text(const std::map<std::string, std::string>& entries) {
  std::vector<std::string> parts;
  for (const auto& [key, value] : entries) parts.push_back(key + ": " + value);
  return "{" + joined(parts) + "}";
}

std::string element_text(std::vector<std::string> names,
                         const std::map<std::string, std::string>& properties) {
  std::sort(names.begin(), names.end());
  std::string out;
  for (const std::string& name : names) out += ":" + name;
  if (!properties.empty()) out += (out.empty() ? "" : " ") + map_text(properties);
  return out;
}

class Writer {
 public:
  Writer(const GraphView& graph, bool sort_lists) : graph_(graph), sort_lists_(sort_lists) {}

  std::string write(const Value& value) const {
    if (value.is_null()) return "null";
    if (value.boolean()) return *value.boolean() ? "true" : "false";
    if (value.integer()) return std::to_string(*value.integer());
    if (value.floating()) return float_text(*value.floating() + 0.0);  // -0.0 equals 0.0
    if (value.string()) return "'" + *value.string() + "'";
    if (value.date()) return "'" + date_text(*value.date()) + "'";
    if (value.node()) return node(value.node()->id);
    if (value.relationship()) return "[" + relationship(value.relationship()->id) + "]";
    if (const Path* path = value.path()) {
      std::string out = "<" + node(path->nodes[0]);
      for (std::size_t i = 0; i < path->relationships.size(); ++i) {
        const bool along = graph_.ends(path->relationships[i]).start == path->nodes[i];
        out += along ? "-[" : "<-[";
        out += relationship(path->relationships[i]) + (along ? "]->" : "]-");
        out += node(path->nodes[i + 1]);
      }
      return out + ">";
    }
    if (const Items* items = value.list()) {
      std::vector<std::string> parts;
      for (const Value& item : *items) parts.push_back(write(item));
      return list_text(std::move(parts), sort_lists_);
    }
    return map_text(entries(*value.map()));
  }

 private:
  std::map<std::string, std::string> entries(const Entries& map) const {
    std::map<std::string, std::string> out;
    for (const auto& [key, value] : map) out[key] = write(value);
    return out;
  }
  std::string node(NodeId id) const {
    std::vector<std::string> names;
    for (const Term label : graph_.labels(id)) names.push_back(graph_.label_names()[label]);
    return "(" + element_text(names, entries(*graph_.properties(NodeRef{id}))) + ")";
  }
  std::string relationship(RelationshipId id) const {
    return element_text({graph_.type_names()[graph_.ends(id).type]},
                        entries(*graph_.properties(RelationshipRef{id})));
  }

  const GraphView& graph_;
  bool sort_lists_;
};

class Reader {
 public:
  Reader(std::string_view cell, bool sort_lists) : cell_(cell), sort_lists_(sort_lists) {}

  std::string value() {
    blanks();
    const char c = peek();
    if (c == '\'') return string();
    if (c == '(') return node();
    if (c == '{') return map_text(entries());
    if (c == '<') return path();
    if (c == '[') return peek(1) == ':' ? "[" + relationship() + "]" : list();
    return scalar();
  }

 private:
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < cell_.size() ? cell_[at_ + ahead] : '\0';
  }
  void blanks() {
    while (peek() == ' ') ++at_;
  }
  bool take(char c) {
    blanks();
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  std::string name() {
    blanks();
    const std::size_t begin = at_;
    while (peek() != '\0' &&
           std::string_view(" :{}()[],|<>").find(peek()) == std::string_view::npos)
      ++at_;
    return std::string(cell_.substr(begin, at_ - begin));
  }
  std::string string() {
    std::string out = "'";
    for (++at_; peek() != '\0'; ++at_) {
      if (peek() == '\\') {
        ++at_;
        out += peek() == 'n' ? '\n' : peek();
      } else if (peek() == '\'') {
        ++at_;
        break;
      } else {
        out += peek();
      }
    }
    return out + "'";
  }
  std::string scalar() {
    const std::string text = name();
    const bool number = !text.empty() && text.find_first_not_of("0123456789+-.eE") == text.npos;
    if (number && text.find_first_of(".eE") != text.npos) {
      return float_text(std::strtod(text.c_str(), nullptr) + 0.0);
    }
    return text;
  }
  std::vector<std::string> names() {
    std::vector<std::string> out;
    while (take(':')) out.push_back(name());
    return out;
  }
  std::map<std::string, std::string> entries() {
    std::map<std::string, std::string> out;
    if (!take('{') || take('}')) return out;
    do {
      const std::string key = name();
      take(':');
      out[key] = value();
    } while (take(','));
    take('}');
    return out;
  }
  std::map<std::string, std::string> optional_entries() {
    blanks();
    return peek() == '{' ? entries() : std::map<std::string, std::string>();
  }
  std::string node() {
    take('(');
    const auto labels = names();
    const std::string text = element_text(labels, optional_entries());
    take(')');
    return "(" + text + ")";
  }
  std::string relationship() {
    take('[');
    const auto types = names();
    const std::string text = element_text(types, optional_entries());
    take(']');
    return text;
  }
  std::string list() {
    std::vector<std::string> items;
    take('[');
    if (!take(']')) {
      do {
        items.push_back(value());
      } while (take(','));
      take(']');
    }
    return list_text(std::move(items), sort_lists_);
  }
  std::string path() {
    take('<');
    std::string out = "<" + node();
    while (peek() == '-' || peek() == '<') {
      const bool along = peek() == '-';
      at_ += along ? 1 : 2;
      const std::string text = relationship();
      at_ += along ? 2 : 1;
      out += (along ? "-[" : "<-[") + text + (along ? "]->" : "]-") + node();
    }
    take('>');
    return out + ">";
  }

  std::string_view cell_;
  std::size_t at_ = 0;
  bool sort_lists_;
};

}  // namespace

std::string canonical(const Value& value, const GraphView& graph, bool sort_lists) {
  return Writer(graph, sort_lists).write(value);
}

std::string canonical_cell(std::string_view cell, bool sort_lists) {
  return Reader(cell, sort_lists).value();
}

}  // namespace quipu::cypher::testing
