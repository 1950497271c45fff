#include "graph/query/timeline.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace quipu {
namespace {

struct Dated {
  std::string date;
  bool published = false;
  bool outgoing = true;
  StatementRecord statement;
};

// Dates of publication, each article read once.
class PublicationDates {
 public:
  explicit PublicationDates(const Snapshot& snapshot) : snapshot_(snapshot) {}

  // The earliest of the statement's articles; empty when none has one.
  Result<std::string> earliest(const StatementRecord& statement) {
    std::string earliest;
    for (const Evidence& evidence : statement.evidence) {
      const auto [known, fresh] = dates_.try_emplace(evidence.document);
      if (fresh) {
        auto record = snapshot_.document(evidence.document);
        if (!record) return tl::unexpected(record.error());
        known->second = std::move(record->published);
      }
      const std::string& date = known->second;
      if (!date.empty() && (earliest.empty() || date < earliest)) earliest = date;
    }
    return earliest;
  }

 private:
  const Snapshot& snapshot_;
  std::map<DocumentId, std::string> dates_;
};

}  // namespace

Result<Timeline> timeline_of(const Snapshot& snapshot, EntityId id, bool said_only,
                             std::size_t limit) {
  if (const auto entity = snapshot.entity(id); !entity) return tl::unexpected(entity.error());
  Timeline timeline;
  PublicationDates dates(snapshot);
  std::vector<Dated> order;
  for (const bool outgoing : {true, false}) {
    auto statements = outgoing ? snapshot.statements_from(id) : snapshot.statements_to(id);
    if (!statements) return tl::unexpected(statements.error());
    for (StatementRecord& statement : *statements) {
      if (!outgoing && statement.subject == statement.object) continue;
      const auto said = statement.qualifiers.find("date");
      std::string date = said == statement.qualifiers.end() ? std::string() : said->second;
      const bool published = date.empty();
      if (published && said_only) continue;
      if (published) {
        auto earliest = dates.earliest(statement);
        if (!earliest) return tl::unexpected(earliest.error());
        date = std::move(*earliest);
      }
      if (date.empty()) {
        ++timeline.undated_count;
      } else {
        order.push_back({std::move(date), published, outgoing, std::move(statement)});
      }
    }
  }
  std::sort(order.begin(), order.end(), [](const Dated& a, const Dated& b) {
    const auto rank = [](const Dated& d) {
      return std::tie(d.date, d.published, d.statement.predicate, d.statement.id);
    };
    return rank(a) < rank(b);
  });
  timeline.count = order.size();
  if (limit > 0 && order.size() > limit) order.erase(order.begin(), order.end() - limit);
  Quoter quoter(snapshot);
  for (Dated& dated : order) {
    auto other = snapshot.entity(dated.outgoing ? dated.statement.object : dated.statement.subject);
    if (!other) return tl::unexpected(other.error());
    auto quotes = quoter.quotes(dated.statement, 1);
    if (!quotes) return tl::unexpected(quotes.error());
    timeline.moments.push_back(
        {std::move(dated.date), dated.published,
         Fact{std::move(dated.statement), dated.outgoing, std::move(*other), std::move(*quotes)}});
  }
  return timeline;
}

}  // namespace quipu
