// What a person decided about what is one thing and what is not, tied to mentions in articles, so
// that it outlives every way of extracting and linking them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/value/span.h"
#include "graph/store/records.h"

namespace quipu {

using DecisionId = std::uint64_t;

enum class DecisionKind : std::uint8_t {
  kMerge,     // `first` and `second` are one thing
  kDistinct,  // nothing of `first` is anything of `second`
  kSplit,     // `second` leaves the thing that `first` stays; either part holds together
  kRename,    // the thing that `first` is has `name` for its display name
  kUnsure,    // `first` and `second` were looked at, without a verdict
  kUndo,      // the decision `target` no longer counts
};

std::string_view kind_name(DecisionKind kind);  // "merge", "distinct", …
bool parse_kind(std::string_view name, DecisionKind* out);

// A mention as an article has it, to be found again when the article was extracted anew.
struct MentionEvidence {
  std::string type;
  std::string name;              // of its thing, as this article names it
  std::string uri;               // of the article
  std::string text;              // its bytes; empty: the name alone leads to it
  std::uint32_t occurrence = 1;  // which of the places that have `text`, counted from 1
  ByteSpan span;                 // where it was; empty: not said
  bool alone = false;            // this mention, not all that the article says of its thing

  auto operator<=>(const MentionEvidence&) const = default;
};

struct Decision {
  DecisionKind kind = DecisionKind::kMerge;
  std::vector<MentionEvidence> first, second;  // sorted, unique
  std::string name;                            // kRename
  std::string language;                        // kRename; empty: for every language
  DecisionId target = 0;                       // kUndo
  EntityId kept_id = 0;                        // kSplit: goes with the larger part; 0: none
  std::string because, by, date;               // may be empty; `date` is ISO
  std::uint32_t repetition = 0;                // how often the same was decided before

  bool operator==(const Decision&) const = default;
};

// Decisions in the order in which they were made: a later one outranks an earlier one.
using Ledger = std::vector<Decision>;

// For each decision the one that took it back; 0: none did. An undo that was undone itself takes
// nothing back.
std::vector<DecisionId> undone_by(const Ledger& ledger);

}  // namespace quipu
