// From an entity to mentions that stay findable, and from such a mention back to what an article
// says now.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "extract/value/extraction.h"
#include "extract/value/result.h"
#include "graph/decision/decision.h"
#include "graph/store/store.h"

namespace quipu {

// More mentions than this say no better which thing a side of a decision is.
inline constexpr std::size_t kMostEvidence = 16;

// Where one article speaks of an entity: a local entity, or what a person left of it.
struct Appearance {
  DocumentRecord document;
  std::uint32_t local = 0;  // index into the extraction's entities
  std::string name;         // the article's first one for it
  std::vector<MentionRecord> mentions;
};

// Of each entity, articles published first before later ones, then those without a date. One pass
// over all mentions, however many entities. Errors: kCorrupt with the key.
Result<std::map<EntityId, std::vector<Appearance>>> appearances(const Snapshot& snapshot,
                                                                const std::set<EntityId>& entities);
Result<std::vector<Appearance>> appearances(const Snapshot& snapshot, EntityId entity);

// The mention of an appearance as evidence. Errors: kCorrupt with the key.
Result<MentionEvidence> evidence_of(const Snapshot& snapshot, const Appearance& appearance,
                                    const MentionRecord& mention);

// The first named mention of each, of at most kMostEvidence. Errors: kCorrupt with the key.
Result<std::vector<MentionEvidence>> evidence_of(const Snapshot& snapshot,
                                                 const std::vector<Appearance>& appearances);

struct Found {
  std::uint32_t local = 0;             // index into the extraction's entities
  std::optional<std::size_t> mention;  // none: found by name
};

// What `evidence` speaks of in its article as it is now (`bytes`, `extraction`): the mention at its
// place or, when the text has moved, at the place that has its text as often before it; else the
// only thing of its type and name; else the mention that shares most with its place, two thirds at
// least. Nothing when the article says nothing of the kind any more.
std::optional<Found> find_evidence(const MentionEvidence& evidence, std::string_view bytes,
                                   const Extraction& extraction);

// Gives the mentions at `taken` (indexes, sorted) of the local entity `local` an entity of their
// own, and it the statements whose sentences speak of no other mention of `local`. Its index; or
// `local` itself when nothing named would remain.
std::uint32_t divide(Extraction& extraction, std::string_view bytes, std::uint32_t local,
                     const std::vector<std::size_t>& taken);

}  // namespace quipu
