// The writers behind export_graph(), one a format.
#pragma once

#include <ostream>

#include "export/export.h"
#include "extract/value/result.h"
#include "graph/store/store.h"

namespace quipu {

Result<void> write_graphml(const Snapshot& snapshot, const ExportOptions& options,
                           std::ostream& out);
Result<void> write_jsonld(const Snapshot& snapshot, const ExportOptions& options,
                          std::ostream& out);
Result<void> write_jsonl(const Snapshot& snapshot, const ExportOptions& options, std::ostream& out);

// What drawings and triples show as a fact: it is, or was, so. Planned, negated and reported
// statements are in JSONL alone, which says so beside each.
inline bool is_fact(const StatementRecord& statement) {
  return statement.status == Status::kAsserted || statement.status == Status::kFormer;
}

// The end of every writer: the store's error, or the stream's.
Result<void> finish(const Result<void>& written, std::ostream& out);

}  // namespace quipu
