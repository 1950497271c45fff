#include "graph/store/store.h"

#include <xxhash.h>

#include <iterator>
#include <limits>
#include <utility>

#include "graph/store/graph_writer.h"
#include "graph/store/snapshot_state.h"
#include "graph/store/store_impl.h"

namespace quipu {
namespace {

DocumentRecord record_of(const Document& document) {
  DocumentRecord record;
  record.id = document_id(document);
  record.uri = document.uri;
  record.title = document.title;
  record.language = document.language;
  record.published = document.published;
  record.format = document.format;
  record.content_hash = XXH3_64bits(document.bytes.data(), document.bytes.size());
  record.byte_count = static_cast<std::uint32_t>(document.bytes.size());
  return record;
}

// What is wrong with an article and its extraction; nullptr: nothing. A span outside the text
// or a statement without evidence never gets into a store.
const char* defect_of(const Document& document, const Extraction& extraction) {
  if (document.bytes.size() > std::numeric_limits<std::uint32_t>::max()) {
    return "it is larger than 4 GB";
  }
  const auto outside = [&](const ByteSpan& span) {
    return span.empty() || span.end > document.bytes.size();
  };
  const auto entity_count = std::ssize(extraction.entities);
  for (const Mention& mention : extraction.mentions) {
    if (outside(mention.span)) return "a mention lies outside its text";
    if (mention.entity < kNoEntity || mention.entity >= entity_count) {
      return "a mention names an entity that is not there";
    }
  }
  for (const Statement& statement : extraction.statements) {
    if (statement.subject >= entity_count || statement.object >= entity_count) {
      return "a statement names an entity that is not there";
    }
    if (statement.evidence.empty()) return "a statement has no evidence";
    for (const ByteSpan& span : statement.evidence) {
      if (outside(span)) return "the evidence of a statement lies outside its text";
    }
  }
  return nullptr;
}

std::string in_words(const Provenance& provenance) {
  std::string text = "schema " + provenance.schema_hash;
  for (const auto& [language, hash] : provenance.model_hashes) {
    text.append(", ").append(language).append(" model ").append(hash);
  }
  return text;
}

}  // namespace

Result<void> Store::Impl::write(rocksdb::WriteBatch& batch) const {
  return database.write(batch, options.sync);
}

Result<void> Store::Impl::writable() const {
  if (!options.read_only) return {};
  return fail(ErrorCode::kUsage,
              "The store " + database.path() + " was opened for reading; it cannot be changed.",
              database.path());
}

void Store::Impl::put(rocksdb::WriteBatch& batch, std::string_view key,
                      std::string_view value) const {
  batch.Put(database.column(Column::kMeta), slice(key), slice(value));
}

Result<std::optional<std::string>> Store::Impl::meta(std::string_view key) const {
  return database.get(Column::kMeta, key);
}

Result<void> Store::Impl::load() {
  const auto corrupt = [&](Column column, std::string_view key) {
    return tl::unexpected(corrupt_record(database.path(), column, key));
  };
  const auto format = meta(kFormatKey);
  if (!format) return tl::unexpected(format.error());
  if (!*format) return begin();
  std::uint64_t version = 0;
  if (!decode_number(**format, &version)) return corrupt(Column::kMeta, kFormatKey);
  if (version != kStoreFormat) {
    return tl::unexpected(unsupported_format(database.path(), version));
  }

  const auto number = meta(kDocumentsKey);
  if (!number) return tl::unexpected(number.error());
  if (!*number || !decode_number(**number, &documents)) {
    return corrupt(Column::kMeta, kDocumentsKey);
  }
  const auto entries = meta(kLedgerKey);
  if (!entries) return tl::unexpected(entries.error());
  if (!*entries || !decode_number(**entries, &ledger)) return corrupt(Column::kMeta, kLedgerKey);
  const auto state = meta(kLinkedKey);
  if (!state) return tl::unexpected(state.error());
  if (!*state || !decode(**state, &linked)) return corrupt(Column::kMeta, kLinkedKey);
  const auto begun = meta(kLinkingKey);
  if (!begun) return tl::unexpected(begun.error());
  if (*begun && !decode_number(**begun, &linking.emplace())) {
    return corrupt(Column::kMeta, kLinkingKey);
  }
  const auto made_with = meta(kProvenanceKey);
  if (!made_with) return tl::unexpected(made_with.error());
  if (*made_with && !decode(**made_with, &provenance.emplace())) {
    return corrupt(Column::kMeta, kProvenanceKey);
  }

  auto counted = count(Column::kDocuments, documents, kDocumentsKey, "articles");
  if (!counted) return counted;
  counted = count(Column::kLedger, ledger, kLedgerKey, "decisions of persons");
  if (!counted) return counted;
  if (auto agreed = check_provenance(); !agreed) return agreed;
  return options.read_only ? Result<void>() : clear_unfinished();
}

Result<void> Store::Impl::begin() {
  const auto articles =
      database.scan(Column::kDocuments, "", nullptr,
                    [](std::string_view, std::string_view) -> Result<bool> { return false; });
  if (!articles) return tl::unexpected(articles.error());
  if (*articles > 0) {
    return tl::unexpected(corrupt_record(database.path(), Column::kMeta, kFormatKey));
  }
  if (options.read_only) {
    return fail(ErrorCode::kNotFound,
                "The store " + database.path() + " was never finished; `quipu build` makes it.",
                database.path());
  }
  rocksdb::WriteBatch batch;
  put(batch, kFormatKey, encode_number(kStoreFormat));
  put(batch, kDocumentsKey, encode_number(0));
  put(batch, kLedgerKey, encode_number(0));
  put(batch, kLinkedKey, encode(linked));
  if (options.provenance) put(batch, kProvenanceKey, encode(*options.provenance));
  provenance = options.provenance;
  return write(batch);
}

Result<void> Store::Impl::count(Column column, std::uint64_t expected, std::string_view meta_key,
                                std::string_view what) const {
  const auto found = database.scan(
      column, "", nullptr, [](std::string_view, std::string_view) -> Result<bool> { return true; });
  if (!found) return tl::unexpected(found.error());
  if (*found == expected) return {};
  return fail(ErrorCode::kCorrupt,
              "The store " + database.path() + " is damaged (it should hold " +
                  std::to_string(expected) + " " + std::string(what) + " and holds " +
                  std::to_string(*found) + "); restore a copy or build it again from the articles.",
              key_text(Column::kMeta, meta_key));
}

Result<void> Store::Impl::check_provenance() {
  if (!options.provenance) return {};
  if (provenance && provenance->schema_hash == options.provenance->schema_hash &&
      provenance->model_hashes == options.provenance->model_hashes) {
    return {};
  }
  if (provenance && (documents > 0 || options.read_only)) {
    return fail(ErrorCode::kUnsupported,
                "The store " + database.path() + " was made with other data (" +
                    in_words(*provenance) + ") than is given now (" +
                    in_words(*options.provenance) +
                    "); use that schema and those models, or build a new store.",
                database.path());
  }
  if (options.read_only) return {};
  rocksdb::WriteBatch batch;
  put(batch, kProvenanceKey, encode(*options.provenance));
  provenance = options.provenance;
  return write(batch);
}

void Store::Impl::delete_generation(rocksdb::WriteBatch& batch, Generation generation) const {
  const std::string begin = id_key(generation);
  const std::string end = prefix_end(begin);
  for (const Column column : kLinkedColumns) {
    batch.DeleteRange(database.column(column), slice(begin), slice(end));
  }
}

Result<void> Store::Impl::clear_unfinished() {
  if (!linking) return {};
  rocksdb::WriteBatch batch;
  delete_generation(batch, *linking);
  batch.Delete(database.column(Column::kMeta), slice(kLinkingKey));
  auto written = write(batch);
  if (written) linking.reset();
  return written;
}

Result<void> Store::Impl::change_documents(rocksdb::WriteBatch& batch,
                                           std::uint64_t document_count) {
  LinkedState state = linked;
  state.up_to_date = false;
  put(batch, kDocumentsKey, encode_number(document_count));
  put(batch, kLinkedKey, encode(state));
  auto written = write(batch);
  if (written) {
    documents = document_count;
    linked = state;
  }
  return written;
}

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::open(const std::string& path, const StoreOptions& options) {
  if (options.create && options.read_only) {
    return fail(ErrorCode::kUsage, "A store cannot be made and be read-only at once.", path);
  }
  const Access access = options.read_only ? Access::kRead
                        : options.create  ? Access::kCreate
                                          : Access::kWrite;
  auto database = Database::open(path, access);
  if (!database) return tl::unexpected(database.error());
  auto impl = std::make_unique<Impl>(std::move(*database), options);
  if (auto loaded = impl->load(); !loaded) return tl::unexpected(loaded.error());
  return Store(std::move(impl));
}

Result<void> Store::put(const Document& document, const Extraction& extraction) {
  if (auto allowed = impl_->writable(); !allowed) return allowed;
  if (const char* defect = defect_of(document, extraction)) {
    return fail(ErrorCode::kInvalid,
                "The article " + document.uri + " was not stored: " + defect + ".", document.uri);
  }
  const DocumentRecord record = record_of(document);
  const std::string key = id_key(record.id);
  const std::string record_bytes = encode(record);
  const std::string extraction_bytes = encode(extraction);

  const std::lock_guard lock(impl_->changing);
  const auto before = impl_->database.get(Column::kDocuments, key);
  if (!before) return tl::unexpected(before.error());
  if (*before) {
    DocumentRecord old;
    if (!decode(**before, &old)) {
      return tl::unexpected(corrupt_record(impl_->database.path(), Column::kDocuments, key));
    }
    if (old.uri != record.uri) {
      return fail(ErrorCode::kInvalid,
                  "The article " + record.uri + " was not stored: its id is that of " + old.uri +
                      ", which is in the store.",
                  record.uri);
    }
    if (**before == record_bytes) {
      const auto said = impl_->database.get(Column::kExtractions, key);
      if (!said) return tl::unexpected(said.error());
      if (*said && **said == extraction_bytes) return {};
    }
  }
  const Database& database = impl_->database;
  rocksdb::WriteBatch batch;
  batch.Put(database.column(Column::kDocuments), slice(key), slice(record_bytes));
  batch.Put(database.column(Column::kBytes), slice(key), slice(document.bytes));
  batch.Put(database.column(Column::kExtractions), slice(key), slice(extraction_bytes));
  return impl_->change_documents(batch, impl_->documents + (*before ? 0 : 1));
}

Result<bool> Store::up_to_date(const Document& document) const {
  DocumentRecord record = record_of(document);
  const std::string key = id_key(record.id);
  const auto stored = impl_->database.get(Column::kDocuments, key);
  if (!stored) return tl::unexpected(stored.error());
  if (!*stored) return false;
  DocumentRecord old;
  if (!decode(**stored, &old)) {
    return tl::unexpected(corrupt_record(impl_->database.path(), Column::kDocuments, key));
  }
  // What the input does not state is found in the bytes, which are compared anyway.
  if (record.language.empty()) record.language = old.language;
  if (record.title.empty()) record.title = old.title;
  if (record.published.empty()) record.published = old.published;
  return encode(record) == **stored;
}

Result<void> Store::remove(std::string_view uri) {
  if (auto allowed = impl_->writable(); !allowed) return allowed;
  const std::string key = id_key(document_id(uri));
  const std::lock_guard lock(impl_->changing);
  const auto stored = impl_->database.get(Column::kDocuments, key);
  if (!stored) return tl::unexpected(stored.error());
  DocumentRecord record;
  if (*stored && !decode(**stored, &record)) {
    return tl::unexpected(corrupt_record(impl_->database.path(), Column::kDocuments, key));
  }
  if (!*stored || record.uri != uri) {
    return fail(ErrorCode::kNotFound,
                "The store " + impl_->database.path() + " has no article " + std::string(uri) + ".",
                std::string(uri));
  }
  rocksdb::WriteBatch batch;
  for (const Column column : {Column::kDocuments, Column::kBytes, Column::kExtractions}) {
    batch.Delete(impl_->database.column(column), slice(key));
  }
  return impl_->change_documents(batch, impl_->documents - 1);
}

Result<void> Store::replace_linked(const LinkedGraph& graph) {
  if (auto allowed = impl_->writable(); !allowed) return allowed;
  const std::lock_guard lock(impl_->changing);
  if (auto cleared = impl_->clear_unfinished(); !cleared) return cleared;

  // A number that no key has: neither of the present graph nor of one that was begun.
  const Generation generation = impl_->linked.generation + 1;
  rocksdb::WriteBatch announce;
  impl_->put(announce, kLinkingKey, encode_number(generation));
  if (auto begun = impl_->write(announce); !begun) return begun;
  impl_->linking = generation;

  auto state = write_graph(impl_->database, generation, graph);
  if (!state) return tl::unexpected(state.error());
  state->up_to_date = true;
  rocksdb::WriteBatch turn;
  impl_->put(turn, kLinkedKey, encode(*state));
  turn.Delete(impl_->database.column(Column::kMeta), slice(kLinkingKey));
  impl_->delete_generation(turn, impl_->linked.generation);
  if (auto turned = impl_->write(turn); !turned) return turned;
  impl_->linking.reset();
  impl_->linked = *state;
  return {};
}

Result<void> Store::flush() {
  if (auto allowed = impl_->writable(); !allowed) return allowed;
  const std::lock_guard lock(impl_->changing);
  std::vector<rocksdb::ColumnFamilyHandle*> columns;
  for (std::size_t i = 0; i < kColumnNames.size(); ++i) {
    columns.push_back(impl_->database.column(static_cast<Column>(i)));
  }
  rocksdb::Status status = impl_->database.db().Flush(rocksdb::FlushOptions(), columns);
  if (status.ok()) status = impl_->database.db().SyncWAL();
  if (!status.ok()) return tl::unexpected(impl_->database.error(status));
  return {};
}

Snapshot Store::snapshot() const { return Snapshot(Snapshot::State::take(impl_->database)); }

Result<Provenance> Store::provenance() const {
  const std::lock_guard lock(impl_->changing);
  return impl_->provenance.value_or(Provenance());
}

Result<StoreCounts> Store::counts() const {
  const std::lock_guard lock(impl_->changing);
  return StoreCounts{impl_->documents, impl_->linked.entities, impl_->linked.mentions,
                     impl_->linked.statements, impl_->ledger};
}

}  // namespace quipu
