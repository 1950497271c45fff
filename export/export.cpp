#include "export/export.h"

#include <algorithm>
#include <string>

#include "export/formats.h"

namespace quipu {

const std::vector<std::string_view>& export_formats() {
  static const std::vector<std::string_view> formats = {"graphml", "jsonld", "jsonl"};
  return formats;
}

Result<void> finish(const Result<void>& written, std::ostream& out) {
  if (!written) return written;
  out.flush();
  if (out.good()) return {};
  return fail(ErrorCode::kFull, "The export could not be written to its end; is the disk full?");
}

Result<void> export_graph(const Snapshot& snapshot, std::string_view format,
                          const ExportOptions& options, std::ostream& out) {
  if (format == "graphml") return write_graphml(snapshot, options, out);
  if (format == "jsonld") return write_jsonld(snapshot, options, out);
  if (format == "jsonl") return write_jsonl(snapshot, options, out);
  std::string known;
  for (std::string_view name : export_formats()) {
    known += known.empty() ? "" : ", ";
    known += name;
  }
  return fail(ErrorCode::kUsage,
              "There is no export format '" + std::string(format) + "'; there are " + known + ".");
}

}  // namespace quipu
