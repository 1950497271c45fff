// Records and keys as bytes: what goes in comes out, order is kept, and any bytes are survived.
#include <doctest/doctest.h>

#include <algorithm>
#include <bitset>
#include <limits>
#include <random>

#include "graph/store/encoding.h"
#include "graph/store/keys.h"
#include "tests/graph/store/fixture.h"

namespace quipu {
namespace {

const Terms kTerms({"Person", "model", "title"});

StatementRecord statement() {
  StatementRecord record;
  record.status = Status::kPlanned;
  record.confidence = 65535;
  record.method = "model";
  record.qualifiers = {{"title", std::string("a\0b", 3)}};
  record.evidence = {{std::numeric_limits<DocumentId>::max(), {0, 0xFFFFFFFF}}, {7, {128, 300}}};
  return record;
}

EntityRecord entity() {
  return {0, "Person", "林桥", {"Lin Qiao", "林桥"}, {"same name"}, {{"en", "Lin Qiao"}}};
}

DocumentRecord document() {
  return {0, "https://news.example/1", "题", "zh", "2024", Format::kHtml, 0xFFFFFFFFFFFFFFFF, 99};
}

// Decodes `bytes` as every kind of record; which kinds they can be.
std::bitset<9> decode_all(const std::string& bytes) {
  DocumentRecord a;
  Extraction b;
  Provenance c;
  LinkedState d;
  std::uint64_t e = 0;
  EntityRecord f;
  MentionRecord g;
  StatementRecord h;
  LedgerEntry i;
  std::bitset<9> kinds;
  kinds[0] = decode(bytes, &a);
  kinds[1] = decode(bytes, &b);
  kinds[2] = decode(bytes, &c);
  kinds[3] = decode(bytes, &d);
  kinds[4] = decode_number(bytes, &e);
  kinds[5] = decode(bytes, kTerms, &f);
  kinds[6] = decode(bytes, &g);
  kinds[7] = decode(bytes, kTerms, &h);
  kinds[8] = decode(bytes, &i);
  return kinds;
}

std::vector<std::string> samples() {
  Provenance provenance;
  provenance.schema_hash = "5c";
  provenance.model_hashes = {{"en", "e1"}, {"zh", "21"}};
  LinkedState state;
  state.generation = 1ull << 63;
  state.statements = 300;
  return {encode(document()),
          encode(test::article(3).extraction),
          encode(Extraction()),
          encode(provenance),
          encode(state),
          encode(LedgerEntry{0, ledger_id("undo"), "undo"}),
          encode_number(std::numeric_limits<std::uint64_t>::max()),
          encode(entity(), kTerms),
          encode(MentionRecord()),
          encode(statement(), kTerms)};
}

}  // namespace

TEST_CASE("an id is written as 16 hexadecimal digits and read back") {
  for (const std::uint64_t id : {std::uint64_t{0}, std::uint64_t{0xab}, ~std::uint64_t{0}}) {
    std::uint64_t back = 1;
    CHECK(parse_id(id_text(id), &back));
    CHECK(back == id);
  }
  CHECK(id_text(0xab) == "00000000000000ab");
  std::uint64_t ignored = 0;
  for (const char* text : {"", "ab", "00000000000000ag", "+0000000000000ab", "-000000000000001",
                           "0x000000000000ab", " 00000000000000ab", "000000000000000ab"}) {
    CHECK_FALSE(parse_id(text, &ignored));
  }
}

TEST_CASE("a record that is decoded encodes to the same bytes") {
  const Extraction extraction = test::article(3).extraction;
  Extraction back;
  REQUIRE(decode(encode(extraction), &back));
  CHECK(back == extraction);

  StatementRecord said;
  REQUIRE(decode(encode(statement(), kTerms), kTerms, &said));
  CHECK(encode(said, kTerms) == encode(statement(), kTerms));
  CHECK(said.qualifiers == statement().qualifiers);
  CHECK(said.evidence == statement().evidence);
  CHECK(said.status == Status::kPlanned);

  EntityRecord thing;
  REQUIRE(decode(encode(entity(), kTerms), kTerms, &thing));
  CHECK(thing.type == "Person");
  CHECK(thing.names == entity().names);

  DocumentRecord known;
  REQUIRE(decode(encode(document()), &known));
  CHECK(encode(known) == encode(document()));
  CHECK(known.format == Format::kHtml);
}

TEST_CASE("a record that is cut short, or longer than it should be, is not a record") {
  for (const std::string& sample : samples()) {
    const auto kinds = decode_all(sample);
    CHECK(kinds.any());
    CHECK((decode_all(sample + '\0') & kinds).none());
  }
  const std::string whole = encode(test::article(3).extraction);
  Extraction ignored;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CHECK_FALSE(decode(whole.substr(0, size), &ignored));
  }
}

