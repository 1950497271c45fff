#include "graph/store/encoding.h"

#include <algorithm>
#include <limits>

namespace quipu {
namespace {

class Encoder {
 public:
  void number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) bytes_.push_back(static_cast<char>(value | 0x80));
    bytes_.push_back(static_cast<char>(value));
  }
  void fixed64(std::uint64_t value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes_.push_back(static_cast<char>(value >> shift));
    }
  }
  void text(std::string_view value) {
    number(value.size());
    bytes_.append(value);
  }
  void span(const ByteSpan& value) {
    number(value.begin);
    number(value.size());
  }
  void texts(const std::vector<std::string>& values) {
    number(values.size());
    for (const std::string& value : values) text(value);
  }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

// Reads what Encoder wrote. The first thing that cannot be read makes everything after it zero or
// empty, and finished() false.
class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t number(std::uint64_t max = std::numeric_limits<std::uint64_t>::max()) {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (rest_.empty()) return fail();
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      const std::uint64_t bits = byte & 0x7F;
      if (shift == 63 && bits > 1) return fail();
      value |= bits << shift;
      if (byte < 0x80) {
        // A number has one form only, so that equal records have equal bytes.
        if (byte == 0 && shift > 0) return fail();
        return value <= max ? value : fail();
      }
    }
    return fail();
  }
  std::uint16_t number16() { return static_cast<std::uint16_t>(number(0xFFFF)); }
  std::uint32_t number32() { return static_cast<std::uint32_t>(number(0xFFFFFFFF)); }
  bool flag() { return number(1) == 1; }

  std::uint64_t fixed64() {
    if (rest_.size() < 8) return fail();
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < 8; ++i) {
      value = value << 8 | static_cast<unsigned char>(rest_[i]);
    }
    rest_.remove_prefix(8);
    return value;
  }

  std::string text() {
    const std::uint64_t size = number();
    if (size > rest_.size()) {
      fail();
      return {};
    }
    std::string value(rest_.substr(0, size));
    rest_.remove_prefix(size);
    return value;
  }

  // How many things of at least `least_bytes` each follow: never more than there is room for.
  std::size_t count(std::size_t least_bytes) {
    const std::uint64_t value = number();
    return value <= rest_.size() / least_bytes ? value : fail();
  }

  ByteSpan span() {
    const std::uint32_t begin = number32();
    const std::uint32_t size = number32();
    if (size > std::numeric_limits<std::uint32_t>::max() - begin) fail();
    return failed_ ? ByteSpan{} : ByteSpan{begin, begin + size};
  }

  std::vector<std::string> texts() {
    std::vector<std::string> values(count(1));
    for (std::string& value : values) value = text();
    return values;
  }

  std::uint64_t fail() {
    failed_ = true;
    rest_ = {};
    return 0;
  }
  bool failed() const { return failed_; }
  bool finished() const { return !failed_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

constexpr std::uint64_t kLastFormat = static_cast<std::uint64_t>(Format::kHtml);
constexpr std::uint64_t kLastStatus = static_cast<std::uint64_t>(Status::kFormer);

std::string name_of(Decoder& in, const Terms& terms) {
  const std::string* name = terms.name(in.number());
  if (name == nullptr) in.fail();
  return in.failed() ? std::string() : *name;
}

std::uint64_t id_of(std::string_view name, const Terms& terms) {
  return terms.find(name).value_or(std::numeric_limits<TermId>::max());
}

}  // namespace

std::optional<TermId> Terms::find(std::string_view name) const {
  const auto at = std::lower_bound(names_.begin(), names_.end(), name);
  if (at == names_.end() || *at != name) return std::nullopt;
  return static_cast<TermId>(at - names_.begin());
}

std::string encode(const DocumentRecord& record) {
  Encoder out;
  out.number(static_cast<std::uint64_t>(record.format));
  out.fixed64(record.content_hash);
  out.number(record.byte_count);
  for (const auto* field : {&record.uri, &record.title, &record.language, &record.published}) {
    out.text(*field);
  }
  return out.take();
}

