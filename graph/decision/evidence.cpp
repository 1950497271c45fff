#include "graph/decision/evidence.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "extract/text/clean_text.h"

namespace quipu {
namespace {

// Articles without a date come behind those that have one.
auto age(const DocumentRecord& document) {
  return std::tuple(document.published.empty(), std::string_view(document.published), document.id);
}

// The place of the n-th `text` in `bytes`, n from 1; empty when there are fewer.
ByteSpan place_of(std::string_view bytes, std::string_view text, std::uint32_t n) {
  if (text.empty()) return {};
  std::size_t at = bytes.find(text);
  for (; n > 1 && at != std::string_view::npos; --n) at = bytes.find(text, at + 1);
  if (at == std::string_view::npos) return {};
  return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + text.size())};
}

std::uint32_t occurrence_at(std::string_view bytes, std::string_view text, std::size_t place) {
  std::uint32_t n = 0;
  for (std::size_t at = bytes.find(text); at != std::string_view::npos && at <= place;
       at = bytes.find(text, at + 1)) {
    ++n;
  }
  return n;
}

ByteSpan place_now(const MentionEvidence& evidence, std::string_view bytes) {
  const ByteSpan& span = evidence.span;
  if (evidence.text.empty()) return span;
  if (!span.empty() && span.end <= bytes.size() &&
      bytes.substr(span.begin, span.size()) == evidence.text) {
    return span;
  }
  return place_of(bytes, evidence.text, evidence.occurrence);
}

std::uint64_t shared_bytes(const ByteSpan& a, const ByteSpan& b) {
  return a.overlaps(b) ? std::min(a.end, b.end) - std::max(a.begin, b.begin) : 0;
}

std::optional<std::uint32_t> only_one_named(const MentionEvidence& evidence,
                                            const Extraction& extraction) {
  const std::string wanted = fold_name(evidence.name);
  std::optional<std::uint32_t> found;
  for (std::uint32_t i = 0; i < extraction.entities.size(); ++i) {
    const LocalEntity& entity = extraction.entities[i];
    if (entity.type != evidence.type) continue;
    if (std::none_of(entity.names.begin(), entity.names.end(),
                     [&](const std::string& name) { return fold_name(name) == wanted; })) {
      continue;
    }
    if (found) return std::nullopt;
    found = i;
  }
  return found;
}

// A name in the words of the entity that had it: "林&nbsp;舟" is written 林舟 there.
std::string name_as_written(const std::string& surface, const std::vector<std::string>& names) {
  const std::string folded = fold_name(surface);
  for (const std::string& name : names) {
    if (fold_name(name) == folded) return name;
  }
  return surface;
}

}  // namespace

Result<std::map<EntityId, std::vector<Appearance>>> appearances(
    const Snapshot& snapshot, const std::set<EntityId>& entities) {
  std::map<DocumentId, std::vector<MentionRecord>> by_document;
  const auto read = snapshot.for_each_mention([&](const MentionRecord& mention) {
    if (entities.contains(mention.entity)) by_document[mention.document].push_back(mention);
    return true;
  });
  if (!read) return tl::unexpected(read.error());
  std::map<EntityId, std::vector<Appearance>> out;
  for (auto& [id, mentions] : by_document) {
    auto document = snapshot.document(id);
    if (!document) return tl::unexpected(document.error());
    const auto extraction = snapshot.extraction(id);
    if (!extraction) return tl::unexpected(extraction.error());
    std::map<std::pair<EntityId, std::uint32_t>, std::vector<MentionRecord>> by_local;
    for (const MentionRecord& linked : mentions) {
      const auto at = std::find_if(
          extraction->mentions.begin(), extraction->mentions.end(), [&](const Mention& mention) {
            return mention.span == linked.span && mention.type == linked.type &&
                   mention.entity != kNoEntity;
          });
      if (at == extraction->mentions.end()) continue;
      by_local[{linked.entity, static_cast<std::uint32_t>(at->entity)}].push_back(linked);
    }
    for (auto& [key, its_mentions] : by_local) {
      const auto& [entity, local] = key;
      out[entity].push_back(
          {*document, local, extraction->entities[local].names.front(), std::move(its_mentions)});
    }
  }
  for (auto& [entity, found] : out) {
    std::stable_sort(found.begin(), found.end(), [](const Appearance& a, const Appearance& b) {
      return age(a.document) < age(b.document);
    });
  }
  return out;
}

Result<std::vector<Appearance>> appearances(const Snapshot& snapshot, EntityId entity) {
  auto found = appearances(snapshot, std::set<EntityId>{entity});
  if (!found) return tl::unexpected(found.error());
  return std::move((*found)[entity]);
}