TEST_CASE("any bytes are a record or are refused") {
  std::minstd_rand random(5);
  for (const std::string& sample : samples()) {
    for (int round = 0; round < 2000; ++round) {
      std::string bytes = sample;
      for (int changes = static_cast<int>(random() % 4); changes >= 0; --changes) {
        bytes[random() % bytes.size()] = static_cast<char>(random());
      }
      Extraction extraction;
      // A number, a set or a map has one form: what is accepted is what would be written.
      if (decode(bytes, &extraction)) CHECK(encode(extraction).size() <= bytes.size());
      decode_all(bytes);
    }
  }
  // Counts that promise more than there is must not reserve it.
  Extraction ignored;
  CHECK_FALSE(decode(encode_number(1ull << 60), &ignored));
}

TEST_CASE("keys keep the order of what they hold") {
  const std::vector<std::string> names = {"",
                                          std::string("\0", 1),
                                          std::string("\0\0", 2),
                                          "a",
                                          std::string("a\0", 2),
                                          std::string("a\0b", 3),
                                          "a\x01b",
                                          "ab",
                                          "\xFF"};
  std::vector<std::string> keys;
  for (const std::string& name : names) {
    for (const EntityId id : {EntityId{0}, EntityId{255}, ~EntityId{0}}) {
      keys.push_back(name_key(1, name, id));
      const auto back = parse_name_key(keys.back());
      REQUIRE(back);
      CHECK(back->name == name);
      CHECK(back->entity == id);
    }
  }
  CHECK(std::is_sorted(keys.begin(), keys.end()));

  CHECK(spo_key(1, {255, 1, 1, 1}) < spo_key(1, {256, 0, 0, 0}));
  CHECK(spo_key(1, {1, 2, 255, 1}) < spo_key(1, {1, 2, 256, 0}));
  CHECK(mention_key(1, {1, {5, 9}, 0, 0}) < mention_key(1, {1, {5, 7}, 0, 0}));
  CHECK(mention_key(1, {1, {5, 7}, 0, 0}) < mention_key(1, {1, {6, 9}, 0, 0}));
}

TEST_CASE("no name is found under the beginning of another") {
  const std::string prefix = name_prefix(1, "ab");
  CHECK(name_key(1, "ab", 9).substr(0, prefix.size()) == prefix);
  for (const std::string& other : {std::string("abc"), std::string("a"), std::string("ab\0", 3),
                                   std::string("ab\0\x01xxxxxxxx", 12)}) {
    CHECK(name_key(1, other, 9).substr(0, prefix.size()) != prefix);
  }
}

TEST_CASE("a key of another form is not a key") {
  const std::string key = spo_key(1, {1, 2, 3, 4});
  CHECK(parse_spo_key(key));
  CHECK_FALSE(parse_spo_key(key.substr(1)));
  CHECK_FALSE(parse_pos_key(key + "x"));
  CHECK_FALSE(parse_osp_key(""));
  CHECK_FALSE(parse_mention_key(key + "x"));
  CHECK_FALSE(parse_linked_id(key));
  CHECK_FALSE(parse_name_key(std::string(17, 'x')));
  CHECK_FALSE(parse_name_key(std::string(30, 'x')));
  CHECK_FALSE(parse_name_key(name_key(1, "a", 2) + "x"));
}

TEST_CASE("the end of a prefix is behind all keys that begin with it") {
  CHECK(prefix_end("ab") == "ac");
  CHECK(prefix_end("a\xFF") == "b");
  CHECK(prefix_end("\xFF\xFF") == "");
  CHECK(prefix_end("") == "");
}

}  // namespace quipu
