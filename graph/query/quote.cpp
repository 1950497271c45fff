#include "graph/query/quote.h"

#include <utility>

#include "extract/source/reader.h"
#include "extract/text/characters.h"

namespace quipu {
namespace {

constexpr std::size_t kArticlesKept = 32;

std::string text_in(const SourceText& text, ByteSpan span) {
  std::u32string out;
  bool gap = false;
  bool inside = false;
  for (std::size_t i = 0; i < text.text.size(); ++i) {
    const ByteSpan& source = text.source[i];
    if (!source.empty()) inside = span.contains(source);  // a joint goes with what is before it
    if (!inside) continue;
    if (source.empty() || is_blank(text.text[i])) {
      gap = !out.empty();
      continue;
    }
    if (std::exchange(gap, false)) out.push_back(U' ');
    out.push_back(text.text[i]);
  }
  return to_utf8(out);
}

}  // namespace

Result<const Quoter::Article*> Quoter::article(DocumentId id) {
  if (const auto known = articles_.find(id); known != articles_.end()) return &known->second;
  auto record = snapshot_.document(id);
  if (!record) return tl::unexpected(record.error());
  auto bytes = snapshot_.document_bytes(id);
  if (!bytes) return tl::unexpected(bytes.error());
  Document document;
  document.uri = record->uri;
  document.format = record->format;
  document.bytes = std::move(*bytes);
  auto text = document_text(document);
  if (!text) return tl::unexpected(text.error());
  auto mentions = snapshot_.mentions_in(id);
  if (!mentions) return tl::unexpected(mentions.error());
  if (articles_.size() >= kArticlesKept) articles_.clear();
  Article read{std::move(*record), std::move(*text), std::move(*mentions)};
  return &articles_.emplace(id, std::move(read)).first->second;
}

Result<Quote> Quoter::quote(const Evidence& evidence) {
  const auto found = article(evidence.document);
  if (!found) return tl::unexpected(found.error());
  return Quote{(*found)->record, evidence.span, text_in((*found)->text, evidence.span)};
}

Result<int> Quoter::telling(const Evidence& evidence, EntityId subject, EntityId object) {
  const auto found = article(evidence.document);
  if (!found) return tl::unexpected(found.error());
  bool has_subject = false, has_object = false;
  for (const auto& mention : (*found)->mentions) {
    if (!evidence.span.contains(mention.span)) continue;
    has_subject = has_subject || mention.entity == subject;
    has_object = has_object || mention.entity == object;
  }
  return 2 * has_subject + has_object;
}

}  // namespace quipu
