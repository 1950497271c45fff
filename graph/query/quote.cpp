#include "graph/query/quote.h"

#include <algorithm>
#include <utility>

#include "extract/source/reader.h"
#include "extract/text/characters.h"

namespace quipu {
namespace {

constexpr std::size_t kArticlesKept = 32;
constexpr std::size_t kSentencesWeighed = 16;  // to find the most telling; the rest as they come

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

Result<std::vector<Quote>> Quoter::quotes(const StatementRecord& statement, std::size_t limit) {
  std::vector<std::pair<int, Evidence>> counted;
  for (std::size_t i = 0; i < statement.evidence.size(); ++i) {
    const Evidence& evidence = statement.evidence[i];
    const auto weight = i < kSentencesWeighed
                            ? telling(evidence, statement.subject, statement.object)
                            : Result<int>(0);
    if (!weight) return tl::unexpected(weight.error());
    counted.emplace_back(-*weight, evidence);
  }
  std::sort(counted.begin(), counted.end());
  std::vector<Quote> quotes;
  for (const auto& [weight, evidence] : counted) {
    if (quotes.size() == limit) break;
    auto found = quote(evidence);
    if (!found) return tl::unexpected(found.error());
    quotes.push_back(std::move(*found));
  }
  return quotes;
}

// 2 when the sentence speaks of the subject, and 1 more when it speaks of the object.
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