bool decode(std::string_view bytes, DocumentRecord* out) {
  Decoder in(bytes);
  out->format = static_cast<Format>(in.number(kLastFormat));
  out->content_hash = in.fixed64();
  out->byte_count = in.number32();
  for (auto* field : {&out->uri, &out->title, &out->language, &out->published}) {
    *field = in.text();
  }
  return in.finished();
}

std::string encode(const Extraction& extraction) {
  Encoder out;
  out.number(extraction.entities.size());
  for (const LocalEntity& entity : extraction.entities) {
    out.text(entity.type);
    out.texts(entity.names);
  }
  out.number(extraction.mentions.size());
  for (const Mention& mention : extraction.mentions) {
    out.span(mention.span);
    out.text(mention.type);
    out.number(mention.anaphor);
    out.number(static_cast<std::uint64_t>(std::int64_t{mention.entity} + 1));
    out.number(mention.confidence);
  }
  out.number(extraction.statements.size());
  for (const Statement& statement : extraction.statements) {
    out.number(statement.subject);
    out.text(statement.predicate);
    out.number(statement.object);
    out.number(statement.qualifiers.size());
    for (const auto& [key, value] : statement.qualifiers) {
      out.text(key);
      out.text(value);
    }
    out.number(static_cast<std::uint64_t>(statement.status));
    out.number(statement.confidence);
    out.text(statement.method);
    out.number(statement.evidence.size());
    for (const ByteSpan& span : statement.evidence) out.span(span);
  }
  out.number(extraction.refused.size());
  for (const auto& [reason, count] : extraction.refused) {
    out.text(reason);
    out.number(count);
  }
  return out.take();
}

bool decode(std::string_view bytes, Extraction* out) {
  Decoder in(bytes);
  out->entities.clear();
  for (std::size_t left = in.count(2); left > 0 && !in.failed(); --left) {
    LocalEntity& entity = out->entities.emplace_back();
    entity.type = in.text();
    entity.names = in.texts();
  }
  // Entities are few enough for an index to fit (each took two bytes of a record under 4 GB).
  const std::uint64_t entity_count = out->entities.size();
  const auto entity_index = [&] {
    const std::uint32_t index = in.number32();
    if (index >= entity_count) in.fail();
    return index;
  };

  out->mentions.clear();
  for (std::size_t left = in.count(6); left > 0 && !in.failed(); --left) {
    Mention& mention = out->mentions.emplace_back();
    mention.span = in.span();
    mention.type = in.text();
    mention.anaphor = in.flag();
    mention.entity =
        static_cast<std::int32_t>(static_cast<std::int64_t>(in.number(entity_count)) - 1);
    mention.confidence = in.number16();
  }

  out->statements.clear();
  for (std::size_t left = in.count(8); left > 0 && !in.failed(); --left) {
    Statement& statement = out->statements.emplace_back();
    statement.subject = entity_index();
    statement.predicate = in.text();
    statement.object = entity_index();
    for (std::size_t n = in.count(2); n > 0 && !in.failed(); --n) {
      std::string key = in.text();
      statement.qualifiers[std::move(key)] = in.text();
    }
    statement.status = static_cast<Status>(in.number(kLastStatus));
    statement.confidence = in.number16();
    statement.method = in.text();
    for (std::size_t n = in.count(2); n > 0 && !in.failed(); --n) {
      statement.evidence.push_back(in.span());
    }
  }

  out->refused.clear();
  for (std::size_t left = in.count(2); left > 0 && !in.failed(); --left) {
    std::string reason = in.text();
    out->refused[std::move(reason)] = in.number32();
  }
  return in.finished();
}

std::string encode(const Provenance& provenance) {
  Encoder out;
  out.text(provenance.schema_hash);
  out.number(provenance.model_hashes.size());
  for (const auto& [language, hash] : provenance.model_hashes) {
    out.text(language);
    out.text(hash);
  }
  return out.take();
}

