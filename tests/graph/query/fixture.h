// Small graphs in a real store, for the tests of graph/query.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "graph/store/store.h"
#include "tests/graph/store/fixture.h"

namespace quipu::test {

// Says things one by one; each saying is a sentence of an article that holds the names of both ends
// with "~" between them.
class GraphMaker {
 public:
  // An entity is known by its first name; `names` are others.
  EntityId entity(const std::string& type, const std::string& name,
                  const std::vector<std::string>& names = {});

  struct Saying {
    Qualifiers qualifiers = {};
    Status status = Status::kAsserted;
    std::uint16_t confidence = 1000;
    std::string article = "a";  // its address; sayings of one address are in one article
    std::string published = "2024-05-10";
  };
  void say(EntityId subject, const std::string& predicate, EntityId object, const Saying& saying);
  void say(EntityId subject, const std::string& predicate, EntityId object) {
    say(subject, predicate, object, Saying());
  }

  const std::vector<StatementRecord>& statements() const { return graph_.statements; }

  // Writes all of it into a new store in the folder.
  Store store(const TemporaryFolder& folder);

 private:
  LinkedGraph graph_;
  std::map<std::string, Document> articles_;
};

// A graph of `nodes` entities and about `edges` statements drawn by chance from `seed`, with some
// parallel, negated, planned and twice attested ones among them.
GraphMaker random_graph(std::size_t nodes, std::size_t edges, unsigned seed,
                        std::vector<EntityId>& entities);

}  // namespace quipu::test
