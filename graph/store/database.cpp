#include "graph/store/database.h"

#include <rocksdb/cache.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>
#include <vector>

#include "graph/store/encoding.h"
#include "graph/store/log_check.h"

namespace quipu {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMiB = 1 << 20;
constexpr int kReaderAttempts = 20;

// A reader leaves no trace in the folder of a store (which may be another's, or read-only).
class SilentLogger : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

rocksdb::DBOptions database_options(Access access) {
  rocksdb::DBOptions options;
  options.create_if_missing = access == Access::kCreate;
  options.create_missing_column_families = access == Access::kCreate;
  options.paranoid_checks = true;
  // A torn last record is what SIGKILL leaves; all other damage stops the open. The default
  // (kPointInTimeRecovery) drops everything behind a flipped bit and says nothing. See also
  // find_log_damage().
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  options.atomic_flush = true;
  options.max_background_jobs = 2;
  options.max_bgerror_resume_count = 0;  // a full disk is reported, not waited for
  options.db_write_buffer_size = 48 * kMiB;
  options.max_total_wal_size = 64 * kMiB;
  if (access == Access::kRead) {
    // Open tables stay readable when a writer's compaction unlinks them.
    options.max_open_files = -1;
    options.info_log = std::make_shared<SilentLogger>();
  } else {
    options.max_open_files = 256;
    options.keep_log_file_num = 2;
    options.max_log_file_size = kMiB;
    options.info_log_level = rocksdb::InfoLogLevel::WARN_LEVEL;
    options.stats_dump_period_sec = 0;
    options.stats_persist_period_sec = 0;
  }
  return options;
}

std::vector<rocksdb::ColumnFamilyDescriptor> column_descriptors(Access access) {
  rocksdb::BlockBasedTableOptions table;
  // Questions come back to the same blocks; a build passes each once.
  table.block_cache = rocksdb::NewLRUCache((access == Access::kRead ? 256 : 32) * kMiB);
  table.cache_index_and_filter_blocks = true;
  table.block_size = 16 << 10;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));

  rocksdb::ColumnFamilyOptions plain;
  plain.write_buffer_size = 16 * kMiB;
  plain.compression = rocksdb::kLZ4Compression;
  plain.bottommost_compression = rocksdb::kZSTD;
  plain.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));

  rocksdb::ColumnFamilyOptions bulky = plain;  // articles and what was read from them
  bulky.compression = rocksdb::kZSTD;
  table.block_size = 64 << 10;
  bulky.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));

  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
  descriptors.emplace_back(rocksdb::kDefaultColumnFamilyName, plain);  // RocksDB wants one; empty
  for (const std::string_view name : kColumnNames) {
    const bool is_bulky =
        name == column_name(Column::kBytes) || name == column_name(Column::kExtractions);
    descriptors.emplace_back(std::string(name), is_bulky ? bulky : plain);
  }
  return descriptors;
}

bool begins_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

bool ends_with(std::string_view text, std::string_view suffix) {
  return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

// Names in the folder, sorted; empty when it cannot be listed.
std::vector<std::string> list_folder(const std::string& path) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator at(path, error), end; !error && at != end; at.increment(error)) {
    names.push_back(at->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

// What an interrupted creation may leave.
bool made_by_creation(std::string_view name) {
  return begins_with(name, "LOG") || name == "LOCK" || name == "IDENTITY" ||
         begins_with(name, "OPTIONS-") || begins_with(name, "MANIFEST-") ||
         ends_with(name, ".dbtmp");
}

Error damaged(const std::string& path, const std::string& what) {
  return {ErrorCode::kCorrupt,
          "The store " + path + " is damaged (" + what +
              "); restore a copy or build it again from the articles.",
          path};
}

// Whether there is a store: true, or false when one can be made here.
Result<bool> look(const std::string& path, Access access) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) {
    if (access == Access::kCreate) return false;
    return fail(ErrorCode::kNotFound, "There is no store at " + path + "; `quipu build` makes one.",
                path);
  }
  if (error) {
    return fail(ErrorCode::kUnreadable,
                "The store " + path + " cannot be reached: " + error.message() + ".", path);
  }
  if (status.type() != fs::file_type::directory) {
    return fail(ErrorCode::kUnreadable, path + " is a file; a store is a folder.", path);
  }
  if (::access(path.c_str(), R_OK | X_OK) != 0) {
    return fail(ErrorCode::kUnreadable, "The store " + path + " cannot be read: permission denied.",
                path);
  }
  const std::vector<std::string> names = list_folder(path);
  if (std::binary_search(names.begin(), names.end(), "CURRENT")) return true;
  const auto any = [&](auto&& test) { return std::any_of(names.begin(), names.end(), test); };
  if (any([](std::string_view name) { return begins_with(name, "MANIFEST-"); }) &&
      any([](std::string_view name) {
        return ends_with(name, ".sst") || ends_with(name, ".log");
      })) {
    return tl::unexpected(damaged(path, "the file CURRENT is lost"));
  }
  const auto foreign = std::find_if_not(names.begin(), names.end(), made_by_creation);
  if (foreign != names.end()) {
    return fail(ErrorCode::kUnreadable,
                path + " is a folder with other things in it (" + *foreign +
                    "), not a store; name an empty or a new folder.",
                path);
  }
  if (access == Access::kCreate) return false;
  return fail(ErrorCode::kNotFound,
              "There is no store in the folder " + path + "; `quipu build` makes one.", path);
}

