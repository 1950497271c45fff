// Small invented articles for linking: entities by name, statements by local id.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/link/link.h"

namespace quipu::test {

class Article {
 public:
  explicit Article(std::string uri) : uri_(std::move(uri)) {}

  // Adds an entity with one named mention for each name; returns its local id.
  std::uint32_t add(std::string type, std::vector<std::string> names);
  void mention(std::uint32_t entity, std::uint32_t times, std::uint32_t byte_count);
  void say(std::uint32_t subject, std::string predicate, std::uint32_t object,
           Qualifiers qualifiers = {}, Status status = Status::kAsserted);

  DocumentId id() const { return document_id(uri_); }
  LinkInput input() const;
  Extraction extraction;

 private:
  std::string uri_;
  std::uint32_t at_ = 0;  // next free byte of the article
};

std::vector<LinkInput> inputs(const std::vector<Article>& articles);

// How many entities of the graph have this name.
std::size_t count_named(const LinkedGraph& graph, std::string_view name);
const EntityRecord& named(const LinkedGraph& graph, std::string_view name);

// Everything in a graph as text, for comparing and for reading what differs.
std::string dump(const LinkedGraph& graph);

}  // namespace quipu::test
