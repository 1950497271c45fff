// Names that an article leaves to its reader to complete: 市教育局 in an article about 澜水市.
#pragma once

#include <string>
#include <vector>

#include "extract/value/extraction.h"

namespace quipu {

// For each local entity the full forms of its relative names, by the one place of that level that
// the article speaks of: 澜水市教育局, "Lanshui Municipal Education Bureau". Mostly empty.
std::vector<std::vector<std::string>> derived_names(const Extraction& extraction);

}  // namespace quipu
