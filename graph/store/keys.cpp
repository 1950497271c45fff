#include "graph/store/keys.h"

namespace quipu {
namespace {

void put64(std::string& out, std::uint64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8) out.push_back(static_cast<char>(value >> shift));
}

void put32(std::string& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<char>(value >> shift));
}

// Takes numbers off the front; the caller has checked the size.
std::uint64_t take(std::string_view& key, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size; ++i) {
    value = value << 8 | static_cast<unsigned char>(key[i]);
  }
  key.remove_prefix(size);
  return value;
}

std::uint64_t take64(std::string_view& key) { return take(key, 8); }
std::uint32_t take32(std::string_view& key) { return static_cast<std::uint32_t>(take(key, 4)); }

constexpr std::size_t kStatementKeySize = 8 + 8 + 4 + 8 + 8;
constexpr std::size_t kMentionKeySize = 8 + 8 + 4 + 4 + 8 + 4;

// A NUL in a name is written 00 FF and its end 00 01, so that names of any bytes keep their order
// and none is a prefix of another.
constexpr char kNulEscape = '\xFF';
constexpr char kNameEnd = '\x01';

}  // namespace

std::string id_key(std::uint64_t id) {
  std::string key;
  put64(key, id);
  return key;
}

std::string linked_key(Generation generation, std::uint64_t id) {
  std::string key = id_key(generation);
  put64(key, id);
  return key;
}

std::string linked_key(Generation generation, std::string_view text) {
  return id_key(generation).append(text);
}

std::string term_key(Generation generation, TermId term) {
  std::string key = id_key(generation);
  put32(key, term);
  return key;
}

std::string predicate_prefix(Generation generation, TermId predicate) {
  return term_key(generation, predicate);
}

std::string spo_key(Generation generation, const StatementKey& key) {
  std::string out = id_key(generation);
  put64(out, key.subject);
  put32(out, key.predicate);
  put64(out, key.object);
  put64(out, key.id);
  return out;
}

std::string pos_key(Generation generation, const StatementKey& key) {
  std::string out = id_key(generation);
  put32(out, key.predicate);
  put64(out, key.object);
  put64(out, key.subject);
  put64(out, key.id);
  return out;
}

std::string osp_key(Generation generation, const StatementKey& key) {
  std::string out = id_key(generation);
  put64(out, key.object);
  put64(out, key.subject);
  put32(out, key.predicate);
  put64(out, key.id);
  return out;
}

std::string mention_key(Generation generation, const MentionKey& key) {
  std::string out = id_key(generation);
  put64(out, key.document);
  put32(out, key.span.begin);
  put32(out, ~key.span.end);
  put64(out, key.entity);
  put32(out, key.type);
  return out;
}

std::string name_prefix(Generation generation, std::string_view folded_name) {
  std::string key = id_key(generation);
  for (const char byte : folded_name) {
    key.push_back(byte);
    if (byte == '\0') key.push_back(kNulEscape);
  }
  key.push_back('\0');
  key.push_back(kNameEnd);
  return key;
}

std::string name_key(Generation generation, std::string_view folded_name, EntityId entity) {
  std::string key = name_prefix(generation, folded_name);
  put64(key, entity);
  return key;
}

std::optional<std::uint64_t> parse_id_key(std::string_view key) {
  if (key.size() != 8) return std::nullopt;
  return take64(key);
}

std::optional<Generation> parse_generation(std::string_view key) {
  if (key.size() < 8) return std::nullopt;
  return take64(key);
}

std::optional<std::uint64_t> parse_linked_id(std::string_view key) {
  if (key.size() != 16) return std::nullopt;
  return parse_id_key(key.substr(8));
}

std::optional<TermId> parse_term_key(std::string_view key) {
  if (key.size() != 12) return std::nullopt;
  key.remove_prefix(8);
  return take32(key);
}

std::optional<StatementKey> parse_spo_key(std::string_view key) {
  if (key.size() != kStatementKeySize) return std::nullopt;
  key.remove_prefix(8);
  StatementKey out;
  out.subject = take64(key);
  out.predicate = take32(key);
  out.object = take64(key);
  out.id = take64(key);
  return out;
}

std::optional<StatementKey> parse_pos_key(std::string_view key) {
  if (key.size() != kStatementKeySize) return std::nullopt;
  key.remove_prefix(8);
  StatementKey out;
  out.predicate = take32(key);
  out.object = take64(key);
  out.subject = take64(key);
  out.id = take64(key);
  return out;
}

std::optional<StatementKey> parse_osp_key(std::string_view key) {
  if (key.size() != kStatementKeySize) return std::nullopt;
  key.remove_prefix(8);
  StatementKey out;
  out.object = take64(key);
  out.subject = take64(key);
  out.predicate = take32(key);
  out.id = take64(key);
  return out;
}

std::optional<MentionKey> parse_mention_key(std::string_view key) {
  if (key.size() != kMentionKeySize) return std::nullopt;
  key.remove_prefix(8);
  MentionKey out;
  out.document = take64(key);
  out.span.begin = take32(key);
  out.span.end = ~take32(key);
  out.entity = take64(key);
  out.type = take32(key);
  return out;
}

std::optional<NameKey> parse_name_key(std::string_view key) {
  if (key.size() < 8 + 2 + 8) return std::nullopt;
  key.remove_prefix(8);
  std::string_view entity = key.substr(key.size() - 8);
  key.remove_suffix(8);
  NameKey out;
  out.entity = take64(entity);
  for (std::size_t i = 0; i < key.size(); ++i) {
    if (key[i] != '\0') {
      out.name.push_back(key[i]);
      continue;
    }
    if (++i == key.size()) return std::nullopt;
    if (key[i] == kNameEnd) return i + 1 == key.size() ? std::optional(out) : std::nullopt;
    if (key[i] != kNulEscape) return std::nullopt;
    out.name.push_back('\0');
  }
  return std::nullopt;
}

std::string prefix_end(std::string prefix) {
  while (!prefix.empty() && prefix.back() == '\xFF') prefix.pop_back();
  if (!prefix.empty()) prefix.back() = static_cast<char>(prefix.back() + 1);
  return prefix;
}

std::string key_text(Column column, std::string_view key) {
  std::string out(column_name(column));
  out.push_back('/');
  if (column == Column::kMeta) return out.append(key);
  constexpr std::string_view kDigits = "0123456789abcdef";
  for (std::size_t i = 0; i < key.size(); ++i) {
    if (i > 0 && i % 8 == 0) out.push_back('.');
    const auto byte = static_cast<unsigned char>(key[i]);
    out.push_back(kDigits[byte >> 4]);
    out.push_back(kDigits[byte & 15]);
  }
  return out;
}

}  // namespace quipu
