// The mentions that decisions speak of, found in the articles as they are now.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "extract/value/result.h"
#include "graph/decision/decision.h"
#include "graph/link/input.h"

namespace quipu {

struct LocalRef {
  DocumentId document = 0;
  std::uint32_t local = 0;  // index into the extraction's entities
  auto operator<=>(const LocalRef&) const = default;
};

struct Located {
  Decision decision;
  DecisionId id = 0;
  DecisionId undone_by = 0;             // 0: nobody took it back
  bool has_target = false;              // of an undo: what it takes back is in the ledger before it
  std::vector<LocalRef> first, second;  // sorted, unique; what is there of the mentions
};

using ArticleText = std::function<Result<std::string>(DocumentId)>;

// One for each decision, in their order. A split that takes single mentions out divides the local
// entities of `inputs` (one a document); two sides of a decision within one article are noted there
// as apart. Errors: those of `text`.
Result<std::vector<Located>> locate(const Ledger& ledger, std::vector<LinkInput>& inputs,
                                    const ArticleText& text);

}  // namespace quipu
