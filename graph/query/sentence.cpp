#include "graph/query/sentence.h"

#include <utility>

#include "extract/source/reader.h"
#include "extract/text/clean_text.h"

namespace quipu {

Result<ByteSpan> sentence_around(const Snapshot& snapshot, DocumentId document, ByteSpan mention) {
  const auto record = snapshot.document(document);
  if (!record) return tl::unexpected(record.error());
  auto bytes = snapshot.document_bytes(document);
  if (!bytes) return tl::unexpected(bytes.error());
  Document article;
  article.uri = record->uri;
  article.format = record->format;
  article.bytes = std::move(*bytes);
  const auto text = document_text(article);
  if (!text) return tl::unexpected(text.error());
  const CleanText cleaned = clean(*text);
  for (const Sentence& sentence : split_sentences(cleaned)) {
    const ByteSpan span = cleaned.span(sentence.begin, sentence.end);
    if (span.contains(mention)) return span;
  }
  return mention;
}

}  // namespace quipu
