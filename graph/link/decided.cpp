#include "graph/link/decided.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "extract/text/clean_text.h"
#include "graph/decision/standing.h"

namespace quipu {
namespace {

EntityRecord& find_entity(LinkedGraph& graph, EntityId id) {
  return *std::lower_bound(
      graph.entities.begin(), graph.entities.end(), id,
      [](const EntityRecord& entity, EntityId key) { return entity.id < key; });
}

void add_sorted(std::vector<std::string>& values, const std::string& value) {
  const auto at = std::lower_bound(values.begin(), values.end(), value);
  if (at == values.end() || *at != value) values.insert(at, value);
}

bool holds(const Ruling& ruling) {
  return ruling.standing == Standing::kInForce || ruling.standing == Standing::kInPart;
}

// The entity that most of these units are of; the smallest id among equals.
EntityId entity_of_most(const Linking& linking, const std::vector<UnitId>& units) {
  std::map<EntityId, std::size_t> counts;
  for (const UnitId unit : units) ++counts[linking.entity_of(unit)];
  return std::max_element(counts.begin(), counts.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

void rename(LinkedGraph& graph, EntityId id, const Decision& decision) {
  EntityRecord& entity = find_entity(graph, id);
  if (decision.language.empty()) {
    entity.name = decision.name;
  } else {
    entity.labels[decision.language] = decision.name;
  }
  add_sorted(entity.names, decision.name);
  std::string folded = fold_name(decision.name);
  if (!folded.empty()) graph.names.emplace_back(std::move(folded), id);
}

void give_reasons(const Linking& linking, const Ruling& ruling, LinkedGraph& graph,
                  std::map<std::string, std::string>& decisions) {
  const std::string reason = reason_in_words(ruling);
  std::map<EntityId, std::size_t> first, second;
  for (const UnitId unit : ruling.first) ++first[linking.entity_of(unit)];
  for (const UnitId unit : ruling.second) ++second[linking.entity_of(unit)];
  if (ruling.decision->kind == DecisionKind::kMerge) {
    for (const auto& [id, count] : first) {
      if (second.contains(id)) add_sorted(find_entity(graph, id).reasons, reason);
    }
    return;
  }
  for (const auto& [a, a_count] : first) {
    for (const auto& [b, b_count] : second) {
      const auto& [low, high] = std::minmax(a, b);
      const std::string both = id_text(low) + " " + id_text(high);
      decisions["apart " + both] = reason;
      decisions.erase("unsure " + both);
    }
  }
}

}  // namespace

void show_decided(const Linking& linking, LinkedGraph& graph,
                  std::map<std::string, std::string>& decisions) {
  std::map<std::pair<EntityId, std::string>, DecisionId> renamed;
  const std::vector<Ruling>& rulings = linking.rulings.rulings;
  for (std::size_t i = rulings.size(); i-- > 0;) {
    const Ruling& ruling = rulings[i];
    std::string standing(standing_name(ruling.standing));
    if (ruling.by != 0) standing += " " + id_text(ruling.by);
    if (holds(ruling) && ruling.decision->kind == DecisionKind::kRename) {
      const EntityId id = entity_of_most(linking, ruling.first);
      const auto [last, fresh] =
          renamed.emplace(std::pair(id, ruling.decision->language), ruling.id);
      if (fresh) {
        rename(graph, id, *ruling.decision);
      } else {
        standing = std::string(standing_name(Standing::kOverruled)) + " " + id_text(last->second);
      }
    } else if (holds(ruling) && ruling.decision->kind != DecisionKind::kUndo) {
      give_reasons(linking, ruling, graph, decisions);
    }
    decisions[std::string(kDecidedPrefix) + id_text(ruling.id)] = std::move(standing);
  }
  std::sort(graph.names.begin(), graph.names.end());
  graph.names.erase(std::unique(graph.names.begin(), graph.names.end()), graph.names.end());
}

}  // namespace quipu
