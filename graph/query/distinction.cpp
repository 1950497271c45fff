#include "graph/query/distinction.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "graph/query/tie.h"

namespace quipu {
namespace {

// What a person asks first to know which of several is meant.
constexpr std::array<std::string_view, 4> kTelling = {"holds_position", "part_of", "located_in",
                                                      "held_in"};

std::size_t rank(std::string_view predicate) {
  return static_cast<std::size_t>(std::find(kTelling.begin(), kTelling.end(), predicate) -
                                  kTelling.begin());
}

}  // namespace

Result<TellingFacts> distinction_of(const Snapshot& snapshot, EntityId id, std::size_t fact_limit) {
  TellingFacts found;
  std::set<DocumentId> documents;
  std::vector<std::pair<bool, StatementRecord>> statements;  // incoming?, statement
  for (const bool incoming : {false, true}) {
    auto read = incoming ? snapshot.statements_to(id) : snapshot.statements_from(id);
    if (!read) return tl::unexpected(read.error());
    for (StatementRecord& statement : *read) {
      if (incoming && statement.subject == statement.object) continue;
      for (const Evidence& evidence : statement.evidence) documents.insert(evidence.document);
      statements.emplace_back(incoming, std::move(statement));
    }
  }
  found.statement_count = statements.size();
  found.document_count = documents.size();
  std::sort(statements.begin(), statements.end(), [](const auto& a, const auto& b) {
    const auto place = [](const auto& s) {
      return std::tuple(s.first ? kTelling.size() : rank(s.second.predicate), s.first,
                        s.second.predicate);
    };
    return place(a) != place(b) ? place(a) < place(b) : weightier(a.second, b.second);
  });
  Quoter quoter(snapshot);
  for (auto& [incoming, statement] : statements) {
    if (found.facts.size() == fact_limit) break;
    if (!found.facts.empty() && found.facts.back().statement.predicate == statement.predicate &&
        found.facts.back().outgoing != incoming) {
      continue;
    }
    auto other = snapshot.entity(incoming ? statement.subject : statement.object);
    if (!other) return tl::unexpected(other.error());
    Fact fact{std::move(statement), !incoming, std::move(*other), {}};
    if (found.facts.empty()) {
      auto quotes = quoter.quotes(fact.statement, 1);
      if (!quotes) return tl::unexpected(quotes.error());
      fact.quotes = std::move(*quotes);
    }
    found.facts.push_back(std::move(fact));
  }
  return found;
}

}  // namespace quipu
