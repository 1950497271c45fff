#include "export/source_quotes.h"

#include <utility>

namespace quipu {
namespace {
constexpr std::size_t kMaxDocuments = 256;
constexpr std::size_t kMaxBytes = 16 << 20;
}  // namespace

Result<const SourceQuotes::Source*> SourceQuotes::source(DocumentId id) {
  for (auto it = recent_.begin(); it != recent_.end(); ++it) {
    if (it->id != id) continue;
    recent_.splice(recent_.begin(), recent_, it);
    return &recent_.front();
  }
  auto record = snapshot_.document(id);
  if (!record) return tl::unexpected(std::move(record.error()));
  auto bytes = snapshot_.document_bytes(id);
  if (!bytes) return tl::unexpected(std::move(bytes.error()));
  recent_.push_front({id, std::move(record->uri), *std::move(bytes)});
  byte_count_ += recent_.front().bytes.size();
  while (recent_.size() > 1 && (recent_.size() > kMaxDocuments || byte_count_ > kMaxBytes)) {
    byte_count_ -= recent_.back().bytes.size();
    recent_.pop_back();
  }
  return &recent_.front();
}

Result<std::string> SourceQuotes::quote(const Evidence& evidence) {
  return quote(evidence.document, evidence.span);
}

Result<std::string> SourceQuotes::quote(DocumentId document, ByteSpan span) {
  const auto found = source(document);
  if (!found) return tl::unexpected(found.error());
  const std::string& bytes = (*found)->bytes;
  if (span.begin > span.end || span.end > bytes.size()) {
    return fail(ErrorCode::kCorrupt,
                "A span ends outside its document; run 'quipu verify' to see what else is wrong.",
                "document " + id_text(document));
  }
  return bytes.substr(span.begin, span.size());
}

Result<std::string> SourceQuotes::uri(DocumentId document) {
  const auto found = source(document);
  if (!found) return tl::unexpected(found.error());
  return (*found)->uri;
}

}  // namespace quipu
