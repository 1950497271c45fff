// Fuzzer: any bytes as a record of the store, as a key and as a log of RocksDB's.
// What is accepted must encode to something that is accepted again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "graph/store/encoding.h"
#include "graph/store/keys.h"
#include "graph/store/log_check.h"

namespace quipu {
namespace {

const Terms& terms() {
  static const Terms known({"Person", "model", "title"});
  return known;
}

void must(bool condition) {
  if (!condition) std::abort();
}

// `encode_it` of an accepted record is stable: decoded and encoded again it is the same.
template <typename Record, typename Decode, typename Encode>
void round_trip(std::string_view bytes, const Decode& decode_it, const Encode& encode_it) {
  Record record;
  if (!decode_it(bytes, &record)) return;
  const std::string once = encode_it(record);
  Record again;
  must(decode_it(once, &again));
  must(encode_it(again) == once);
}

template <typename Record>
void round_trip(std::string_view bytes) {
  round_trip<Record>(
      bytes, [](std::string_view from, Record* out) { return decode(from, out); },
      [](const Record& record) { return encode(record); });
}

template <typename Record>
void round_trip_with_terms(std::string_view bytes) {
  round_trip<Record>(
      bytes, [](std::string_view from, Record* out) { return decode(from, terms(), out); },
      [](const Record& record) { return encode(record, terms()); });
}

void keys(std::string_view bytes) {
  if (const auto key = parse_name_key(bytes)) {
    must(name_key(*parse_generation(bytes), key->name, key->entity) == bytes);
  }
  if (const auto key = parse_mention_key(bytes)) {
    must(mention_key(*parse_generation(bytes), *key) == bytes);
  }
  if (const auto key = parse_spo_key(bytes)) must(spo_key(*parse_generation(bytes), *key) == bytes);
  if (const auto key = parse_pos_key(bytes)) must(pos_key(*parse_generation(bytes), *key) == bytes);
  if (const auto key = parse_osp_key(bytes)) must(osp_key(*parse_generation(bytes), *key) == bytes);
}

}  // namespace
}  // namespace quipu

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace quipu;
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 10) {
    case 0:
      round_trip<DocumentRecord>(bytes);
      break;
    case 1:
      round_trip<Extraction>(bytes);
      break;
    case 2:
      round_trip<Provenance>(bytes);
      break;
    case 3:
      round_trip<LinkedState>(bytes);
      break;
    case 4:
      round_trip<MentionRecord>(bytes);
      break;
    case 5:
      round_trip_with_terms<EntityRecord>(bytes);
      break;
    case 6:
      round_trip_with_terms<StatementRecord>(bytes);
      break;
    case 7:
      round_trip<LedgerEntry>(bytes);
      break;
    case 8:
      keys(bytes);
      break;
    default:
      find_log_damage(bytes);
  }
  return 0;
}
