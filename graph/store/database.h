// RocksDB, opened the way the store needs it: options, column families, the lock, and errors in
// words. Only graph/store includes this.
#pragma once

#include <rocksdb/db.h>

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "extract/value/result.h"
#include "graph/store/keys.h"

namespace quipu {

enum class Access { kRead, kWrite, kCreate };

// Owns the database and its column families; closes them in the right order.
class Database {
 public:
  // Errors: kNotFound, kLocked, kUnsupported, kUnreadable, kCorrupt, kFull.
  static Result<Database> open(const std::string& path, Access access);
  Database() = default;
  Database(Database&&) noexcept = default;
  Database& operator=(Database&&) = delete;
  ~Database();

  rocksdb::DB& db() const { return *db_; }
  rocksdb::ColumnFamilyHandle* column(Column column) const {
    return columns_[static_cast<std::size_t>(column)];
  }
  const std::string& path() const { return path_; }

  // One value; nothing when the key is not there.
  Result<std::optional<std::string>> get(Column column, std::string_view key,
                                         const rocksdb::Snapshot* at = nullptr) const;
  // Hands on every key that begins with `prefix`, in order, until `f` gives false or an error.
  // The number of keys handed on.
  using Visit = std::function<Result<bool>(std::string_view key, std::string_view value)>;
  Result<std::uint64_t> scan(Column column, const std::string& prefix, const rocksdb::Snapshot* at,
                             const Visit& f) const;
  // All of the batch or nothing. `sync`: on the disk before it returns. Refused (kFull) before the
  // disk is quite full: RocksDB that meets the end of the disk within its log can only abort.
  Result<void> write(rocksdb::WriteBatch& batch, bool sync) const;
  // In words, with the code that the status means.
  Error error(const rocksdb::Status& status) const;

 private:
  std::string path_;
  std::unique_ptr<rocksdb::DB> db_;
  std::array<rocksdb::ColumnFamilyHandle*, kColumnNames.size()> columns_{};
  rocksdb::ColumnFamilyHandle* default_column_ = nullptr;
};

Error store_error(const rocksdb::Status& status, const std::string& path);

// A store of another format than this program's, and what to do about it.
Error unsupported_format(const std::string& path, std::uint64_t version);

// A key or record that is not what its place says.
Error corrupt_record(const std::string& path, Column column, std::string_view key);

inline rocksdb::Slice slice(std::string_view bytes) { return {bytes.data(), bytes.size()}; }
inline std::string_view view(const rocksdb::Slice& bytes) { return {bytes.data(), bytes.size()}; }

}  // namespace quipu
