#include "graph/cypher/estimate.h"

#include <algorithm>
#include <cmath>

namespace quipu::cypher {
namespace {

constexpr std::uint32_t kWalkEstimated = 4;  // hops beyond the least that an estimate counts

double relationships_a_node(const RelationshipPattern& relationship, const GraphView& graph) {
  double count = 0;
  for (const std::string& type : relationship.types) {
    if (const auto term = find_term(graph.type_names(), type)) {
      count += static_cast<double>(graph.type_count(*term));
    }
  }
  if (relationship.types.empty()) count = static_cast<double>(graph.relationship_count());
  if (relationship.direction == Direction::kBoth) count *= 2;
  return count / std::max(1.0, static_cast<double>(graph.node_count()));
}

}  // namespace

TermSets terms_of(const LabelTest& test, const std::vector<std::string>& names) {
  TermSets sets;
  for (const auto& any : test) {
    std::vector<Term> terms;
    for (const std::string& name : any) {
      if (const auto term = find_term(names, name)) terms.push_back(*term);
    }
    std::sort(terms.begin(), terms.end());
    sets.push_back(std::move(terms));
  }
  return sets;
}

double label_rows(const TermSets& labels, const GraphView& graph) {
  double least = static_cast<double>(graph.node_count());
  for (const auto& any : labels) {
    double sum = 0;
    for (const Term term : any) sum += static_cast<double>(graph.label_count(term));
    least = std::min(least, sum);
  }
  return least;
}

double fan_out(const RelationshipPattern& relationship, const GraphView& graph) {
  const double mean = relationships_a_node(relationship, graph);
  if (!relationship.variable_length) return mean;
  double walks = relationship.least == 0 ? 1 : 0;
  const std::uint32_t counted = relationship.least + kWalkEstimated;
  const std::uint32_t most = std::min(relationship.most.value_or(counted), counted);
  for (std::uint32_t hops = std::max(1U, relationship.least); hops <= most; ++hops) {
    walks += std::pow(mean, hops);
  }
  return walks;
}

std::optional<Term> find_term(const std::vector<std::string>& sorted_names, std::string_view name) {
  const auto found = std::lower_bound(sorted_names.begin(), sorted_names.end(), name);
  if (found == sorted_names.end() || *found != name) return std::nullopt;
  return static_cast<Term>(found - sorted_names.begin());
}

}  // namespace quipu::cypher
