#include "graph/query/adjacency.h"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <tuple>

namespace quipu {
namespace {

std::optional<TermIndex> find_term(const std::vector<std::string>& names, std::string_view name) {
  const auto found = std::lower_bound(names.begin(), names.end(), name);
  if (found == names.end() || *found != name) return std::nullopt;
  return static_cast<TermIndex>(found - names.begin());
}

// Terms in the order they are met, to be renumbered by name when all are known.
class Terms {
 public:
  TermIndex number(const std::string& name) {
    return numbers_.try_emplace(name, static_cast<TermIndex>(numbers_.size())).first->second;
  }
  // The names in byte order, and for each number given out its place among them.
  std::pair<std::vector<std::string>, std::vector<TermIndex>> sorted() const {
    std::vector<std::string> names;
    std::vector<TermIndex> place(numbers_.size());
    for (const auto& [name, number] : numbers_) {
      place[number] = static_cast<TermIndex>(names.size());
      names.push_back(name);
    }
    return {std::move(names), std::move(place)};
  }

 private:
  std::map<std::string, TermIndex> numbers_;
};

// first[node] for each node and one past the last, from `counts` of things a node has.
std::vector<EdgeIndex> beginnings(std::vector<EdgeIndex> counts) {
  counts.push_back(0);
  std::exclusive_scan(counts.begin(), counts.end(), counts.begin(), EdgeIndex{0});
  return counts;
}

}  // namespace

Result<Adjacency> Adjacency::load(const Snapshot& snapshot) {
  Adjacency graph;
  Terms types, predicates;
  auto read = snapshot.for_each_entity([&](const EntityRecord& entity) {
    graph.ids_.push_back(entity.id);
    graph.types_.push_back(types.number(entity.type));
    return true;
  });
  if (!read) return tl::unexpected(read.error());

  std::optional<Error> error;
  std::vector<EdgeIndex> out_counts(graph.ids_.size()), in_counts(graph.ids_.size());
  read = snapshot.for_each_statement([&](const StatementRecord& statement) {
    const auto subject = graph.find(statement.subject), object = graph.find(statement.object);
    if (!subject || !object) {
      error = Error{ErrorCode::kCorrupt,
                    "Statement " + id_text(statement.id) +
                        " is about an entity that is not there; run verify.",
                    id_text(statement.id)};
      return false;
    }
    if (graph.edges_.size() == std::numeric_limits<EdgeIndex>::max()) {
      error =
          Error{ErrorCode::kUnsupported, "More than 2^32 statements do not fit this query.", {}};
      return false;
    }
    ++out_counts[*subject];
    ++in_counts[*object];
    constexpr std::size_t kMost = std::numeric_limits<std::uint16_t>::max();
    graph.edges_.push_back(Edge{
        *subject, *object, statement.id, predicates.number(statement.predicate),
        statement.confidence,
        static_cast<std::uint16_t>(std::min(statement.evidence.size(), kMost)), statement.status,
        statement.evidence.front().document == statement.evidence.back().document});
    return true;
  });
  if (!read) return tl::unexpected(read.error());
  if (error) return tl::unexpected(*error);

  std::vector<TermIndex> place;
  std::tie(graph.type_names_, place) = types.sorted();
  for (TermIndex& type : graph.types_) type = place[type];
  std::tie(graph.predicate_names_, place) = predicates.sorted();
  for (Edge& edge : graph.edges_) edge.predicate = place[edge.predicate];

  graph.first_out_ = beginnings(std::move(out_counts));
  graph.first_in_ = beginnings(std::move(in_counts));
  graph.in_.resize(graph.edges_.size());
  std::vector<EdgeIndex> next(graph.first_in_);
  for (EdgeIndex i = 0; i < graph.edges_.size(); ++i) {
    graph.in_[next[graph.edges_[i].object]++] = i;
  }
  const auto order = [&](EdgeIndex a, EdgeIndex b) {
    const Edge &x = graph.edges_[a], &y = graph.edges_[b];
    return std::tie(x.predicate, x.subject, x.id) < std::tie(y.predicate, y.subject, y.id);
  };
  for (Node node = 0; node < graph.ids_.size(); ++node) {
    std::sort(graph.in_.begin() + graph.first_in_[node],
              graph.in_.begin() + graph.first_in_[node + 1], order);
  }
  return graph;
}

std::optional<Node> Adjacency::find(EntityId id) const {
  const auto found = std::lower_bound(ids_.begin(), ids_.end(), id);
  if (found == ids_.end() || *found != id) return std::nullopt;
  return static_cast<Node>(found - ids_.begin());
}

std::optional<TermIndex> Adjacency::find_type(std::string_view name) const {
  return find_term(type_names_, name);
}

std::optional<TermIndex> Adjacency::find_predicate(std::string_view name) const {
  return find_term(predicate_names_, name);
}

}  // namespace quipu
