#include <xxhash.h>

#include <utility>

#include "graph/store/snapshot_state.h"

namespace quipu {
namespace {

Error not_found(const std::string& path, std::string_view what, std::uint64_t id) {
  return {ErrorCode::kNotFound,
          "The store " + path + " has no " + std::string(what) + " " + id_text(id) + ".",
          id_text(id)};
}

}  // namespace

std::shared_ptr<const Snapshot::State> Snapshot::State::take(const Database& database) {
  auto state = std::make_shared<State>(database);
  const auto load = [&]() -> Result<void> {
    const auto stored = state->get(Column::kMeta, kLinkedKey);
    if (!stored) return tl::unexpected(stored.error());
    if (!*stored || !decode(**stored, &state->linked)) {
      return tl::unexpected(corrupt_record(database.path(), Column::kMeta, kLinkedKey));
    }
    std::vector<std::string> names;
    const auto count = state->scan(
        Column::kTerms, id_key(state->linked.generation),
        [&](std::string_view key, std::string_view value) -> Result<bool> {
          if (parse_term_key(key) != names.size() || (!names.empty() && names.back() >= value)) {
            return tl::unexpected(corrupt_record(database.path(), Column::kTerms, key));
          }
          names.emplace_back(value);
          return true;
        });
    if (!count) return tl::unexpected(count.error());
    state->terms = Terms(std::move(names));
    return {};
  };
  if (auto loaded = load(); !loaded) state->error = std::move(loaded).error();
  return state;
}

Result<std::optional<std::string>> Snapshot::State::get(Column column, std::string_view key) const {
  if (error) return tl::unexpected(*error);
  return database.get(column, key, at);
}

Result<std::uint64_t> Snapshot::State::scan(Column column, const std::string& prefix,
                                            const Database::Visit& f) const {
  if (error) return tl::unexpected(*error);
  return database.scan(column, prefix, at, f);
}

Result<DocumentRecord> Snapshot::State::document(std::string_view key,
                                                 std::string_view value) const {
  DocumentRecord record;
  const auto id = parse_id_key(key);
  if (!id || !decode(value, &record)) {
    return tl::unexpected(corrupt_record(database.path(), Column::kDocuments, key));
  }
  record.id = *id;
  return record;
}

Result<EntityRecord> Snapshot::State::entity(std::string_view key, std::string_view value) const {
  EntityRecord record;
  const auto id = parse_linked_id(key);
  if (!id || !decode(value, terms, &record)) {
    return tl::unexpected(corrupt_record(database.path(), Column::kEntities, key));
  }
  record.id = *id;
  return record;
}

Result<MentionRecord> Snapshot::State::mention(std::string_view key, std::string_view value) const {
  MentionRecord record;
  const auto parts = parse_mention_key(key);
  const std::string* type = parts ? terms.name(parts->type) : nullptr;
  if (type == nullptr || !decode(value, &record)) {
    return tl::unexpected(corrupt_record(database.path(), Column::kMentions, key));
  }
  record.document = parts->document;
  record.span = parts->span;
  record.entity = parts->entity;
  record.type = *type;
  return record;
}

Result<StatementRecord> Snapshot::State::statement(Column column, std::string_view key,
                                                   std::string_view value) const {
  StatementRecord record;
  const auto parts = column == Column::kSpo   ? parse_spo_key(key)
                     : column == Column::kPos ? parse_pos_key(key)
                                              : parse_osp_key(key);
  const std::string* predicate = parts ? terms.name(parts->predicate) : nullptr;
  if (predicate == nullptr || !decode(value, terms, &record) || record.evidence.empty()) {
    return tl::unexpected(corrupt_record(database.path(), column, key));
  }
  record.id = parts->id;
  record.subject = parts->subject;
  record.predicate = *predicate;
  record.object = parts->object;
  return record;
}

namespace {

// Hands on each record of `prefix` that `read` makes of a key and a value.
template <typename Read, typename F>
Result<std::uint64_t> for_each(const Snapshot::State& state, Column column,
                               const std::string& prefix, const Read& read, const F& f) {
  return state.scan(column, prefix,
                    [&](std::string_view key, std::string_view value) -> Result<bool> {
                      auto record = read(key, value);
                      if (!record) return tl::unexpected(record.error());
                      return f(*record);
                    });
}

template <typename Record, typename Read>
Result<std::vector<Record>> all_of(const Snapshot::State& state, Column column,
                                   const std::string& prefix, const Read& read) {
  std::vector<Record> records;
  const auto count = for_each(state, column, prefix, read, [&](Record& record) {
    records.push_back(std::move(record));
    return true;
  });
  if (!count) return tl::unexpected(count.error());
  return records;
}

auto statement_of(const Snapshot::State& state, Column column) {
  return [&state, column](std::string_view key, std::string_view value) {
    return state.statement(column, key, value);
  };
}

}  // namespace

Result<std::uint64_t> Snapshot::for_each_document(
    const std::function<bool(const DocumentRecord&)>& f) const {
  return for_each(
      *state_, Column::kDocuments, "",
      [&](std::string_view key, std::string_view value) { return state_->document(key, value); },
      f);
}

Result<std::uint64_t> Snapshot::for_each_entity(
    const std::function<bool(const EntityRecord&)>& f) const {
  return for_each(
      *state_, Column::kEntities, id_key(state_->linked.generation),
      [&](std::string_view key, std::string_view value) { return state_->entity(key, value); }, f);
}

Result<std::uint64_t> Snapshot::for_each_statement(
    const std::function<bool(const StatementRecord&)>& f) const {
  return for_each(*state_, Column::kSpo, id_key(state_->linked.generation),
                  statement_of(*state_, Column::kSpo), f);
}

Result<std::uint64_t> Snapshot::for_each_mention(
    const std::function<bool(const MentionRecord&)>& f) const {
  return for_each(
      *state_, Column::kMentions, id_key(state_->linked.generation),
      [&](std::string_view key, std::string_view value) { return state_->mention(key, value); }, f);
}

Result<std::uint64_t> Snapshot::for_each_ledger_entry(
    const std::function<bool(const LedgerEntry&)>& f) const {
  std::uint64_t next = 0;
  return for_each(
      *state_, Column::kLedger, "",
      [&](std::string_view key, std::string_view value) -> Result<LedgerEntry> {
        LedgerEntry entry;
        if (parse_id_key(key) != next || !decode(value, &entry)) {
          return tl::unexpected(corrupt_record(state_->database.path(), Column::kLedger, key));
        }
        entry.position = next++;
        return entry;
      },
      f);
}

Result<std::uint64_t> Snapshot::for_each_name(
    const std::function<bool(std::string_view, EntityId)>& f) const {
  return state_->scan(
      Column::kNames, id_key(state_->linked.generation),
      [&](std::string_view key, std::string_view) -> Result<bool> {
        const auto name = parse_name_key(key);
        if (!name) {
          return tl::unexpected(corrupt_record(state_->database.path(), Column::kNames, key));
        }
        return f(name->name, name->entity);
      });
}

Result<std::uint64_t> Snapshot::for_each_decision(
    const std::function<bool(std::string_view, std::string_view)>& f) const {
  return state_->scan(Column::kDecisions, id_key(state_->linked.generation),
                      [&](std::string_view key, std::string_view value) -> Result<bool> {
                        return f(key.substr(sizeof(Generation)), value);
                      });
}

Result<DocumentRecord> Snapshot::document(DocumentId id) const {
  const std::string key = id_key(id);
  const auto value = state_->get(Column::kDocuments, key);
  if (!value) return tl::unexpected(value.error());
  if (!*value) return tl::unexpected(not_found(state_->database.path(), "article", id));
  return state_->document(key, **value);
}

Result<std::string> Snapshot::document_bytes(DocumentId id) const {
  const auto record = document(id);
  if (!record) return tl::unexpected(record.error());
  auto bytes = state_->get(Column::kBytes, id_key(id));
  if (!bytes) return tl::unexpected(bytes.error());
  if (!*bytes || (*bytes)->size() != record->byte_count ||
      XXH3_64bits((*bytes)->data(), (*bytes)->size()) != record->content_hash) {
    return tl::unexpected(corrupt_record(state_->database.path(), Column::kBytes, id_key(id)));
  }
  return std::move(**bytes);
}

Result<Extraction> Snapshot::extraction(DocumentId id) const {
  const auto value = state_->get(Column::kExtractions, id_key(id));
  if (!value) return tl::unexpected(value.error());
  if (!*value) return tl::unexpected(not_found(state_->database.path(), "article", id));
  Extraction extraction;
  if (!decode(**value, &extraction)) {
    return tl::unexpected(
        corrupt_record(state_->database.path(), Column::kExtractions, id_key(id)));
  }
  return extraction;
}

Result<EntityRecord> Snapshot::entity(EntityId id) const {
  const std::string key = linked_key(state_->linked.generation, id);
  const auto value = state_->get(Column::kEntities, key);
  if (!value) return tl::unexpected(value.error());
  if (!*value) return tl::unexpected(not_found(state_->database.path(), "entity", id));
  return state_->entity(key, **value);
}

Result<EntityId> Snapshot::resolve(EntityId id) const {
  const std::string key = linked_key(state_->linked.generation, id);
  const auto living = state_->get(Column::kEntities, key);
  if (!living) return tl::unexpected(living.error());
  if (*living) return id;
  const auto alias = state_->get(Column::kAliases, key);
  if (!alias) return tl::unexpected(alias.error());
  if (!*alias) return tl::unexpected(not_found(state_->database.path(), "entity", id));
  const auto entity = parse_id_key(**alias);
  if (!entity) {
    return tl::unexpected(corrupt_record(state_->database.path(), Column::kAliases, key));
  }
  return *entity;
}

Result<std::vector<StatementRecord>> Snapshot::statements_from(EntityId subject) const {
  return all_of<StatementRecord>(*state_, Column::kSpo,
                                 linked_key(state_->linked.generation, subject),
                                 statement_of(*state_, Column::kSpo));
}

Result<std::vector<StatementRecord>> Snapshot::statements_to(EntityId object) const {
  return all_of<StatementRecord>(*state_, Column::kOsp,
                                 linked_key(state_->linked.generation, object),
                                 statement_of(*state_, Column::kOsp));
}

Result<std::vector<StatementRecord>> Snapshot::statements_with(std::string_view predicate) const {
  if (state_->error) return tl::unexpected(*state_->error);
  const auto term = state_->terms.find(predicate);
  if (!term) return std::vector<StatementRecord>();
  return all_of<StatementRecord>(*state_, Column::kPos,
                                 predicate_prefix(state_->linked.generation, *term),
                                 statement_of(*state_, Column::kPos));
}

Result<StatementRecord> Snapshot::statement(EntityId subject, std::string_view predicate,
                                            EntityId object, StatementId id) const {
  if (state_->error) return tl::unexpected(*state_->error);
  const auto missing = [&] {
    return tl::unexpected(not_found(state_->database.path(), "statement", id));
  };
  const auto term = state_->terms.find(predicate);
  if (!term) return missing();
  const std::string key =
      spo_key(state_->linked.generation, StatementKey{subject, *term, object, id});
  const auto value = state_->get(Column::kSpo, key);
  if (!value) return tl::unexpected(value.error());
  if (!*value) return missing();
  return state_->statement(Column::kSpo, key, **value);
}

Result<std::vector<MentionRecord>> Snapshot::mentions_in(DocumentId id) const {
  return all_of<MentionRecord>(
      *state_, Column::kMentions, linked_key(state_->linked.generation, id),
      [&](std::string_view key, std::string_view value) { return state_->mention(key, value); });
}

Result<std::vector<EntityId>> Snapshot::entities_named(std::string_view folded_name) const {
  std::vector<EntityId> entities;
  const auto count = state_->scan(
      Column::kNames, name_prefix(state_->linked.generation, folded_name),
      [&](std::string_view key, std::string_view) -> Result<bool> {
        const auto name = parse_name_key(key);
        if (!name) {
          return tl::unexpected(corrupt_record(state_->database.path(), Column::kNames, key));
        }
        entities.push_back(name->entity);
        return true;
      });
  if (!count) return tl::unexpected(count.error());
  return entities;
}

Result<bool> Snapshot::linked() const {
  if (state_->error) return tl::unexpected(*state_->error);
  return state_->linked.up_to_date;
}

}  // namespace quipu
