// Articles from files to extractions in several threads, for the verbs that read articles.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "extract/extractor.h"
#include "extract/source/reader.h"

namespace quipu {

struct ReadArticle {
  Document document;
  // Nothing: known() said that nothing is to be done.
  std::optional<Result<Extraction>> extraction;
};

struct ArticleRun {
  std::vector<std::string> inputs;  // of list_inputs()
  unsigned jobs = 1;
  // Whether this document needs no extraction; called in reading order, in a thread of its own.
  std::function<Result<bool>(const Document&)> known;
  // In reading order, in the calling thread. An error ends the run.
  std::function<Result<void>(ReadArticle)> deliver;
};

// Reads all inputs until the user interrupts. Inputs that cannot be read are counted in the
// summary. Errors: those of `known` and `deliver`.
Result<ReadSummary> read_articles(const Extractor& extractor, const ArticleRun& run);

}  // namespace quipu
