#include "extract/extractor.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "extract/decode/calibration.h"
#include "extract/decode/coreference.h"
#include "extract/decode/reading.h"
#include "extract/decode/statements.h"
#include "extract/model/network.h"
#include "extract/schema/schema.h"
#include "extract/source/reader.h"
#include "extract/text/clean_text.h"
#include "extract/text/date.h"

namespace quipu {
namespace {

struct Family {
  Network network;
  Admission admission;
};

Result<Family> load_family(const std::string& path, const Schema& schema) {
  auto network = Network::load(path);
  if (!network) return tl::unexpected(network.error());
  Admission admission(network->labels(), schema);
  return Family{std::move(*network), std::move(admission)};
}

void sort_mentions(std::vector<Mention>& mentions) {
  std::stable_sort(mentions.begin(), mentions.end(), [](const Mention& a, const Mention& b) {
    return std::tie(a.span.begin, b.span.end, a.type) < std::tie(b.span.begin, a.span.end, b.type);
  });
}

// Mentions of entities, titles and dates, with their places in the source.
std::vector<Mention> place_mentions(const Reading& reading, const Coreference& coreference,
                                    const Labels& labels, const Admission& admission) {
  std::vector<Mention> out;
  for (std::size_t i = 0; i < reading.mentions.size(); ++i) {
    const auto& m = reading.mentions[i];
    if (admission.value(m.type)) continue;
    if (admission.entity(m.type) && coreference.entity_of[i] == kNoEntity) continue;
    Mention mention;
    mention.span = reading.text.span(m.begin, m.end);
    mention.type = labels.types[admission.base(m.type)];
    mention.anaphor = admission.anaphor(m.type);
    mention.entity = coreference.entity_of[i];
    mention.confidence = static_cast<std::uint16_t>(m.probability * 1000.0f + 0.5f);
    if (!mention.span.empty()) out.push_back(std::move(mention));
  }
  sort_mentions(out);
  return out;
}

}  // namespace

struct Extractor::Impl {
  Schema schema;
  std::optional<Family> zh, en;
  std::map<std::string, std::string> hashes;
  std::uint16_t min_confidence = 0;
};

Extractor::Extractor(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Extractor::Extractor(Extractor&&) noexcept = default;
Extractor& Extractor::operator=(Extractor&&) noexcept = default;
Extractor::~Extractor() = default;

Result<Extractor> Extractor::load(const ExtractorOptions& options) {
  auto impl = std::make_unique<Impl>();
  auto schema = load_schema(options.schema);
  if (!schema) return tl::unexpected(schema.error());
  impl->schema = std::move(*schema);
  impl->min_confidence = options.min_confidence;
  for (const char* language : {"zh", "en"}) {
    auto family = load_family(options.models + "/" + language + ".safetensors", impl->schema);
    if (!family) return tl::unexpected(family.error());
    impl->hashes[language] = family->network.hash();
    (language[0] == 'z' ? impl->zh : impl->en) = std::move(*family);
  }
  return Extractor(std::move(impl));
}

const std::string& Extractor::schema_hash() const { return impl_->schema.hash; }

const std::map<std::string, std::string>& Extractor::model_hashes() const { return impl_->hashes; }

Result<Extraction> Extractor::extract(Document& document) const {
  const auto source = document_text(document);
  if (!source) return tl::unexpected(source.error());
  auto text = clean(*source);
  if (document.language.empty()) document.language = detect_language(text.text);
  if (document.published.empty()) {
    document.published = find_publication_date(to_utf8(text.text)).value_or("");
  }
  if (document.title.empty() && !text.blocks.empty()) {
    if (document.format == Format::kHtml) document.title = html_title(document);
    const auto& first = text.blocks.front();
    if (document.title.empty() && first.kind == BlockKind::kHeadline) {
      document.title =
          to_utf8(std::u32string_view(text.text).substr(first.begin, first.end - first.begin));
    }
  }
  const auto& family = document.language.starts_with("zh") ? *impl_->zh : *impl_->en;
  const auto& labels = family.network.labels();
  const auto reading = read(std::move(text), family.network, family.admission, impl_->schema);
  auto coreference = resolve(reading, labels, family.admission);

  Extraction out;
  const auto calibration = Calibration::of(family.network, family.admission);
  for (auto& candidate : decide(reading, coreference, labels, family.admission, impl_->schema,
                                document.language, document.published, out.refused)) {
    candidate.statement.confidence = calibration.confidence(candidate);
    if (candidate.statement.confidence < impl_->min_confidence) {
      ++out.refused["below the wanted confidence"];
    } else {
      out.statements.push_back(std::move(candidate.statement));
    }
  }
  out.mentions = place_mentions(reading, coreference, labels, family.admission);
  out.entities = std::move(coreference.entities);
  return out;
}

Result<void> ground(const Document& document, Extraction& extraction) {
  sort_mentions(extraction.mentions);
  const bool complete = std::none_of(extraction.statements.begin(), extraction.statements.end(),
                                     [](const Statement& s) { return s.evidence.empty(); });
  if (!complete) {
    const auto source = document_text(document);
    if (!source) return tl::unexpected(source.error());
    const auto text = clean(*source);
    std::vector<ByteSpan> sentences;
    for (const auto& s : split_sentences(text)) sentences.push_back(text.span(s.begin, s.end));
    const auto sentence_of = [&](const ByteSpan& span) {
      const auto it = std::upper_bound(
          sentences.begin(), sentences.end(), span.begin,
          [](std::uint32_t at, const ByteSpan& sentence) { return at < sentence.begin; });
      return it == sentences.begin() ? span : *(it - 1);
    };
    std::vector<Statement> grounded;
    for (auto& statement : extraction.statements) {
      if (statement.evidence.empty()) {
        std::uint32_t nearest = UINT32_MAX;
        for (const auto& a : extraction.mentions) {
          if (a.entity != static_cast<std::int32_t>(statement.subject)) continue;
          for (const auto& b : extraction.mentions) {
            if (b.entity != static_cast<std::int32_t>(statement.object)) continue;
            const std::uint32_t gap = a.span.overlaps(b.span)       ? 0
                                      : a.span.begin < b.span.begin ? b.span.begin - a.span.end
                                                                    : a.span.begin - b.span.end;
            if (gap >= nearest) continue;
            nearest = gap;
            statement.evidence = {sentence_of(a.span), sentence_of(b.span)};
          }
        }
        std::sort(statement.evidence.begin(), statement.evidence.end());
        statement.evidence.erase(std::unique(statement.evidence.begin(), statement.evidence.end()),
                                 statement.evidence.end());
      }
      if (statement.evidence.empty()) {
        ++extraction.refused["no evidence"];
      } else {
        grounded.push_back(std::move(statement));
      }
    }
    extraction.statements = std::move(grounded);
  }
  std::stable_sort(extraction.statements.begin(), extraction.statements.end(),
                   [](const Statement& a, const Statement& b) {
                     return std::tie(a.subject, a.predicate, a.object, a.status, a.qualifiers) <
                            std::tie(b.subject, b.predicate, b.object, b.status, b.qualifiers);
                   });
  return {};
}

}  // namespace quipu
