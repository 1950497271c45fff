#include "graph/link/identity.h"

#include <xxhash.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>

namespace quipu {
namespace {

EntityId id_of(std::string_view type, std::string_view key) {
  // Length before content, so that no two pairs give the same bytes.
  std::string text;
  for (const std::string_view field : {type, key}) {
    text.append(std::to_string(field.size())).append(":").append(field);
  }
  return XXH3_64bits(text.data(), text.size());
}

EntityId id_of(const Unit& unit) { return id_of(unit.type, unit.key); }

// Of a unit whose id stayed with the larger part that it was taken out of.
EntityId id_apart(const Unit& unit) { return id_of(unit.type, unit.key + " apart"); }

// The unit's key under another of its names.
std::string key_with(const Unit& unit, std::string_view folded_name) {
  return unit.key.substr(0, unit.key.find(' ') + 1).append(folded_name);
}

class Namer {
 public:
  Namer(const Units& units, const std::vector<UnitId>& cluster_of,
        const std::vector<LinkInput>& inputs)
      : units_(units), cluster_of_(cluster_of) {
    std::unordered_map<DocumentId, std::string_view> published;
    for (const LinkInput& input : inputs) published.emplace(input.document, input.published);
    for (UnitId id = 0; id < cluster_of.size(); ++id) members_[cluster_of[id]].push_back(id);
    const auto age = [&](UnitId id) {
      const Unit& unit = units.units[id];
      const std::string_view date = published[unit.document];
      return std::tuple(date.empty(), date, std::string_view(unit.key));
    };
    for (auto& [cluster, members] : members_) {
      std::sort(members.begin(), members.end(),
                [&](UnitId a, UnitId b) { return age(a) < age(b); });
    }
  }

  // The parts of splits that are in force, the last split first: each id is given once.
  void give_kept_ids(const Rulings& rulings) {
    std::vector<std::tuple<EntityId, UnitId, UnitId>>
        splits;              // id, part that stays, part that leaves
    std::set<EntityId> own;  // ids of things that were split: nobody else's can be taken
    for (std::size_t i = rulings.rulings.size(); i-- > 0;) {
      const Ruling& ruling = rulings.rulings[i];
      const EntityId id = ruling.decision->kept_id;
      const bool holds =
          ruling.standing == Standing::kInForce || ruling.standing == Standing::kInPart;
      if (!holds || id == 0) continue;
      const UnitId stays = most_common_cluster(ruling.first);
      const UnitId leaves = most_common_cluster(ruling.second);
      splits.emplace_back(id, stays, leaves);
      if (answers_to(stays, id) || answers_to(leaves, id)) own.insert(id);
    }
    for (const auto& [id, stays, leaves] : splits) {
      if (!own.contains(id) || kept_.contains(id)) continue;
      const bool larger = members_.at(leaves).size() > members_.at(stays).size();
      const UnitId keeps = larger ? leaves : stays;
      kept_.emplace(id, keeps);
      ids_.emplace(keeps, id);
    }
  }

  Identities name() {
    for (const auto& [cluster, members] : members_) {
      if (!ids_.contains(cluster)) ids_.emplace(cluster, id_by_age(members));
    }
    Identities out;
    std::set<EntityId> living;
    for (const auto& [cluster, id] : ids_) living.insert(id);
    out.entity_of.resize(cluster_of_.size());
    std::map<EntityId, EntityId> aliases;
    for (UnitId id = 0; id < cluster_of_.size(); ++id) {
      out.entity_of[id] = ids_.at(cluster_of_[id]);
      aliases.emplace(id_of(units_.units[id]), out.entity_of[id]);
    }
    for (UnitId id = 0; id < cluster_of_.size(); ++id) {
      const Unit& unit = units_.units[id];
      for (const NameId name : unit.names) {
        aliases.emplace(id_of(unit.type, key_with(unit, units_.names[name].text)),
                        out.entity_of[id]);
      }
    }
    for (const auto& alias : aliases) {
      if (!living.contains(alias.first)) out.aliases.push_back(alias);
    }
    return out;
  }

 private:
  UnitId most_common_cluster(const std::vector<UnitId>& units) const {
    std::map<UnitId, std::size_t> counts;
    for (const UnitId unit : units) ++counts[cluster_of_[unit]];
    return std::max_element(counts.begin(), counts.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; })
        ->first;
  }

  bool answers_to(UnitId cluster, EntityId id) const {
    const std::vector<UnitId>& members = members_.at(cluster);
    return std::any_of(members.begin(), members.end(), [&](UnitId member) {
      const Unit& unit = units_.units[member];
      return id_of(unit) == id || id_apart(unit) == id ||
             std::any_of(unit.names.begin(), unit.names.end(), [&](NameId name) {
               return id_of(unit.type, key_with(unit, units_.names[name].text)) == id;
             });
    });
  }

  EntityId id_by_age(const std::vector<UnitId>& members) const {
    const Unit& oldest = units_.units[members.front()];
    const EntityId id = id_of(oldest);
    return kept_.contains(id) ? id_apart(oldest) : id;
  }

  const Units& units_;
  const std::vector<UnitId>& cluster_of_;
  std::map<UnitId, std::vector<UnitId>> members_;  // of a cluster, the oldest first
  std::map<EntityId, UnitId> kept_;                // -> cluster
  std::map<UnitId, EntityId> ids_;                 // of clusters
};

}  // namespace

Identities identify(const Units& units, const std::vector<UnitId>& cluster_of,
                    const std::vector<LinkInput>& inputs, const Rulings& rulings) {
  Namer namer(units, cluster_of, inputs);
  namer.give_kept_ids(rulings);
  return namer.name();
}

}  // namespace quipu
