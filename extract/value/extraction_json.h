// Extraction JSONL: one document a line, in the form that gold.jsonl has, with confidence, method
// and evidence added. docs/formats.md has every field.
//   {"doc","uri","lang","format","published","title","source",
//    "mentions":[{"id","type","start","end","text","anaphor","confidence"}],
//    "entities":[{"id","type","names"}],
//    "statements":[{"s","p","o","q","status","confidence","method","evidence":[{"start","end"}]}],
//    "refused":{reason:count}}
// Ids are local to their line. Fields that are not listed (link, kind, forbidden, …) are ignored.
#pragma once

#include <string>
#include <string_view>

#include "extract/value/document.h"
#include "extract/value/extraction.h"
#include "extract/value/result.h"

namespace quipu {

struct ExtractionLine {
  std::string doc;    // file name of the article ("doc"); may be empty
  Document document;  // bytes are filled from "source" when the line has it
  bool has_source = false;
  Extraction extraction;  // statements without "evidence" have none yet: see ground() in import
};

// One line without a newline at its end. `with_source`: put the article's bytes into the line.
std::string to_json_line(const Document& document, const Extraction& extraction, bool with_source);

// Errors: kInvalid with the reason (not JSON, nesting deeper than 64, a reference to an id that is
// not there, a span that is not in order). `place` is set by the caller (file:line).
Result<ExtractionLine> parse_json_line(std::string_view line);

}  // namespace quipu
