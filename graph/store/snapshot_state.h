// What a Snapshot holds on to: a moment of the database, and the state of the linked graph then.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "graph/store/database.h"
#include "graph/store/encoding.h"
#include "graph/store/store.h"

namespace quipu {

struct Snapshot::State {
  // Never fails: what went wrong is in `error`, and every question to the snapshot returns it.
  static std::shared_ptr<const State> take(const Database& database);
  explicit State(const Database& from) : database(from), at(from.db().GetSnapshot()) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { database.db().ReleaseSnapshot(at); }

  Result<std::optional<std::string>> get(Column column, std::string_view key) const;
  Result<std::uint64_t> scan(Column column, const std::string& prefix,
                             const Database::Visit& f) const;

  // Records from keys and values of their families. Errors: kCorrupt with the key.
  Result<DocumentRecord> document(std::string_view key, std::string_view value) const;
  Result<EntityRecord> entity(std::string_view key, std::string_view value) const;
  Result<MentionRecord> mention(std::string_view key, std::string_view value) const;
  Result<StatementRecord> statement(Column column, std::string_view key,
                                    std::string_view value) const;

  const Database& database;
  const rocksdb::Snapshot* at;
  LinkedState linked;
  Terms terms;
  std::optional<Error> error;
};

}  // namespace quipu
