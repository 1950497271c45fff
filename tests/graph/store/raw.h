// A store through RocksDB alone: to plant defects that the store's own functions cannot make.
#pragma once

#include <rocksdb/db.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "graph/store/keys.h"

namespace quipu::test {

class RawStore {
 public:
  // Throws std::runtime_error.
  explicit RawStore(const std::string& path);
  RawStore(const RawStore&) = delete;
  RawStore& operator=(const RawStore&) = delete;
  ~RawStore();

  void put(Column column, const std::string& key, const std::string& value);
  void remove(Column column, const std::string& key);
  void add_column(const std::string& name);
  std::vector<std::pair<std::string, std::string>> rows(Column column) const;

 private:
  rocksdb::ColumnFamilyHandle* handle(Column column) const;

  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> handles_;
};

}  // namespace quipu::test
