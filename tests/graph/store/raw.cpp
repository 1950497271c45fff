#include "tests/graph/store/raw.h"

#include <stdexcept>

namespace quipu::test {
namespace {

void check(const rocksdb::Status& status) {
  if (!status.ok()) throw std::runtime_error(status.ToString());
}

}  // namespace

RawStore::RawStore(const std::string& path) {
  std::vector<std::string> names;
  check(rocksdb::DB::ListColumnFamilies({}, path, &names));
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
  for (const std::string& name : names)
    descriptors.emplace_back(name, rocksdb::ColumnFamilyOptions());
  rocksdb::DB* raw = nullptr;
  check(rocksdb::DB::Open({}, path, descriptors, &handles_, &raw));
  db_.reset(raw);
}

RawStore::~RawStore() {
  for (auto* one : handles_) db_->DestroyColumnFamilyHandle(one);
}

rocksdb::ColumnFamilyHandle* RawStore::handle(Column column) const {
  for (auto* one : handles_) {
    if (one->GetName() == column_name(column)) return one;
  }
  throw std::runtime_error("no such column family");
}

void RawStore::put(Column column, const std::string& key, const std::string& value) {
  check(db_->Put({}, handle(column), key, value));
}

void RawStore::remove(Column column, const std::string& key) {
  check(db_->Delete({}, handle(column), key));
}

void RawStore::add_column(const std::string& name) {
  rocksdb::ColumnFamilyHandle* made = nullptr;
  check(db_->CreateColumnFamily({}, name, &made));
  handles_.push_back(made);
}

std::vector<std::pair<std::string, std::string>> RawStore::rows(Column column) const {
  std::vector<std::pair<std::string, std::string>> out;
  const std::unique_ptr<rocksdb::Iterator> row(db_->NewIterator({}, handle(column)));
  for (row->SeekToFirst(); row->Valid(); row->Next()) {
    out.emplace_back(row->key().ToString(), row->value().ToString());
  }
  check(row->status());
  return out;
}

}  // namespace quipu::test
