// What linking reads of one document.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "extract/value/document.h"
#include "extract/value/extraction.h"

namespace quipu {

struct LinkInput {
  DocumentId document = 0;
  std::string language;
  Extraction extraction;
  std::string published;  // ISO date; empty when not known
  // Local entities that a person holds to be two, whatever names they share.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> apart;
};

}  // namespace quipu
