// Answers for tests/graph/query/differential.py: a graph and questions a line of JSON on standard
// input, a line of answers for each on standard output.
#include <iostream>
#include <nlohmann/json.hpp>

#include "graph/query/central.h"
#include "graph/query/communities.h"
#include "graph/query/neighbors.h"
#include "graph/query/path.h"
#include "tests/graph/query/fixture.h"

namespace quipu::test {
namespace {

using Json = nlohmann::json;

class Answers {
 public:
  explicit Answers(const Json& asked) {
    GraphMaker maker;
    const std::size_t count = asked.at("nodes");
    for (std::size_t i = 0; i < count; ++i) {
      entities_.push_back(maker.entity("Person", "p" + std::to_string(i)));
    }
    for (const Json& edge : asked.at("edges")) {
      GraphMaker::Saying saying;
      saying.confidence = edge.at(3);
      parse_status(edge.at(4).get<std::string>(), &saying.status);
      for (std::size_t i = 0; i < edge.at(5).get<std::size_t>(); ++i) {
        saying.article = "a" + std::to_string(i);
        maker.say(entities_.at(edge.at(0)), edge.at(2), entities_.at(edge.at(1)), saying);
      }
    }
    const Store store = maker.store(folder_);
    const Snapshot snapshot = store.snapshot();
    const Adjacency graph = value(Adjacency::load(snapshot));
    const SimpleGraph simple = simple_graph(graph);
    const Communities communities = find_communities(simple);
    answer_["pagerank"] = by_number(graph, pagerank(simple));
    answer_["betweenness"] = by_number(graph, betweenness(simple, simple.size()).of);
    answer_["communities"] = by_number(graph, communities.of);
    answer_["modularity"] = communities.modularity;
    RouteFinder finder(graph);
    for (const Json& question : asked.at("routes")) {
      const RouteQuery query = {entities_.at(question.at(0)),
                                entities_.at(question.at(1)),
                                question.at(2),
                                question.at(3),
                                {}};
      const auto routes = finder.find(query);
      answer_["same_in_store"].push_back(value(find_routes(snapshot, query)) == routes);
      Json listed = Json::array();
      for (const Route& route : routes) {
        Json nodes = Json::array();
        for (const EntityId id : route.entities) nodes.push_back(number(id));
        listed.push_back({{"cost", route.cost}, {"nodes", nodes}});
      }
      answer_["routes"].push_back(listed);
      Json common = Json::array();
      const auto found = value(common_neighbors(snapshot, query.from, query.to, {}, 1000));
      for (const CommonNeighbor& one : found.neighbors) {
        common.push_back(number(one.of_first.entity.id));
      }
      answer_["common"].push_back(common);
    }
  }

  const Json& json() const { return answer_; }

 private:
  std::size_t number(EntityId id) const {
    return static_cast<std::size_t>(std::find(entities_.begin(), entities_.end(), id) -
                                    entities_.begin());
  }
  template <typename T>
  Json by_number(const Adjacency& graph, const std::vector<T>& values) const {
    Json out = Json::array();
    for (const EntityId id : entities_) out.push_back(values[*graph.find(id)]);
    return out;
  }

  TemporaryFolder folder_;
  std::vector<EntityId> entities_;
  Json answer_;
};

}  // namespace
}  // namespace quipu::test

int main() {
  for (std::string line; std::getline(std::cin, line);) {
    std::cout << quipu::test::Answers(nlohmann::json::parse(line)).json().dump() << std::endl;
  }
  return 0;
}
