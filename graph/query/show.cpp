#include "graph/query/show.h"

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

#include "extract/text/clean_text.h"

namespace quipu {
namespace {

bool by_weight(const StatementRecord& a, const StatementRecord& b) {
  const auto weight = [](const StatementRecord& s) {
    return std::tuple(s.evidence.size(), s.confidence);
  };
  return weight(a) != weight(b) ? weight(a) > weight(b) : a.id < b.id;
}

// The evidence of a statement, the most telling sentence first.
Result<std::vector<Evidence>> telling_first(Quoter& quoter, const StatementRecord& statement) {
  std::vector<std::pair<int, Evidence>> counted;
  for (const Evidence& evidence : statement.evidence) {
    const auto weight = quoter.telling(evidence, statement.subject, statement.object);
    if (!weight) return tl::unexpected(weight.error());
    counted.emplace_back(-*weight, evidence);
  }
  std::sort(counted.begin(), counted.end());
  std::vector<Evidence> out;
  for (const auto& [weight, evidence] : counted) out.push_back(evidence);
  return out;
}

Result<FactGroup> make_group(const Snapshot& snapshot, Quoter& quoter, const ViewLimits& limits,
                             bool outgoing, std::vector<StatementRecord> statements) {
  FactGroup group{statements.front().predicate, outgoing, statements.size(), {}};
  std::sort(statements.begin(), statements.end(), by_weight);
  statements.resize(std::min(statements.size(), limits.facts_per_group));
  for (StatementRecord& statement : statements) {
    auto other = snapshot.entity(outgoing ? statement.object : statement.subject);
    if (!other) return tl::unexpected(other.error());
    Fact fact{std::move(statement), outgoing, std::move(*other), {}};
    const auto ordered = telling_first(quoter, fact.statement);
    if (!ordered) return tl::unexpected(ordered.error());
    for (const Evidence& evidence : *ordered) {
      if (fact.quotes.size() == limits.quotes_per_fact) break;
      auto quote = quoter.quote(evidence);
      if (!quote) return tl::unexpected(quote.error());
      fact.quotes.push_back(std::move(*quote));
    }
    group.facts.push_back(std::move(fact));
  }
  return group;
}

Result<std::size_t> statement_count(const Snapshot& snapshot, EntityId id) {
  const auto from = snapshot.statements_from(id);
  if (!from) return tl::unexpected(from.error());
  const auto to = snapshot.statements_to(id);
  if (!to) return tl::unexpected(to.error());
  return from->size() + to->size();
}

}  // namespace

Result<std::vector<EntityRecord>> entities_by_name(const Snapshot& snapshot, std::string_view name,
                                                   std::string_view type) {
  const auto ids = snapshot.entities_named(fold_name(name));
  if (!ids) return tl::unexpected(ids.error());
  std::vector<std::pair<std::size_t, EntityRecord>> counted;
  for (const EntityId id : *ids) {
    auto entity = snapshot.entity(id);
    if (!entity) return tl::unexpected(entity.error());
    if (!type.empty() && entity->type != type) continue;
    const auto count = statement_count(snapshot, id);
    if (!count) return tl::unexpected(count.error());
    counted.emplace_back(*count, std::move(*entity));
  }
  std::sort(counted.begin(), counted.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second.id < b.second.id;
  });
  std::vector<EntityRecord> entities;
  for (auto& [count, entity] : counted) entities.push_back(std::move(entity));
  return entities;
}

Result<std::vector<std::string>> names_like(const Snapshot& snapshot, std::string_view name,
                                            std::size_t limit) {
  std::vector<std::string> names;
  const std::string folded = fold_name(name);
  if (folded.empty()) return names;
  const auto read = snapshot.for_each_entity([&](const EntityRecord& entity) {
    for (const std::string& candidate : entity.names) {
      if (fold_name(candidate).find(folded) != std::string::npos) names.push_back(candidate);
    }
    return true;
  });
  if (!read) return tl::unexpected(read.error());
  std::sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  });
  names.erase(std::unique(names.begin(), names.end()), names.end());
  names.resize(std::min(names.size(), limit));
  return names;
}

Result<EntityView> view_entity(const Snapshot& snapshot, EntityId id, const ViewLimits& limits) {
  auto entity = snapshot.entity(id);
  if (!entity) return tl::unexpected(entity.error());
  EntityView view{std::move(*entity), 0, {}};
  Quoter quoter(snapshot);
  for (const bool outgoing : {true, false}) {
    auto statements = outgoing ? snapshot.statements_from(id) : snapshot.statements_to(id);
    if (!statements) return tl::unexpected(statements.error());
    // What an entity says of itself is shown once.
    if (!outgoing) std::erase_if(*statements, [](const auto& s) { return s.subject == s.object; });
    view.fact_count += statements->size();
    std::stable_sort(statements->begin(), statements->end(),
                     [](const auto& a, const auto& b) { return a.predicate < b.predicate; });
    for (auto begin = statements->begin(); begin != statements->end();) {
      const auto end = std::find_if(begin, statements->end(), [&](const auto& statement) {
        return statement.predicate != begin->predicate;
      });
      auto group = make_group(snapshot, quoter, limits, outgoing,
                              {std::move_iterator(begin), std::move_iterator(end)});
      if (!group) return tl::unexpected(group.error());
      view.groups.push_back(std::move(*group));
      begin = end;
    }
  }
  return view;
}

}  // namespace quipu