// Takes the lock for a moment, so that a second process hears of it before anything is read.
Result<void> check_lock(const std::string& path) {
  if (::access(path.c_str(), W_OK) != 0) {
    const bool read_only = errno == EROFS;
    return fail(ErrorCode::kUnreadable,
                "The store " + path + " cannot be written: " +
                    (read_only ? "its file system is read-only." : "permission denied."),
                path);
  }
  rocksdb::Env* env = rocksdb::Env::Default();
  const std::string file = path + "/LOCK";
  rocksdb::FileLock* lock = nullptr;
  const rocksdb::Status status = env->LockFile(file, &lock);
  if (status.ok()) {
    env->UnlockFile(lock);
    return {};
  }
  if (status.IsNoSpace()) return tl::unexpected(store_error(status, path));
  if (::access(file.c_str(), R_OK | W_OK) != 0) {
    return fail(ErrorCode::kUnreadable,
                "The store " + path + " cannot be locked: no permission to write its file LOCK.",
                path);
  }
  return fail(ErrorCode::kLocked,
              "The store " + path +
                  " is being written by another process; wait until that is done, or name another "
                  "store.",
              path);
}

// Reads a file whole; nothing when it is gone (a writer may delete logs while a reader looks).
std::optional<std::string> read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

// The MANIFEST in use and the write-ahead logs, before RocksDB reads them (and, opened for
// writing, deletes what a damaged MANIFEST does not name).
Result<void> check_logs(const std::string& path) {
  std::string manifest = read_file(path + "/CURRENT").value_or("");
  if (!manifest.empty() && manifest.back() == '\n') manifest.pop_back();
  for (const std::string& name : list_folder(path)) {
    if (name != manifest && !ends_with(name, ".log")) continue;
    const std::optional<std::string> log = read_file(path + "/" + name);
    if (!log) continue;
    if (const auto damage = find_log_damage(*log)) {
      return tl::unexpected(damaged(path, *damage + " of " + name));
    }
  }
  return {};
}

// Column families that this program does not know, or lacks: the version says which of the two
// programs is too old.
Result<void> check_columns(const std::string& path) {
  std::vector<std::string> names;
  const rocksdb::Status status =
      rocksdb::DB::ListColumnFamilies(rocksdb::DBOptions(), path, &names);
  if (!status.ok()) return tl::unexpected(store_error(status, path));
  const bool known = std::all_of(names.begin(), names.end(), [](const std::string& name) {
    return name == rocksdb::kDefaultColumnFamilyName ||
           std::find(kColumnNames.begin(), kColumnNames.end(), name) != kColumnNames.end();
  });
  if (known && names.size() == kColumnNames.size() + 1) return {};
  std::optional<std::uint64_t> version;  // none: not a store, or one that was never finished
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* raw = nullptr;
  const std::vector<rocksdb::ColumnFamilyDescriptor> descriptors = {
      {rocksdb::kDefaultColumnFamilyName, {}}, {std::string(column_name(Column::kMeta)), {}}};
  rocksdb::DBOptions options = database_options(Access::kRead);
  if (rocksdb::DB::OpenForReadOnly(options, path, descriptors, &handles, &raw).ok()) {
    std::string value;
    if (raw->Get({}, handles[1], slice(kFormatKey), &value).ok()) {
      decode_number(value, &version.emplace());
    }
    for (auto* handle : handles) raw->DestroyColumnFamilyHandle(handle);
    delete raw;
  }
  if (version && *version != kStoreFormat) {
    return tl::unexpected(unsupported_format(path, *version));
  }
  if (known) return {};
  return fail(ErrorCode::kUnsupported,
              path + " holds a RocksDB database that is no store of quipu's; name another folder.",
              path);
}

}  // namespace

Error unsupported_format(const std::string& path, std::uint64_t version) {
  const bool newer = version > kStoreFormat;
  return {ErrorCode::kUnsupported,
          "The store " + path + " has format " + std::to_string(version) + ", " +
              (newer ? "newer" : "older") + " than this program's " + std::to_string(kStoreFormat) +
              "; " +
              (newer ? "use a newer quipu, or build the store again with this one."
                     : "build the store again with this quipu."),
          path};
}

Error store_error(const rocksdb::Status& status, const std::string& path) {
  const std::string text = status.ToString();
  if (status.IsNoSpace()) {
    return {ErrorCode::kFull,
            "No space is left on the device that holds the store " + path +
                "; free some and run again: what was stored is kept.",
            path};
  }
  if (status.IsCorruption()) return damaged(path, text);
  if (text.find("Column family not found") != std::string::npos) {
    return {ErrorCode::kUnsupported,
            path +
                " holds a store that was never finished, or a database that is not quipu's; "
                "build it again.",
            path};
  }
  if (status.IsPathNotFound() || text.find("No such file") != std::string::npos) {
    return damaged(path, "a file is lost: " + text);
  }
  return {ErrorCode::kUnreadable, "The store " + path + " cannot be used: " + text + ".", path};
}

