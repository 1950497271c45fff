// What one document says: mentions, the entities they name, and statements with their evidence.
// The output of extract/, the unit that the store replaces, and the line of extraction JSONL.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "extract/value/span.h"

namespace quipu {

// Names of types, predicates, qualifiers are those of the schema pack ("Person", "held_in", …).
inline constexpr std::string_view kTitleType = "Title";  // spans that become qualifiers, not nodes
inline constexpr std::string_view kDateType = "Date";

inline constexpr std::int32_t kNoEntity = -1;

struct Mention {
  ByteSpan span;
  std::string type;                 // an entity type of the schema, or Title or Date
  bool anaphor = false;             // refers without naming: 该局, "the Forum", he
  std::int32_t entity = kNoEntity;  // index into Extraction::entities; kNoEntity for Title and Date
  std::uint16_t confidence = 1000;  // thousandths

  bool operator==(const Mention&) const = default;
};

// A thing that this document speaks of. Known beyond the document only after linking.
struct LocalEntity {
  std::string type;
  std::vector<std::string> names;  // as written, first seen first, without repetition, not empty

  bool operator==(const LocalEntity&) const = default;
};

enum class Status : std::uint8_t { kAsserted, kPlanned, kNegated, kReported, kFormer };

using Qualifiers = std::map<std::string, std::string>;  // title, role, date (ISO), theme, level, …

struct Statement {
  std::uint32_t subject = 0;  // index into Extraction::entities
  std::string predicate;
  std::uint32_t object = 0;
  Qualifiers qualifiers;
  Status status = Status::kAsserted;
  std::uint16_t confidence = 1000;  // thousandths
  std::string method;               // "model", "nesting", "gold", …
  std::vector<ByteSpan> evidence;   // sentences that say it, in order, never empty

  bool operator==(const Statement&) const = default;
};

struct Extraction {
  std::vector<Mention> mentions;  // by begin, outer before inner
  std::vector<LocalEntity> entities;
  std::vector<Statement> statements;             // by (subject, predicate, object, …)
  std::map<std::string, std::uint32_t> refused;  // reason -> how many candidates were refused

  bool operator==(const Extraction&) const = default;
};

std::string_view status_name(Status status);            // "asserted", "planned", …
bool parse_status(std::string_view name, Status* out);  // "" is asserted; false: no such status

}  // namespace quipu
