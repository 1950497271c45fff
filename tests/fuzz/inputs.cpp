// Any bytes as an article: HTML, text, dates, extraction JSONL. Nothing may crash, hang, or give a
// span outside the document.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "extract/source/reader.h"
#include "extract/text/clean_text.h"
#include "extract/text/date.h"
#include "extract/value/extraction_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (data[0] % 4 == 0) {
    (void)quipu::parse_json_line(bytes);
    return 0;
  }
  if (data[0] % 4 == 1) {
    (void)quipu::resolve_date(bytes, "2024-05-12", "zh");
    (void)quipu::find_publication_date(bytes);
    return 0;
  }
  quipu::Document document;
  document.uri = "fuzz";
  document.format = data[0] % 4 == 2 ? quipu::Format::kHtml : quipu::Format::kText;
  document.bytes = bytes;
  const auto source = quipu::document_text(document);
  if (!source) return 0;
  const auto text = quipu::clean(*source);
  if (text.text.size() != text.source.size()) std::abort();
  std::uint32_t last = 0;
  for (const auto& span : text.source) {
    if (span.end > bytes.size() || span.begin > span.end || span.begin < last) std::abort();
    last = span.begin;
  }
  for (const auto& sentence : quipu::split_sentences(text)) {
    if (sentence.begin >= sentence.end || sentence.end > text.text.size()) std::abort();
  }
  return 0;
}
