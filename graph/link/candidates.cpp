#include "graph/link/candidates.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

namespace quipu {
namespace {

constexpr std::size_t kMaxPairs = 400;     // of the clusters of two names
constexpr std::size_t kMaxInContext = 32;  // clusters of one name beside one thing

void sort_unique(auto& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

using Clusters = std::vector<UnitId>;

class Collector {
 public:
  explicit Collector(const Profiles& profiles) : profiles_(profiles) {}

  void pair_up(const Clusters& left, const Clusters& right) {
    if (left.size() * right.size() <= kMaxPairs) {
      for (UnitId a : left) {
        for (UnitId b : right) add(a, b);
      }
      return;
    }
    std::map<UnitId, std::pair<Clusters, Clusters>> by_context;
    for (UnitId a : left) {
      for (UnitId context : contexts(a)) by_context[context].first.push_back(a);
    }
    for (UnitId b : right) {
      for (UnitId context : contexts(b)) by_context[context].second.push_back(b);
    }
    for (const auto& [context, sides] : by_context) {
      if (sides.first.size() > kMaxInContext || sides.second.size() > kMaxInContext) continue;
      for (UnitId a : sides.first) {
        for (UnitId b : sides.second) add(a, b);
      }
    }
  }

  std::vector<Candidate> take() {
    sort_unique(found_);
    return std::move(found_);
  }

 private:
  void add(UnitId a, UnitId b) {
    if (a != b) found_.push_back({std::min(a, b), std::max(a, b)});
  }

  Clusters contexts(UnitId cluster) const {
    const Profile& profile = profiles_.of(cluster);
    Clusters out;
    for (const auto list : {&Profile::employers, &Profile::parents, &Profile::places,
                            &Profile::happenings, &Profile::others}) {
      out.insert(out.end(), (profile.*list).begin(), (profile.*list).end());
    }
    sort_unique(out);
    return out;
  }

  const Profiles& profiles_;
  std::vector<Candidate> found_;
};

}  // namespace

std::vector<TypedNamePairs> alike_names_by_type(const Units& units, NameMatcher& matcher) {
  std::map<std::string, std::vector<NameId>> names;
  for (const Unit& unit : units.units) {
    auto& list = names[unit.type];
    list.insert(list.end(), unit.names.begin(), unit.names.end());
    list.insert(list.end(), unit.derived.begin(), unit.derived.end());
  }
  std::vector<TypedNamePairs> out;
  for (auto& [type, list] : names) {
    sort_unique(list);
    out.push_back({type, alike_names(list, type != "Person", matcher)});
  }
  return out;
}

std::vector<Candidate> candidates(const Profiles& profiles,
                                  const std::vector<TypedNamePairs>& alike) {
  std::map<std::string, std::map<NameId, Clusters>> named;
  for (const Profile& profile : profiles.all()) {
    auto& of_type = named[profile.type];
    for (NameId name : profile.names) of_type[name].push_back(profile.cluster);
    for (NameId name : profile.derived) of_type[name].push_back(profile.cluster);
  }
  Collector found(profiles);
  for (const auto& [type, names] : named) {
    for (const auto& [name, clusters] : names) {
      if (clusters.size() > 1) found.pair_up(clusters, clusters);
    }
  }
  for (const TypedNamePairs& typed : alike) {
    const auto& names = named[typed.type];
    for (const NamePair& pair : typed.pairs) {
      const auto a = names.find(pair.a), b = names.find(pair.b);
      if (a != names.end() && b != names.end()) found.pair_up(a->second, b->second);
    }
  }
  return found.take();
}

}  // namespace quipu