bool decode(std::string_view bytes, Provenance* out) {
  Decoder in(bytes);
  out->schema_hash = in.text();
  out->model_hashes.clear();
  for (std::size_t left = in.count(2); left > 0 && !in.failed(); --left) {
    std::string language = in.text();
    out->model_hashes[std::move(language)] = in.text();
  }
  return in.finished();
}

std::string encode(const LinkedState& state) {
  Encoder out;
  out.number(state.generation);
  out.number(state.up_to_date);
  for (const auto count : {state.terms, state.names, state.entities, state.mentions,
                           state.statements, state.decisions, state.aliases}) {
    out.number(count);
  }
  return out.take();
}

bool decode(std::string_view bytes, LinkedState* out) {
  Decoder in(bytes);
  out->generation = in.number();
  out->up_to_date = in.flag();
  for (auto* count : {&out->terms, &out->names, &out->entities, &out->mentions, &out->statements,
                      &out->decisions, &out->aliases}) {
    *count = in.number();
  }
  return in.finished();
}

std::string encode(const LedgerEntry& entry) {
  Encoder out;
  out.fixed64(entry.id);
  out.text(entry.text);
  return out.take();
}

bool decode(std::string_view bytes, LedgerEntry* out) {
  Decoder in(bytes);
  out->id = in.fixed64();
  out->text = in.text();
  return in.finished() && out->id == ledger_id(out->text);
}

std::string encode_number(std::uint64_t value) {
  Encoder out;
  out.number(value);
  return out.take();
}

bool decode_number(std::string_view bytes, std::uint64_t* out) {
  Decoder in(bytes);
  *out = in.number();
  return in.finished();
}

std::string encode(const EntityRecord& record, const Terms& terms) {
  Encoder out;
  out.number(id_of(record.type, terms));
  out.text(record.name);
  out.texts(record.names);
  out.number(record.labels.size());
  for (const auto& [language, label] : record.labels) {
    out.text(language);
    out.text(label);
  }
  out.texts(record.reasons);
  return out.take();
}

bool decode(std::string_view bytes, const Terms& terms, EntityRecord* out) {
  Decoder in(bytes);
  out->type = name_of(in, terms);
  out->name = in.text();
  out->names = in.texts();
  out->labels.clear();
  for (std::size_t left = in.count(2); left > 0 && !in.failed(); --left) {
    std::string language = in.text();
    out->labels[std::move(language)] = in.text();
  }
  out->reasons = in.texts();
  return in.finished();
}

std::string encode(const MentionRecord& record) {
  Encoder out;
  out.number(record.anaphor);
  out.number(record.confidence);
  return out.take();
}

bool decode(std::string_view bytes, MentionRecord* out) {
  Decoder in(bytes);
  out->anaphor = in.flag();
  out->confidence = in.number16();
  return in.finished();
}

std::string encode(const StatementRecord& record, const Terms& terms) {
  Encoder out;
  out.number(static_cast<std::uint64_t>(record.status));
  out.number(record.confidence);
  out.number(id_of(record.method, terms));
  out.number(record.qualifiers.size());
  for (const auto& [key, value] : record.qualifiers) {
    out.number(id_of(key, terms));
    out.text(value);
  }
  out.number(record.evidence.size());
  for (const Evidence& evidence : record.evidence) {
    out.fixed64(evidence.document);
    out.span(evidence.span);
  }
  return out.take();
}

bool decode(std::string_view bytes, const Terms& terms, StatementRecord* out) {
  Decoder in(bytes);
  out->status = static_cast<Status>(in.number(kLastStatus));
  out->confidence = in.number16();
  out->method = name_of(in, terms);
  out->qualifiers.clear();
  for (std::size_t left = in.count(2); left > 0 && !in.failed(); --left) {
    std::string key = name_of(in, terms);
    out->qualifiers[std::move(key)] = in.text();
  }
  out->evidence.clear();
  for (std::size_t left = in.count(10); left > 0 && !in.failed(); --left) {
    Evidence& evidence = out->evidence.emplace_back();
    evidence.document = in.fixed64();
    evidence.span = in.span();
  }
  return in.finished();
}

}  // namespace quipu
