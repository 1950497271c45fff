// What linking reads of one document.
#pragma once

#include <string>

#include "extract/value/document.h"
#include "extract/value/extraction.h"

namespace quipu {

struct LinkInput {
  DocumentId document = 0;
  std::string language;
  Extraction extraction;
};

}  // namespace quipu
