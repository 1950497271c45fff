#include "graph/store/log_check.h"

#include <algorithm>
#include <boost/crc.hpp>
#include <cstdint>

namespace quipu {
namespace {

// The format: https://github.com/facebook/rocksdb/wiki/Write-Ahead-Log-File-Format
// Blocks of 32 KiB; in them records of crc (4 bytes), payload size (2), type (1), payload, all
// little-endian; the crc is a masked CRC-32C of type and payload. Types 1 to 4: whole, first,
// middle and last part of an entry.
constexpr std::size_t kBlockSize = 32768;
constexpr std::size_t kHeaderSize = 7;
constexpr std::uint32_t kMaskDelta = 0xA282EAD8;

using Crc32c = boost::crc_optimal<32, 0x1EDC6F41, 0xFFFFFFFF, 0xFFFFFFFF, true, true>;

struct Header {
  std::uint32_t crc;
  std::size_t payload_size;
  int type;
};

unsigned byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

Header header_at(std::string_view bytes, std::size_t at) {
  std::uint32_t crc = 0;
  for (std::size_t i = 4; i-- > 0;) crc = crc << 8 | byte_at(bytes, at + i);
  return {crc, byte_at(bytes, at + 4) | byte_at(bytes, at + 5) << 8,
          static_cast<int>(byte_at(bytes, at + 6))};
}

// Whether the crc of the header at `at` is that of a payload of `payload_size` bytes.
bool sound(std::string_view bytes, std::size_t at, std::uint32_t crc, std::size_t payload_size) {
  Crc32c sum;
  sum.process_bytes(bytes.data() + at + kHeaderSize - 1, payload_size + 1);
  const std::uint32_t value = sum.checksum();
  return crc == ((value >> 15 | value << 17) + kMaskDelta);
}

// `bytes` begin with a record that needs more bytes than there are.
bool torn(std::string_view bytes) {
  if (bytes.size() < kHeaderSize) return true;
  if (sound(bytes, 0, header_at(bytes, 0).crc, bytes.size() - kHeaderSize)) return false;
  for (std::size_t at = kHeaderSize; at + kHeaderSize <= bytes.size(); ++at) {
    const Header header = header_at(bytes, at);
    if (header.type < 1 || header.type > 4) continue;
    if (header.payload_size > bytes.size() - at - kHeaderSize) continue;
    if (sound(bytes, at, header.crc, header.payload_size)) return false;
  }
  return true;
}

}  // namespace

std::optional<std::string> find_log_damage(std::string_view log) {
  for (std::size_t block_begin = 0; block_begin < log.size(); block_begin += kBlockSize) {
    const std::string_view block = log.substr(block_begin, kBlockSize);
    const bool last = block_begin + kBlockSize >= log.size();
    const auto damage = [&](std::string_view what, std::size_t at) {
      return std::string(what) + " at byte " + std::to_string(block_begin + at);
    };
    std::size_t at = 0;
    while (block.size() - at >= kHeaderSize) {
      const Header header = header_at(block, at);
      if (header.crc == 0 && header.payload_size == 0 && header.type == 0) {
        // Space that was reserved and not written (a power loss leaves it) has zeros only.
        const auto rest = log.substr(block_begin + at);
        if (std::all_of(rest.begin(), rest.end(), [](char c) { return c == '\0'; })) return {};
        return damage("a hole", at);
      }
      if (header.payload_size > block.size() - at - kHeaderSize) {
        if (last && torn(block.substr(at))) return {};
        return damage("a wrong record length", at);
      }
      if (!sound(block, at, header.crc, header.payload_size)) {
        return damage("a checksum mismatch", at);
      }
      if (header.type < 1 || header.type > 4) return damage("an unknown record type", at);
      at += kHeaderSize + header.payload_size;
    }
    // Fewer bytes than a header are a trailer of zeros, unless the log ends here.
  }
  return {};
}

}  // namespace quipu
