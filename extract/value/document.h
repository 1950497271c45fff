// One article as it came in: its address, what is known about it, and its bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace quipu {

using DocumentId = std::uint64_t;

enum class Format : std::uint8_t { kText, kHtml };

struct Document {
  std::string uri;        // where it came from; its identity
  std::string title;      // as the input states it (JSONL field, <title>); may be empty
  std::string language;   // "zh", "zh-Hant" or "en"; empty until detected
  std::string published;  // ISO date (YYYY, YYYY-MM or YYYY-MM-DD); empty when not known
  Format format = Format::kText;
  std::string bytes;  // UTF-8, at most 2^32 - 1 bytes; every span counts in these bytes
};

// The identity of a document: 64-bit XXH3 of its uri (of its bytes when it has none).
DocumentId document_id(const Document& document);
DocumentId document_id(std::string_view uri);

}  // namespace quipu
