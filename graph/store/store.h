// The store: documents, what each says, and the linked graph, in RocksDB column families.
// docs/store-format.md has the keys and the promises.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "extract/value/document.h"
#include "extract/value/extraction.h"
#include "extract/value/result.h"
#include "graph/store/records.h"

namespace quipu {

// What the extractions of a store were made with. Another schema or model than the store's is
// refused on open for writing, with a sentence that says what to do.
struct Provenance {
  std::string schema_hash;                          // hash of the schema pack
  std::map<std::string, std::string> model_hashes;  // "zh" -> hash of the model file
};

struct StoreOptions {
  bool create = false;     // make it when it is not there
  bool read_only = false;  // readers see the state at open; no lock is taken
  bool sync = false;       // fsync the log at every article (survives power loss, not only a kill)
  std::optional<Provenance> provenance;  // checked when given (recorded when the store is new)
};

// A consistent view of a store at one moment. Iteration is in key order, which depends on the
// content alone. Cheap to copy; must not outlive its Store. Any number of threads may read.
// Every callback returns false to stop early. Errors: kCorrupt with the key.
class Snapshot {
 public:
  Result<std::uint64_t> for_each_document(
      const std::function<bool(const DocumentRecord&)>& f) const;
  Result<std::uint64_t> for_each_entity(const std::function<bool(const EntityRecord&)>& f) const;
  Result<std::uint64_t> for_each_statement(
      const std::function<bool(const StatementRecord&)>& f) const;  // by subject, predicate, object
  Result<std::uint64_t> for_each_mention(
      const std::function<bool(const MentionRecord&)>& f) const;  // by document, begin, outer first
  Result<std::uint64_t> for_each_name(
      const std::function<bool(std::string_view folded_name, EntityId entity)>& f) const;
  // What persons decided, first to last. It is no part of the linked graph and outlives it.
  Result<std::uint64_t> for_each_ledger_entry(
      const std::function<bool(const LedgerEntry&)>& f) const;
  Result<std::uint64_t> for_each_decision(
      const std::function<bool(std::string_view key, std::string_view reason)>& f) const;

  Result<DocumentRecord> document(DocumentId id) const;
  Result<std::string> document_bytes(DocumentId id) const;
  Result<Extraction> extraction(DocumentId id) const;
  Result<EntityRecord> entity(EntityId id) const;
  // The living entity that answers to an id: itself, or the one that took it in. Errors: kNotFound.
  Result<EntityId> resolve(EntityId id) const;
  Result<std::vector<StatementRecord>> statements_from(EntityId subject) const;            // spo
  Result<std::vector<StatementRecord>> statements_to(EntityId object) const;               // osp
  Result<std::vector<StatementRecord>> statements_with(std::string_view predicate) const;  // pos
  // One statement, by the four parts of its key. Errors: kNotFound.
  Result<StatementRecord> statement(EntityId subject, std::string_view predicate, EntityId object,
                                    StatementId id) const;
  Result<std::vector<MentionRecord>> mentions_in(DocumentId id) const;
  Result<std::vector<EntityId>> entities_named(std::string_view folded_name) const;  // names
  // Whether the linked graph is up to date with the extractions (false after an interrupted build).
  Result<bool> linked() const;

  struct State;
  explicit Snapshot(std::shared_ptr<const State> state) : state_(std::move(state)) {}

 private:
  std::shared_ptr<const State> state_;
};

// The linked graph, whole. What link/ makes of all extractions.
struct LinkedGraph {
  std::vector<EntityRecord> entities;       // by id
  std::vector<StatementRecord> statements;  // by subject, predicate, object, id
  std::vector<MentionRecord> mentions;      // by document, span
  // folded name -> entity, for lookups by name; sorted, unique
  std::vector<std::pair<std::string, EntityId>> names;
  // decisions of the machine: key (stable text) -> reason in words; sorted
  std::vector<std::pair<std::string, std::string>> decisions;
  // id that an entity answers to beside its own -> the entity; sorted, unique by the first
  std::vector<std::pair<EntityId, EntityId>> aliases;
};

struct StoreCounts {
  std::uint64_t documents = 0, entities = 0, mentions = 0, statements = 0, ledger = 0;
};

class Store {
 public:
  // Errors: kNotFound, kLocked, kUnsupported (version, schema or models differ), kCorrupt, kFull.
  static Result<Store> open(const std::string& path, const StoreOptions& options);
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  // One article, one atomic batch; replaces what the same uri said before. Thread-safe.
  Result<void> put(const Document& document, const Extraction& extraction);
  // True when exactly these bytes and this metadata are stored already (so extraction can be
  // skipped on a second run). Metadata that `document` leaves empty is not compared.
  Result<bool> up_to_date(const Document& document) const;
  // Errors: kNotFound when no article has this uri.
  Result<void> remove(std::string_view uri);

  // Adds decisions behind those that are there, all or none. The graph is out of date after it.
  // Errors: kInvalid when one of them, or two of them alike, is there already.
  Result<void> append_ledger(const std::vector<std::string>& texts);

  // Replaces entities, statements, mentions, names, decisions and aliases by `graph`, all or
  // nothing as far as readers can tell: `linked()` is false from the first changed article or
  // decision until this is done.
  Result<void> replace_linked(const LinkedGraph& graph);
  // Flushes memtables and syncs; the last thing that a build does.
  Result<void> flush();

  Snapshot snapshot() const;
  Result<Provenance> provenance() const;
  Result<StoreCounts> counts() const;  // kept in meta, compared on open and by verify

  // Reads everything and holds it against everything else: checksums, spans against the stored
  // bytes, spo/pos/osp against one another, names against entities, counts against meta, the
  // ledger's ids against its texts.
  // Returns the list of defects, each one sentence naming the key; empty: the store is sound.
  Result<std::vector<std::string>> verify() const;

  struct Impl;

 private:
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace quipu
