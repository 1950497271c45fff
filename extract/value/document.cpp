#include "extract/value/document.h"

#include <xxhash.h>

namespace quipu {

DocumentId document_id(std::string_view uri) { return XXH3_64bits(uri.data(), uri.size()); }

DocumentId document_id(const Document& document) {
  return document_id(document.uri.empty() ? document.bytes : document.uri);
}

}  // namespace quipu
