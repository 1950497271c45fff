// Extraction: one document in, what it says out. A pure function of the document, the models and
// the schema pack.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "extract/value/document.h"
#include "extract/value/extraction.h"
#include "extract/value/result.h"

namespace quipu {

// Statements below are left out unless the caller asks for them; docs/quality.md has the trade
// between precision and recall that it chooses.
inline constexpr std::uint16_t kUsualConfidence = 520;  // thousandths

struct ExtractorOptions {
  std::string models;                               // folder with zh.safetensors and en.safetensors
  std::string schema;                               // folder of a schema pack
  std::uint16_t min_confidence = kUsualConfidence;  // thousandths
};

class Extractor {
 public:
  // Errors: kNotFound, kInvalid, kUnsupported for a model or schema file, with its name.
  static Result<Extractor> load(const ExtractorOptions& options);
  Extractor(Extractor&&) noexcept;
  Extractor& operator=(Extractor&&) noexcept;
  ~Extractor();

  // Thread-safe; the result does not depend on what else runs. Fills in the document's language,
  // date of publication and title where they are empty and the text shows them.
  // Errors: kInvalid (not UTF-8, markup nested too deep).
  Result<Extraction> extract(Document& document) const;

  const std::string& schema_hash() const;
  const std::map<std::string, std::string>& model_hashes() const;  // "zh" -> hash of the file

 private:
  struct Impl;
  explicit Extractor(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Gives statements that have no evidence yet (from annotations) the sentences that say them: the
// sentence that holds a mention of both subject and object; else the two sentences of the nearest
// pair of mentions. Statements for which the document has no such mentions are dropped and counted
// in `extraction.refused` ("no evidence"). Also sorts mentions and statements into their order.
Result<void> ground(const Document& document, Extraction& extraction);

}  // namespace quipu
