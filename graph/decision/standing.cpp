#include "graph/decision/standing.h"

#include <algorithm>
#include <utility>

#include "graph/decision/evidence.h"

namespace quipu {

Result<std::map<DecisionId, DecisionStanding>> standings(const Snapshot& snapshot) {
  std::map<DecisionId, DecisionStanding> out;
  const auto read = snapshot.for_each_decision([&](std::string_view key, std::string_view value) {
    DecisionId id = 0;
    if (!key.starts_with(kDecidedPrefix) || !parse_id(key.substr(kDecidedPrefix.size()), &id)) {
      return true;
    }
    DecisionStanding standing{std::string(value), 0};
    const std::size_t blank = value.rfind(' ');
    if (blank != std::string_view::npos && parse_id(value.substr(blank + 1), &standing.by)) {
      standing.words.resize(blank);
    }
    out.emplace(id, std::move(standing));
    return true;
  });
  if (!read) return tl::unexpected(read.error());
  return out;
}

Result<std::set<EntityId>> entities_of(const Snapshot& snapshot,
                                       const std::vector<MentionEvidence>& side) {
  std::set<EntityId> out;
  for (const MentionEvidence& evidence : side) {
    const DocumentId id = document_id(evidence.uri);
    const auto extraction = snapshot.extraction(id);
    if (!extraction) {
      if (extraction.error().code == ErrorCode::kNotFound) continue;
      return tl::unexpected(extraction.error());
    }
    const auto bytes = snapshot.document_bytes(id);
    if (!bytes) return tl::unexpected(bytes.error());
    const auto found = find_evidence(evidence, *bytes, *extraction);
    if (!found) continue;
    const auto linked = snapshot.mentions_in(id);
    if (!linked) return tl::unexpected(linked.error());
    for (std::size_t i = 0; i < extraction->mentions.size(); ++i) {
      const Mention& mention = extraction->mentions[i];
      const bool is_it = found->mention ? i == *found->mention
                                        : mention.entity == static_cast<std::int32_t>(found->local);
      if (!is_it) continue;
      for (const MentionRecord& record : *linked) {
        if (record.span == mention.span && record.type == mention.type) out.insert(record.entity);
      }
    }
  }
  return out;
}

}  // namespace quipu
