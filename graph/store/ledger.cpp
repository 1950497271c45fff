// The ledger of persons' decisions in a store.
#include <set>

#include "graph/store/store_impl.h"

namespace quipu {

Result<void> Store::Impl::change_ledger(rocksdb::WriteBatch& batch, std::uint64_t entry_count) {
  LinkedState state = linked;
  state.up_to_date = false;
  put(batch, kLedgerKey, encode_number(entry_count));
  put(batch, kLinkedKey, encode(state));
  auto written = write(batch);
  if (written) {
    ledger = entry_count;
    linked = state;
  }
  return written;
}

Result<void> Store::append_ledger(const std::vector<std::string>& texts) {
  if (auto allowed = impl_->writable(); !allowed) return allowed;
  if (texts.empty()) return {};
  const std::lock_guard lock(impl_->changing);
  std::set<std::uint64_t> ids;
  const auto read = snapshot().for_each_ledger_entry(
      [&](const LedgerEntry& entry) { return ids.insert(entry.id).second; });
  if (!read) return tl::unexpected(read.error());
  rocksdb::WriteBatch batch;
  std::uint64_t position = impl_->ledger;
  for (const std::string& text : texts) {
    const LedgerEntry entry{position, ledger_id(text), text};
    if (!ids.insert(entry.id).second) {
      return fail(ErrorCode::kInvalid,
                  "The decision " + id_text(entry.id) + " is in the ledger already.",
                  id_text(entry.id));
    }
    batch.Put(impl_->database.column(Column::kLedger), slice(id_key(position++)),
              slice(encode(entry)));
  }
  return impl_->change_ledger(batch, position);
}

}  // namespace quipu
