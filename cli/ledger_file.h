// Files of decisions: a ledger, or judgements on the entities of a store.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/deciding.h"
#include "extract/value/result.h"
#include "graph/decision/decision.h"
#include "graph/store/store.h"

namespace quipu {

// "-" is standard input. Errors: kNotFound, kUnreadable.
Result<std::string> read_ledger_file(const std::string& path);

struct Unresolved {
  std::string place;  // file:line
  std::string reason;
};

struct Imported {
  Ledger decisions;
  std::size_t read = 0;
  std::size_t already_one = 0;  // judgements that say what is so already
  std::vector<Unresolved> unresolved;
};

// A ledger, or judgements: which of the two its first line tells. Ids of judgements are those of
// the snapshot's entities, older ones included. Errors: kInvalid with file:line; kCorrupt.
Result<Imported> import_decisions(std::string_view bytes, const std::string& file,
                                  const Snapshot& snapshot, const DecisionOptions& options);

}  // namespace quipu
