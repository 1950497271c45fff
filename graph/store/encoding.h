// Records as bytes. A compact form of our own: variable-length numbers, strings with their length,
// nothing optional. Equal values have equal bytes. Decoding believes nothing: any bytes give a
// value or `false`, in time and memory bounded by their number.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "extract/value/extraction.h"
#include "graph/store/keys.h"
#include "graph/store/records.h"
#include "graph/store/store.h"

namespace quipu {

inline constexpr std::uint32_t kStoreFormat = 2;

// The names that the linked graph repeats (types, predicates, methods, keys of qualifiers), sorted
// by bytes: a term's id is its place, so that order of ids is order of names.
class Terms {
 public:
  Terms() = default;
  explicit Terms(std::vector<std::string> sorted_unique) : names_(std::move(sorted_unique)) {}

  std::size_t size() const { return names_.size(); }
  const std::string* name(std::uint64_t id) const {
    return id < names_.size() ? &names_[id] : nullptr;
  }
  std::optional<TermId> find(std::string_view name) const;

 private:
  std::vector<std::string> names_;
};

// The state of the linked graph: which generation of keys is the graph, and what it holds.
struct LinkedState {
  Generation generation = 0;
  bool up_to_date = true;
  std::uint64_t terms = 0, names = 0, entities = 0, mentions = 0, statements = 0, decisions = 0,
                aliases = 0;
};

std::string encode(const DocumentRecord& record);
std::string encode(const Extraction& extraction);
std::string encode(const Provenance& provenance);
std::string encode(const LinkedState& state);
std::string encode(const LedgerEntry& entry);
std::string encode_number(std::uint64_t value);  // format, documents, ledger, linking, aliases
// Keys hold what is not in these: ids, spans, predicate.
// Every name that occurs must be among `terms`.
std::string encode(const EntityRecord& record, const Terms& terms);
std::string encode(const MentionRecord& record);
std::string encode(const StatementRecord& record, const Terms& terms);

// Each fills its output and gives false when the bytes are not such a record, wholly.
bool decode(std::string_view bytes, DocumentRecord* out);  // without id
bool decode(std::string_view bytes, Extraction* out);
bool decode(std::string_view bytes, Provenance* out);
bool decode(std::string_view bytes, LinkedState* out);
bool decode(std::string_view bytes, LedgerEntry* out);  // without position
bool decode_number(std::string_view bytes, std::uint64_t* out);
bool decode(std::string_view bytes, const Terms& terms, EntityRecord* out);
bool decode(std::string_view bytes, MentionRecord* out);
bool decode(std::string_view bytes, const Terms& terms, StatementRecord* out);

}  // namespace quipu
