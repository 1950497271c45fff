// Whether a log of RocksDB's (a write-ahead log, a MANIFEST) is as it was written.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace quipu {

// The place and kind of the first damage; nothing when there is none.
//
// RocksDB takes a record that runs past the end of its log, and one that claims to belong to a
// recycled log, for the end of the log: after a flipped bit in a length or in a type it drops
// what follows and says nothing. A process that was killed leaves such an end too. The difference:
// behind a torn record there is nothing, while a record with a wrong length has its whole payload,
// or whole records, behind it.
std::optional<std::string> find_log_damage(std::string_view log);

}  // namespace quipu