Error corrupt_record(const std::string& path, Column column, std::string_view key) {
  return {ErrorCode::kCorrupt,
          "The store " + path + " is damaged (the record " + key_text(column, key) +
              " does not have its form); restore a copy or build it again from the articles.",
          key_text(column, key)};
}

Error Database::error(const rocksdb::Status& status) const { return store_error(status, path_); }

Result<Database> Database::open(const std::string& path, Access access) {
  const Result<bool> exists = look(path, access);
  if (!exists) return tl::unexpected(exists.error());
  if (!*exists) {
    std::error_code error;
    fs::create_directories(path, error);
    if (error) {
      const bool full = error == std::errc::no_space_on_device;
      return fail(full ? ErrorCode::kFull : ErrorCode::kUnreadable,
                  "The store " + path + " cannot be made: " + error.message() + ".", path);
    }
  }
  if (access != Access::kRead) {
    if (auto free = check_lock(path); !free) return tl::unexpected(free.error());
  }

  const auto attempt = [&](Database& out) -> Result<void> {
    if (*exists) {
      if (auto sound = check_logs(path); !sound) return sound;
      if (auto known = check_columns(path); !known) return known;
    }
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    rocksdb::DB* raw = nullptr;
    const rocksdb::DBOptions options = database_options(access);
    const auto descriptors = column_descriptors(access);
    const rocksdb::Status status =
        access == Access::kRead
            ? rocksdb::DB::OpenForReadOnly(options, path, descriptors, &handles, &raw)
            : rocksdb::DB::Open(options, path, descriptors, &handles, &raw);
    if (!status.ok()) return tl::unexpected(store_error(status, path));
    out.path_ = path;
    out.db_.reset(raw);
    out.default_column_ = handles[0];
    std::copy(handles.begin() + 1, handles.end(), out.columns_.begin());
    return {};
  };

  if (access != Access::kRead) {
    Database out;
    if (auto opened = attempt(out); !opened) return tl::unexpected(opened.error());
    return out;
  }
  // A writer may rewrite the files of a store while a reader opens it; RocksDB does not notice a
  // log that is deleted between the MANIFEST and the logs. What was read is one state when the
  // folder was the same before and after.
  for (int left = kReaderAttempts;; --left) {
    Database out;
    const auto before = list_folder(path);
    const auto opened = attempt(out);
    const bool steady = before == list_folder(path);
    if (opened && steady) return out;
    if (steady || left == 0) {
      if (!opened) return tl::unexpected(opened.error());
      return fail(ErrorCode::kLocked,
                  "The store " + path + " is being rewritten at this moment; try again.", path);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

Database::~Database() {
  if (!db_) return;
  db_->DestroyColumnFamilyHandle(default_column_);
  for (auto* column : columns_) db_->DestroyColumnFamilyHandle(column);
  db_->Close();
}

Result<void> Database::write(rocksdb::WriteBatch& batch, bool sync) const {
  constexpr std::uint64_t kReserve = 1 << 20;
  struct statvfs disk {};
  if (::statvfs(path_.c_str(), &disk) == 0 &&
      disk.f_bavail * disk.f_frsize < batch.GetDataSize() + kReserve) {
    return tl::unexpected(error(rocksdb::Status::NoSpace()));
  }
  rocksdb::WriteOptions how;
  how.sync = sync;
  const rocksdb::Status status = db_->Write(how, &batch);
  if (!status.ok()) return tl::unexpected(error(status));
  return {};
}

Result<std::optional<std::string>> Database::get(Column column, std::string_view key,
                                                 const rocksdb::Snapshot* at) const {
  rocksdb::ReadOptions options;
  options.verify_checksums = true;
  options.snapshot = at;
  std::string value;
  const rocksdb::Status status = db_->Get(options, this->column(column), slice(key), &value);
  if (status.IsNotFound()) return std::nullopt;
  if (!status.ok()) return tl::unexpected(error(status));
  return value;
}

Result<std::uint64_t> Database::scan(Column column, const std::string& prefix,
                                     const rocksdb::Snapshot* at, const Visit& f) const {
  const std::string end = prefix_end(prefix);
  const rocksdb::Slice bound = slice(end);
  rocksdb::ReadOptions options;
  options.verify_checksums = true;
  options.snapshot = at;
  options.fill_cache = !prefix.empty();
  if (!end.empty()) options.iterate_upper_bound = &bound;
  const std::unique_ptr<rocksdb::Iterator> row(db_->NewIterator(options, this->column(column)));
  std::uint64_t count = 0;
  for (row->Seek(slice(prefix)); row->Valid(); row->Next()) {
    const Result<bool> more = f(view(row->key()), view(row->value()));
    if (!more) return tl::unexpected(more.error());
    ++count;
    if (!*more) break;
  }
  if (!row->status().ok()) return tl::unexpected(error(row->status()));
  return count;
}

}  // namespace quipu
