#include "graph/link/rulings.h"

#include <algorithm>
#include <map>
#include <utility>

namespace quipu {
namespace {

// The part of the ledger that was read so far, from its end to its beginning, as sets of units
// that are one and pairs of sets that are two.
class Accepted {
 public:
  explicit Accepted(const Units& units) : units_(units), parent_(units.units.size()) {
    for (UnitId id = 0; id < parent_.size(); ++id) parent_[id] = id;
  }

  bool are_one(UnitId a, UnitId b) { return find(a) == find(b); }

  // Joins them unless a decision keeps them apart, which it names; 0: they are one now.
  DecisionId join(UnitId a, UnitId b, DecisionId by) {
    a = find(a), b = find(b);
    if (a == b) return 0;
    if (units_.units[a].type != units_.units[b].type) return by;
    if (const auto apart = apart_[a].find(b); apart != apart_[a].end()) return apart->second;
    if (apart_[a].size() < apart_[b].size()) std::swap(a, b);
    parent_[b] = a;
    joined_by_.emplace(a, by);
    if (const auto earlier = joined_by_.find(b); earlier != joined_by_.end()) {
      joined_by_[a] = earlier->second;
    }
    for (const auto& [other, decision] : std::exchange(apart_[b], {})) {
      apart_[other].erase(b);
      apart_[other].emplace(a, decision);
      apart_[a].emplace(other, decision);
    }
    return 0;
  }

  void keep_apart(UnitId a, UnitId b, DecisionId by) {
    a = find(a), b = find(b);
    apart_[a].emplace(b, by);
    apart_[b].emplace(a, by);
  }

  // A decision that made these two one.
  DecisionId joined_by(UnitId unit) {
    const auto at = joined_by_.find(find(unit));
    return at == joined_by_.end() ? 0 : at->second;
  }

 private:
  UnitId find(UnitId unit) {
    while (parent_[unit] != unit) unit = parent_[unit] = parent_[parent_[unit]];
    return unit;
  }

  const Units& units_;
  std::vector<UnitId> parent_;
  std::map<UnitId, std::map<UnitId, DecisionId>> apart_;  // by set
  std::map<UnitId, DecisionId> joined_by_;                // by set
};

std::vector<UnitId> units_of(const std::vector<LocalRef>& refs, const Units& units,
                             const std::map<DocumentId, std::size_t>& input_of) {
  std::vector<UnitId> out;
  for (const LocalRef& ref : refs) {
    out.push_back(units.unit_of[input_of.at(ref.document)][ref.local]);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

class Judge {
 public:
  Judge(const Units& units, Rulings& out) : accepted_(units), out_(out) {}

  void judge(Ruling& ruling) {
    const Decision& decision = *ruling.decision;
    switch (decision.kind) {
      case DecisionKind::kUnsure:
        ruling.standing =
            ruling.first.empty() || ruling.second.empty() ? Standing::kDormant : Standing::kNoted;
        return;
      case DecisionKind::kUndo:
        return;
      case DecisionKind::kRename:
        if (ruling.first.empty()) ruling.standing = Standing::kDormant;
        return;  // which thing is known after clustering
      case DecisionKind::kMerge:
      case DecisionKind::kDistinct:
      case DecisionKind::kSplit:
        break;
    }
    if (ruling.first.empty() || ruling.second.empty()) {
      ruling.standing = Standing::kDormant;
    } else if (decision.kind == DecisionKind::kMerge) {
      merge(ruling);
    } else {
      distinct(ruling);
    }
  }

 private:
  void merge(Ruling& ruling) {
    std::vector<UnitId> all = ruling.first;
    all.insert(all.end(), ruling.second.begin(), ruling.second.end());
    const DecisionId against = join_all(all, ruling);
    if (against == 0) return;
    const bool across = std::any_of(ruling.first.begin(), ruling.first.end(), [&](UnitId a) {
      return std::any_of(ruling.second.begin(), ruling.second.end(),
                         [&](UnitId b) { return accepted_.are_one(a, b); });
    });
    ruling.standing = across ? Standing::kInPart : Standing::kOverruled;
    ruling.by = against == ruling.id ? 0 : against;
  }

  void distinct(Ruling& ruling) {
    for (const UnitId a : ruling.first) {
      for (const UnitId b : ruling.second) {
        if (!accepted_.are_one(a, b)) continue;
        ruling.standing = Standing::kOverruled;
        ruling.by = accepted_.joined_by(a);
        return;
      }
    }
    for (const UnitId a : ruling.first) {
      for (const UnitId b : ruling.second) {
        accepted_.keep_apart(a, b, ruling.id);
        out_.constraints.push_back({a, b, false, reason_in_words(ruling)});
      }
    }
    if (ruling.decision->kind != DecisionKind::kSplit) return;
    const DecisionId stays = join_all(ruling.first, ruling);
    const DecisionId leaves = join_all(ruling.second, ruling);
    if (stays == 0 && leaves == 0) return;
    ruling.standing = Standing::kInPart;
    ruling.by = stays != 0 ? stays : leaves;
  }

  // What keeps some of them apart; 0: nothing, they are one.
  DecisionId join_all(const std::vector<UnitId>& units, const Ruling& ruling) {
    DecisionId against = 0;
    for (std::size_t i = 1; i < units.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (accepted_.are_one(units[i], units[j])) continue;
        if (const DecisionId by = accepted_.join(units[i], units[j], ruling.id); by != 0) {
          against = by;
        } else {
          out_.constraints.push_back({units[j], units[i], true, reason_in_words(ruling)});
        }
      }
    }
    return against;
  }

  Accepted accepted_;
  Rulings& out_;
};

}  // namespace

std::string_view standing_name(Standing standing) {
  constexpr std::string_view kNames[] = {"in force", "in part", "overruled",
                                         "undone",   "dormant", "noted"};
  return kNames[static_cast<std::size_t>(standing)];
}

Rulings rule(std::vector<Located> located, const Units& units,
             const std::vector<LinkInput>& inputs) {
  Rulings out;
  out.located = std::move(located);
  std::map<DocumentId, std::size_t> input_of;
  for (std::size_t i = 0; i < inputs.size(); ++i) input_of.emplace(inputs[i].document, i);
  for (const Located& one : out.located) {
    Ruling& ruling = out.rulings.emplace_back();
    ruling.id = one.id;
    ruling.decision = &one.decision;
    ruling.first = units_of(one.first, units, input_of);
    ruling.second = units_of(one.second, units, input_of);
    if (one.undone_by != 0) {
      ruling.standing = Standing::kUndone;
      ruling.by = one.undone_by;
    } else if (one.decision.kind == DecisionKind::kUndo && !one.has_target) {
      ruling.standing = Standing::kDormant;
    }
  }
  Judge judge(units, out);
  for (std::size_t i = out.rulings.size(); i-- > 0;) {
    if (out.rulings[i].standing == Standing::kInForce) judge.judge(out.rulings[i]);
  }
  std::reverse(out.constraints.begin(), out.constraints.end());  // the last decision is the last
  return out;
}

std::string reason_in_words(const Ruling& ruling) {
  std::string out = "a person decided (" + id_text(ruling.id);
  if (!ruling.decision->by.empty()) out += ", " + ruling.decision->by;
  out += ")";
  if (!ruling.decision->because.empty()) out += ": " + ruling.decision->because;
  return out;
}

}  // namespace quipu
