// Scores to statements: one consistent choice under the schema, with evidence for each.
#pragma once

#include <array>
#include <cstddef>
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

// What speaks for a statement and against it. Odds are natural logarithms, within 7 of 0.
enum class Sign : std::uint8_t {
  kLink,          // odds that the text says it of these two
  kSubject,       // odds that the surest mention of the subject is a name of its type, no more
  kObject,        // the same of the object
  kTitle,         // the same of a post's title; 0 where there is none
  kOtherObject,   // odds of the likeliest other object of this subject and predicate
  kOtherSubject,  // odds of the likeliest other subject of this object and predicate
  kOneSentence,   // 1 when one sentence names both
  kSubjectCount,  // ln(1 + named mentions)
  kObjectCount,
  kSubjectLength,  // ln(1 + code points of the first name)
  kObjectLength,
  kUnusualStatus,  // 1 when it is not simply asserted
};
inline constexpr std::size_t kSignCount = 12;
using Support = std::array<float, kSignCount>;  // by Sign

struct CandidateStatement {
  Statement statement;  // its confidence is the link's alone; see calibration.h
  Support support;
};

// The statements of a reading that are not plainly unlikely, by subject, predicate, object. The
// score of a relation between two entities is the sum of the odds over their pairs of mentions (as
// in training); the pair with the best odds is the evidence: its sentence, or the two sentences it
// spans. Posts are chosen title by title: the person, then the one body. What the schema or the
// choice refuses is counted in `refused`. `published`: ISO date for relative dates; `language`: of
// the document.
std::vector<CandidateStatement> decide(const Reading& reading, const Coreference& coreference,
                                       const Labels& labels, const Admission& admission,
                                       const Schema& schema, std::string_view language,
                                       std::string_view published,
                                       std::map<std::string, std::uint32_t>& refused);

}  // namespace quipu
