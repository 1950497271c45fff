#include <doctest/doctest.h>

#include <string>

#include "extract/text/clean_text.h"

using namespace quipu;

TEST_CASE("code points know their bytes") {
  const auto text = decode_utf8("a\xC3\xA9中\U0001F600");
  REQUIRE(text);
  CHECK(text->text == U"aé中\U0001F600");
  CHECK(text->source == std::vector<ByteSpan>{{0, 1}, {1, 3}, {3, 6}, {6, 10}});
}

TEST_CASE("a byte order mark at the start is no text") {
  const auto text = decode_utf8("\xEF\xBB\xBFx");
  REQUIRE(text);
  CHECK(text->text == U"x");
  CHECK(text->source == std::vector<ByteSpan>{{3, 4}});
}

TEST_CASE("every line with something on it is a block") {
  const auto text = decode_utf8("one\r\n\r\n \t\ntwo\xE2\x80\xA8three");
  REQUIRE(text);
  REQUIRE(text->blocks.size() == 3);
  CHECK(text->text.substr(text->blocks[1].begin, 3) == U"two");
}

TEST_CASE("what is not UTF-8 is refused with the offset") {
  const struct {
    std::string bytes, offset;
  } cases[] = {{"ab\xFF", "2"},
               {"\x80", "0"},
               {"a\xC0\xAF", "1"},
               {"\xED\xA0\x80", "0"},
               {"x\xF4\x90\x80\x80", "1"},
               {"中\xE4\xB8", "3"}};
  for (const auto& c : cases) {
    const auto text = decode_utf8(c.bytes);
    REQUIRE_FALSE(text);
    CHECK(text.error().message.find("offset " + c.offset) != std::string::npos);
    CHECK_FALSE(is_utf8(c.bytes));
  }
}

TEST_CASE("code points encode to what they were decoded from") {
  const std::string bytes = "a\xC3\xA9中\U0001F600\U0010FFFF";
  CHECK(to_utf8(decode_utf8(bytes)->text) == bytes);
  CHECK(to_utf8(std::u32string(1, static_cast<char32_t>(0xD800))) == "\xEF\xBF\xBD");
}
