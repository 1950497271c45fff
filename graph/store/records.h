// The linked graph's values as they leave the store: documents, entities, mentions, statements.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "extract/value/document.h"
#include "extract/value/extraction.h"
#include "extract/value/span.h"

namespace quipu {

using EntityId = std::uint64_t;
using StatementId = std::uint64_t;

struct DocumentRecord {
  DocumentId id = 0;
  std::string uri, title, language, published;
  Format format = Format::kText;
  std::uint64_t content_hash = 0;  // XXH3 of the bytes
  std::uint32_t byte_count = 0;
};

// What a person decided, as the ledger has it (graph/decision reads it). Its id is that of its
// text.
struct LedgerEntry {
  std::uint64_t position = 0;  // in the order in which they were made, from 0
  std::uint64_t id = 0;
  std::string text;
};

std::uint64_t ledger_id(std::string_view text);

struct EntityRecord {
  EntityId id = 0;
  std::string type;
  std::string name;                           // display name
  std::vector<std::string> names;             // all, sorted by bytes, name among them
  std::vector<std::string> reasons;           // why its local entities are one, in words; sorted
  std::map<std::string, std::string> labels;  // display names that persons gave, by language
};

struct MentionRecord {
  DocumentId document = 0;
  ByteSpan span;
  EntityId entity = 0;
  std::string type;
  bool anaphor = false;
  std::uint16_t confidence = 1000;
};

struct Evidence {
  DocumentId document = 0;
  ByteSpan span;
  auto operator<=>(const Evidence&) const = default;
};

// One fact of the linked graph: same subject, predicate, object, status and qualifiers is one
// statement, whichever documents say it.
struct StatementRecord {
  StatementId id = 0;
  EntityId subject = 0;
  std::string predicate;
  EntityId object = 0;
  Qualifiers qualifiers;
  Status status = Status::kAsserted;
  std::uint16_t confidence = 1000;  // the best of its documents
  std::string method;               // of the best; first in byte order among equals
  std::vector<Evidence> evidence;   // sorted, never empty
};

std::string id_text(std::uint64_t id);  // 16 lower-case hexadecimal digits
bool parse_id(std::string_view text, std::uint64_t* out);

}  // namespace quipu
