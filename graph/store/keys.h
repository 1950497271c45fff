// The keys of the store: which column family holds what, and how ids and names become bytes whose
// order is the order of iteration. docs/store-format.md draws them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "graph/store/records.h"

namespace quipu {

enum class Column : std::uint8_t {
  kMeta,
  kDocuments,
  kBytes,
  kExtractions,
  kTerms,
  kNames,
  kEntities,
  kMentions,
  kSpo,
  kPos,
  kOsp,
  kDecisions,
  kAliases,
  kLedger,
};

inline constexpr std::array<std::string_view, 14> kColumnNames = {
    "meta",     "documents", "bytes", "extractions", "terms",     "names",   "entities",
    "mentions", "spo",       "pos",   "osp",         "decisions", "aliases", "ledger"};

inline std::string_view column_name(Column column) {
  return kColumnNames[static_cast<std::size_t>(column)];
}

// The families of the linked graph. Each of their keys begins with a generation.
inline constexpr std::array kLinkedColumns = {
    Column::kTerms, Column::kNames, Column::kEntities,  Column::kMentions, Column::kSpo,
    Column::kPos,   Column::kOsp,   Column::kDecisions, Column::kAliases};

// Keys of the family meta.
inline constexpr std::string_view kFormatKey = "format";          // number: version of the store
inline constexpr std::string_view kProvenanceKey = "provenance";  // schema and model hashes
inline constexpr std::string_view kDocumentsKey = "documents";    // how many there are
inline constexpr std::string_view kLedgerKey = "ledger";          // how many decisions of persons
inline constexpr std::string_view kLinkedKey = "linked";          // generation, up to date?, counts
inline constexpr std::string_view kLinkingKey = "linking";  // a generation that is being written

using Generation = std::uint64_t;
using TermId = std::uint32_t;

struct StatementKey {
  EntityId subject = 0;
  TermId predicate = 0;
  EntityId object = 0;
  StatementId id = 0;
};

struct MentionKey {
  DocumentId document = 0;
  ByteSpan span;
  EntityId entity = 0;
  TermId type = 0;
};

struct NameKey {
  std::string name;
  EntityId entity = 0;
};

std::string id_key(std::uint64_t id);  // documents, bytes, extractions, ledger; every linked prefix
std::string linked_key(Generation generation,
                       std::uint64_t id);  // entities, aliases; prefix of others
std::string linked_key(Generation generation, std::string_view text);  // decisions
std::string term_key(Generation generation, TermId term);
std::string predicate_prefix(Generation generation, TermId predicate);  // pos
std::string spo_key(Generation generation, const StatementKey& key);
std::string pos_key(Generation generation, const StatementKey& key);
std::string osp_key(Generation generation, const StatementKey& key);
std::string mention_key(Generation generation, const MentionKey& key);  // outer before inner
std::string name_prefix(Generation generation, std::string_view folded_name);
std::string name_key(Generation generation, std::string_view folded_name, EntityId entity);

// The way back. Nothing when the key does not have the form of its family.
std::optional<std::uint64_t> parse_id_key(std::string_view key);
std::optional<Generation> parse_generation(std::string_view key);
std::optional<std::uint64_t> parse_linked_id(std::string_view key);
std::optional<TermId> parse_term_key(std::string_view key);
std::optional<StatementKey> parse_spo_key(std::string_view key);
std::optional<StatementKey> parse_pos_key(std::string_view key);
std::optional<StatementKey> parse_osp_key(std::string_view key);
std::optional<MentionKey> parse_mention_key(std::string_view key);
std::optional<NameKey> parse_name_key(std::string_view key);

// The smallest key behind every key that begins with `prefix`; empty when there is none.
std::string prefix_end(std::string prefix);

// A key as messages name it: "spo/" and the bytes in hexadecimal, in groups of eight.
std::string key_text(Column column, std::string_view key);

}  // namespace quipu