Result<MentionEvidence> evidence_of(const Snapshot& snapshot, const Appearance& appearance,
                                    const MentionRecord& mention) {
  const auto bytes = snapshot.document_bytes(appearance.document.id);
  if (!bytes) return tl::unexpected(bytes.error());
  MentionEvidence evidence;
  evidence.type = mention.type;
  evidence.name = appearance.name;
  evidence.uri = appearance.document.uri;
  evidence.span = mention.span;
  evidence.text = bytes->substr(mention.span.begin, mention.span.size());
  evidence.occurrence = occurrence_at(*bytes, evidence.text, mention.span.begin);
  return evidence;
}

Result<std::vector<MentionEvidence>> evidence_of(const Snapshot& snapshot,
                                                 const std::vector<Appearance>& appearances) {
  std::vector<MentionEvidence> out;
  for (const Appearance& appearance : appearances) {
    if (out.size() == kMostEvidence) break;
    const auto named = std::find_if(appearance.mentions.begin(), appearance.mentions.end(),
                                    [](const MentionRecord& mention) { return !mention.anaphor; });
    auto evidence =
        evidence_of(snapshot, appearance,
                    named == appearance.mentions.end() ? appearance.mentions.front() : *named);
    if (!evidence) return tl::unexpected(evidence.error());
    out.push_back(std::move(*evidence));
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::optional<Found> find_evidence(const MentionEvidence& evidence, std::string_view bytes,
                                   const Extraction& extraction) {
  const ByteSpan place = place_now(evidence, bytes);
  std::optional<Found> closest;
  std::uint64_t most_shared = 0;
  for (std::size_t i = 0; !place.empty() && i < extraction.mentions.size(); ++i) {
    const Mention& mention = extraction.mentions[i];
    if (mention.entity == kNoEntity || mention.type != evidence.type) continue;
    const auto local = static_cast<std::uint32_t>(mention.entity);
    if (mention.span == place) return Found{local, i};
    const std::uint64_t shared = shared_bytes(mention.span, place);
    const std::uint64_t all = std::uint64_t{mention.span.size()} + place.size() - shared;
    if (shared * 3 < all * 2 || shared <= most_shared) continue;
    most_shared = shared;
    closest = Found{local, i};
  }
  if (const auto named = only_one_named(evidence, extraction)) {
    // Of the mention that shares most with the place, when it is of this thing; else of all.
    if (closest && closest->local == *named) return closest;
    return Found{*named, std::nullopt};
  }
  return closest;
}

std::uint32_t divide(Extraction& extraction, std::string_view bytes, std::uint32_t local,
                     const std::vector<std::size_t>& taken) {
  const auto fresh = static_cast<std::uint32_t>(extraction.entities.size());
  std::vector<ByteSpan> taken_spans, left_spans;
  LocalEntity part{extraction.entities[local].type, {}}, rest = part;
  const std::vector<std::string>& names = extraction.entities[local].names;
  for (std::size_t i = 0; i < extraction.mentions.size(); ++i) {
    const Mention& mention = extraction.mentions[i];
    if (mention.entity != static_cast<std::int32_t>(local)) continue;
    const bool is_taken = std::binary_search(taken.begin(), taken.end(), i);
    (is_taken ? taken_spans : left_spans).push_back(mention.span);
    if (mention.anaphor) continue;
    std::vector<std::string>& its = (is_taken ? part : rest).names;
    std::string name =
        name_as_written(std::string(bytes.substr(mention.span.begin, mention.span.size())), names);
    if (std::find(its.begin(), its.end(), name) == its.end()) its.push_back(std::move(name));
  }
  if (rest.names.empty() || taken_spans.empty()) return local;
  if (part.names.empty()) part.names.push_back(names.front());

  for (const std::size_t i : taken) {
    extraction.mentions[i].entity = static_cast<std::int32_t>(fresh);
  }
  extraction.entities[local] = std::move(rest);
  extraction.entities.push_back(std::move(part));
  const auto speaks_of = [](const ByteSpan& sentence, const std::vector<ByteSpan>& spans) {
    return std::any_of(spans.begin(), spans.end(),
                       [&](const ByteSpan& span) { return sentence.contains(span); });
  };
  const std::size_t statement_count = extraction.statements.size();
  for (std::size_t i = 0; i < statement_count; ++i) {
    Statement moved = extraction.statements[i];
    if (moved.subject != local && moved.object != local) continue;
    std::vector<ByteSpan> staying;
    std::erase_if(moved.evidence, [&](const ByteSpan& sentence) {
      const bool moves = speaks_of(sentence, taken_spans) && !speaks_of(sentence, left_spans);
      if (!moves) staying.push_back(sentence);
      return !moves;
    });
    if (moved.evidence.empty()) continue;
    if (moved.subject == local) moved.subject = fresh;
    if (moved.object == local) moved.object = fresh;
    if (staying.empty()) {
      extraction.statements[i] = std::move(moved);
    } else {
      extraction.statements[i].evidence = std::move(staying);
      extraction.statements.push_back(std::move(moved));
    }
  }
  return fresh;
}

}  // namespace quipu
