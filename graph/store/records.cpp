#include "graph/store/records.h"

#include <xxhash.h>

#include <charconv>

namespace quipu {

std::string id_text(std::uint64_t id) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text(16, '0');
  for (std::size_t i = 16; i-- > 0; id >>= 4) text[i] = kDigits[id & 15];
  return text;
}

bool parse_id(std::string_view text, std::uint64_t* out) {
  if (text.size() != 16) return false;
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (error != std::errc() || end != text.data() + text.size()) return false;
  *out = value;
  return true;
}

std::uint64_t ledger_id(std::string_view text) { return XXH3_64bits(text.data(), text.size()); }

}  // namespace quipu
