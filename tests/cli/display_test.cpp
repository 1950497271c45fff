#include "cli/display.h"

#include <doctest/doctest.h>

#include <string>

namespace quipu {

TEST_CASE("what is displayed cannot move the cursor or turn the line") {
  struct Case {
    std::string text, shown;
  };
  const Case cases[] = {
      {"plain", "plain"},
      {"教育局 é", "教育局 é"},
      {"\x1b[2Jx", "\\u001b[2Jx"},
      {"a\rb\nc\td", "a b c d"},
      {"\u202Etxt", "\\u202etxt"},
      {"\u2066x\u2069", "\\u2066x\\u2069"},
      {"\u009Bx", "\\u009bx"},
      {"a\u200Bb", "a\\u200bb"},
      {"bad \xff\xfe", "bad \\xff\\xfe"},
      {std::string("nul\0x", 5), "nul\\u0000x"},
      {"\U000E0041", "\\udb40\\udc41"},
  };
  for (const Case& c : cases) CHECK(displayed(c.text) == c.shown);
}

TEST_CASE("JSON keeps its meaning when it is displayed") {
  CHECK(displayed_json("{\n  \"a\": \"\u202Ex\"\n}") == "{\n  \"a\": \"\\u202ex\"\n}");
  CHECK(displayed_json("\"\u0085\"") == "\"\\u0085\"");
}

}  // namespace quipu
