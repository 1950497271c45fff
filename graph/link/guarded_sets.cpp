#include "graph/link/guarded_sets.h"

#include <algorithm>
#include <iterator>

namespace quipu {

GuardedSets::GuardedSets(const Units& units)
    : units_(units),
      rank_(units.units.size()),
      parent_(units.units.size()),
      sets_(rank_.data(), parent_.data()),
      documents_(units.units.size()),
      distinctions_(units.units.size()),
      kept_out_(units.units.size()) {
  for (UnitId id = 0; id < parent_.size(); ++id) {
    sets_.make_set(id);
    documents_[id].insert(units.units[id].document);
  }
}

std::vector<Constraint> GuardedSets::constrain(const std::vector<Constraint>& constraints) {
  std::vector<Constraint> refused;
  for (std::size_t i = constraints.size(); i-- > 0;) {
    const Constraint& said = constraints[i];
    const UnitId a = sets_.find_set(said.a), b = sets_.find_set(said.b);
    if (said.one && a != b) {
      if (said_apart(a, b) == nullptr) {
        unite(a, b);
      } else {
        refused.push_back(said);
      }
    } else if (!said.one && a != b) {
      kept_out_[a].emplace_back(said.b, said.reason);
      kept_out_[b].emplace_back(said.a, said.reason);
    } else if (!said.one) {
      refused.push_back(said);
    }
  }
  return refused;
}

void GuardedSets::describe(const std::vector<Distinction>& distinctions) {
  for (auto& set : distinctions_) set.clear();
  for (UnitId id = 0; id < parent_.size(); ++id) {
    if (!distinctions[id].empty()) distinctions_[sets_.find_set(id)].insert(&distinctions[id]);
  }
}

const std::string* GuardedSets::said_apart(UnitId a, UnitId b) {
  if (kept_out_[a].size() > kept_out_[b].size()) std::swap(a, b);
  for (const auto& [other, reason] : kept_out_[a]) {
    if (sets_.find_set(other) == b) return &reason;
  }
  return nullptr;
}

std::string GuardedSets::against(UnitId a, UnitId b, bool by_posts) {
  a = sets_.find_set(a), b = sets_.find_set(b);
  if (a == b) return {};
  if (const std::string* reason = said_apart(a, b)) {
    return reason->empty() ? "said to be two" : "said to be two: " + *reason;
  }
  if (documents_[a].size() > documents_[b].size()) std::swap(a, b);
  for (DocumentId document : documents_[a]) {
    if (documents_[b].contains(document)) return "two of one document";
  }
  for (const Distinction* left : distinctions_[a]) {
    for (const Distinction* right : distinctions_[b]) {
      std::string reason = kept_apart(*left, *right, by_posts);
      if (!reason.empty()) return reason;
    }
  }
  return {};
}

std::string GuardedSets::join(UnitId a, UnitId b, bool by_posts, bool* united) {
  std::string reason = against(a, b, by_posts);
  a = sets_.find_set(a), b = sets_.find_set(b);
  *united = reason.empty() && a != b;
  if (*united) unite(a, b);
  return reason;
}

void GuardedSets::unite(UnitId a, UnitId b) {
  sets_.link(a, b);
  const UnitId root = sets_.find_set(a), other = root == a ? b : a;
  if (documents_[root].size() < documents_[other].size()) {
    documents_[root].swap(documents_[other]);
  }
  documents_[root].merge(documents_[other]);
  distinctions_[root].merge(distinctions_[other]);
  if (kept_out_[root].size() < kept_out_[other].size()) kept_out_[root].swap(kept_out_[other]);
  std::move(kept_out_[other].begin(), kept_out_[other].end(), std::back_inserter(kept_out_[root]));
  kept_out_[other].clear();
}

std::vector<UnitId> GuardedSets::cluster_of() {
  std::vector<UnitId> smallest(parent_.size(), static_cast<UnitId>(parent_.size()));
  std::vector<UnitId> out(parent_.size());
  for (UnitId id = 0; id < parent_.size(); ++id) {
    UnitId& first = smallest[sets_.find_set(id)];
    first = std::min(first, id);
  }
  for (UnitId id = 0; id < parent_.size(); ++id) out[id] = smallest[sets_.find_set(id)];
  return out;
}

}  // namespace quipu
