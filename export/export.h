// Exports: a snapshot of the linked graph, streamed in a format that other tools read.
#pragma once

#include <ostream>
#include <string_view>
#include <vector>

#include "extract/value/result.h"
#include "graph/store/store.h"

namespace quipu {

struct ExportOptions {
  std::uint16_t min_confidence = 0;  // thousandths; statements below are left out
};

// Names of the formats: "graphml", "jsonld", "jsonl".
const std::vector<std::string_view>& export_formats();

// Writes `snapshot` to `out`. Sorted and byte-stable: the same content gives the same bytes.
// Memory does not grow with the number of statements.
// Errors: kUsage (no such format), kCorrupt from the store, kFull when the stream fails.
Result<void> export_graph(const Snapshot& snapshot, std::string_view format,
                          const ExportOptions& options, std::ostream& out);

}  // namespace quipu
