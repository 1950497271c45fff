// Scores to statements: one consistent choice under the schema, with evidence for each.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "extract/decode/coreference.h"
#include "extract/decode/reading.h"
#include "extract/schema/schema.h"
#include "extract/value/extraction.h"

namespace quipu {

// The statements of a reading. The score of a relation between two entities is the sum of the odds
// over their pairs of mentions (as in training); the pair with the best odds is the evidence: its
// sentence, or the two sentences it spans. Posts are chosen title by title: the person, then the
// one body. What the schema or the choice refuses is counted in `refused`.
// `published`: ISO date for relative dates; `language`: of the document.
std::vector<Statement> decide(const Reading& reading, const Coreference& coreference,
                              const Labels& labels, const Admission& admission,
                              const Schema& schema, std::string_view language,
                              std::string_view published,
                              std::map<std::string, std::uint32_t>& refused);

}  // namespace quipu
