// Within a document: which mentions are one thing. One entity, one id.
#pragma once

#include <cstdint>
#include <vector>

#include "extract/decode/reading.h"
#include "extract/value/extraction.h"

namespace quipu {

struct Coreference {
  std::vector<std::int32_t> entity_of;  // of each mention of the reading; kNoEntity for none
  std::vector<LocalEntity> entities;    // in the order of their first mention
};

// Mentions with equal folded names and types are one. Two different names are one when the network
// says so and one can be short for the other (its characters in their order: 北师大, BNU); names
// that cannot be, only when the network is sure and they are written alike, and persons and places
// never. Different numbers in two names forbid it, and so does one name inside the other. An
// anaphor goes to the name that the network likes best, or to nobody.
Coreference resolve(const Reading& reading, const Labels& labels, const Admission& admission);

}  // namespace quipu
