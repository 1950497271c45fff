#include "cli/pairs.h"

#include <algorithm>
#include <utility>

#include "graph/decision/evidence.h"
#include "graph/query/sentence.h"

namespace quipu {
namespace {

constexpr std::size_t kQuotes = 2;
constexpr double kHardlyOne = 0.1;

// Sentences of statements first, then those around mentions; of different articles first.
Result<std::vector<Evidence>> sentences_of(const Snapshot& snapshot, EntityId entity) {
  std::vector<Evidence> all;
  for (const bool outgoing : {true, false}) {
    const auto statements =
        outgoing ? snapshot.statements_from(entity) : snapshot.statements_to(entity);
    if (!statements) return tl::unexpected(statements.error());
    for (const StatementRecord& statement : *statements) {
      all.insert(all.end(), statement.evidence.begin(), statement.evidence.end());
    }
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  if (!all.empty()) return all;
  const auto found = appearances(snapshot, entity);
  if (!found) return tl::unexpected(found.error());
  for (const Appearance& appearance : *found) {
    if (all.size() == kQuotes) break;
    const MentionRecord& mention = appearance.mentions.front();
    const auto sentence = sentence_around(snapshot, mention.document, mention.span);
    if (!sentence) return tl::unexpected(sentence.error());
    all.push_back({mention.document, *sentence});
  }
  return all;
}

}  // namespace

Result<EntityPairs> EntityPairs::read(const Snapshot& snapshot) {
  auto linking = link_units(snapshot);
  if (!linking) return tl::unexpected(linking.error());
  return EntityPairs(std::move(*linking));
}

std::vector<UnitId> EntityPairs::units_of(EntityId entity) const {
  std::vector<UnitId> units;
  for (UnitId id = 0; id < linking_.units.units.size(); ++id) {
    if (linking_.entity_of(id) == entity) units.push_back(id);
  }
  return units;
}

PairExplanation EntityPairs::explain(EntityId a, EntityId b) const {
  PairExplanation pair = explain_pair(linking_.units, linking_.clustering,
                                      linking_.rulings.constraints, units_of(a), units_of(b));
  // A decision speaks of many pairs of mentions, and counts once.
  std::sort(pair.decided.begin(), pair.decided.end());
  pair.decided.erase(std::unique(pair.decided.begin(), pair.decided.end()), pair.decided.end());
  return pair;
}

std::string verdict_on(const PairExplanation& pair) {
  if (pair.joined) return "one";
  const bool said_two =
      std::any_of(pair.decided.begin(), pair.decided.end(),
                  [](const std::string& said) { return said.starts_with("two"); });
  return said_two || !pair.vetoes.empty() || pair.probability < kHardlyOne ? "two" : "not sure";
}

Result<std::vector<Quote>> telling_quotes(const Snapshot& snapshot, EntityId entity) {
  const auto all = sentences_of(snapshot, entity);
  if (!all) return tl::unexpected(all.error());
  std::vector<Evidence> chosen;
  for (const bool other_articles : {true, false}) {
    for (const Evidence& evidence : *all) {
      const bool known = std::any_of(chosen.begin(), chosen.end(), [&](const Evidence& one) {
        return other_articles ? one.document == evidence.document : one == evidence;
      });
      if (!known && chosen.size() < kQuotes) chosen.push_back(evidence);
    }
  }
  Quoter quoter(snapshot);
  std::vector<Quote> quotes;
  for (const Evidence& evidence : chosen) {
    auto quote = quoter.quote(evidence);
    if (!quote) return tl::unexpected(quote.error());
    quotes.push_back(std::move(*quote));
  }
  return quotes;
}

}  // namespace quipu
