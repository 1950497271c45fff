// What a Store owns. Shared by store.cpp (which writes) and verify.cpp (which reads it all).
#pragma once

#include <rocksdb/write_batch.h>

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "graph/store/database.h"
#include "graph/store/encoding.h"
#include "graph/store/store.h"

namespace quipu {

struct Store::Impl {
  Impl(Database opened, const StoreOptions& given) : options(given), database(std::move(opened)) {}

  // Opening: reads the state below from meta and holds it against what is there.
  Result<void> load();
  Result<void> begin();  // a new store's first records
  Result<void> count(Column column, std::uint64_t expected, std::string_view meta_key,
                     std::string_view what) const;
  Result<void> check_provenance();  // records it when there is none

  // The rest is called with `changing` held.
  Result<void> clear_unfinished();  // what an interrupted replace_linked() left
  Result<void> writable() const;
  Result<std::optional<std::string>> meta(std::string_view key) const;
  void put(rocksdb::WriteBatch& batch, std::string_view key, std::string_view value) const;
  void delete_generation(rocksdb::WriteBatch& batch, Generation generation) const;
  Result<void> write(rocksdb::WriteBatch& batch) const;
  // Writes a change of articles together with their number; the linked graph is now out of date.
  Result<void> change_documents(rocksdb::WriteBatch& batch, std::uint64_t document_count);
  Result<void> change_ledger(rocksdb::WriteBatch& batch, std::uint64_t entry_count);

  StoreOptions options;
  Database database;
  // One change at a time: each reads this state, writes it in its batch, and then keeps it.
  mutable std::mutex changing;
  std::uint64_t documents = 0;
  std::uint64_t ledger = 0;  // entries
  LinkedState linked;
  std::optional<Generation> linking;  // begun and not finished
  std::optional<Provenance> provenance;
};

}  // namespace quipu
