#include "cli/suggestions.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "graph/decision/ledger.h"
#include "graph/decision/standing.h"

namespace quipu {
namespace {

constexpr std::string_view kUnsurePrefix = "unsure ";
constexpr std::size_t kIdLength = 16;

// "unsure ID ID" -> "43 in 100: …".
std::optional<Suggestion> parse(std::string_view key, std::string_view reason) {
  Suggestion out;
  if (!key.starts_with(kUnsurePrefix)) return std::nullopt;
  key.remove_prefix(kUnsurePrefix.size());
  if (key.size() != 2 * kIdLength + 1 || !parse_id(key.substr(0, kIdLength), &out.sides[0].id) ||
      !parse_id(key.substr(kIdLength + 1), &out.sides[1].id)) {
    return std::nullopt;
  }
  unsigned percent = 50;
  std::from_chars(reason.data(), reason.data() + reason.size(), percent);
  const double p = std::min(percent, 100U) / 100.0;
  out.value = 4 * p * (1 - p);
  out.reason = reason;
  return out;
}

using IdPair = std::pair<EntityId, EntityId>;

// Pairs that a person has looked at without a verdict.
Result<std::set<IdPair>> left_open(const Snapshot& snapshot) {
  std::set<IdPair> out;
  const auto ledger = read_ledger(snapshot);
  if (!ledger) return tl::unexpected(ledger.error());
  const auto standing = standings(snapshot);
  if (!standing) return tl::unexpected(standing.error());
  for (const Decision& decision : *ledger) {
    const auto stands = standing->find(decision_id(decision));
    if (decision.kind != DecisionKind::kUnsure || stands == standing->end() ||
        stands->second.words != "noted") {
      continue;
    }
    const auto first = entities_of(snapshot, decision.first);
    if (!first) return tl::unexpected(first.error());
    const auto second = entities_of(snapshot, decision.second);
    if (!second) return tl::unexpected(second.error());
    for (const EntityId a : *first) {
      for (const EntityId b : *second) out.insert(std::minmax(a, b));
    }
  }
  return out;
}

}  // namespace

Result<std::vector<Suggestion>> suggest(const Snapshot& snapshot, std::string_view type,
                                        std::size_t limit) {
  const auto open = left_open(snapshot);
  if (!open) return tl::unexpected(open.error());
  std::vector<Suggestion> out;
  std::map<EntityId, std::size_t> mention_counts;
  const auto read = snapshot.for_each_decision([&](std::string_view key, std::string_view reason) {
    auto suggestion = parse(key, reason);
    if (!suggestion) return true;
    const auto& [a, b] = suggestion->sides;
    if (open->contains({a.id, b.id})) return true;
    mention_counts[a.id] = mention_counts[b.id] = 0;
    out.push_back(std::move(*suggestion));
    return true;
  });
  if (!read) return tl::unexpected(read.error());
  if (!type.empty()) {
    std::set<EntityId> of_type;
    for (const auto& [id, count] : mention_counts) {
      const auto entity = snapshot.entity(id);
      if (!entity) return tl::unexpected(entity.error());
      if (entity->type == type) of_type.insert(id);
    }
    std::erase_if(out, [&](const Suggestion& s) { return !of_type.contains(s.sides[0].id); });
  }
  const auto mentions = snapshot.for_each_mention([&](const MentionRecord& mention) {
    const auto count = mention_counts.find(mention.entity);
    if (count != mention_counts.end()) ++count->second;
    return true;
  });
  if (!mentions) return tl::unexpected(mentions.error());
  for (Suggestion& suggestion : out) {
    auto& [a, b] = suggestion.sides;
    a.mention_count = mention_counts[a.id];
    b.mention_count = mention_counts[b.id];
    suggestion.value *= static_cast<double>(std::min(a.mention_count, b.mention_count));
  }
  std::sort(out.begin(), out.end(), [](const Suggestion& a, const Suggestion& b) {
    return std::tuple(-a.value, a.sides[0].id, a.sides[1].id) <
           std::tuple(-b.value, b.sides[0].id, b.sides[1].id);
  });
  out.resize(std::min(out.size(), limit));
  return out;
}

}  // namespace quipu
