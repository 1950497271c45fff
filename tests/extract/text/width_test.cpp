#include "extract/text/width.h"

#include <doctest/doctest.h>

#include "extract/text/search_form.h"

namespace quipu {

TEST_CASE("wide characters take two columns, marks none") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("桂湖") == 4);
  CHECK(display_width("Ａ") == 2);
  CHECK(display_width("e\u0301") == 1);
  CHECK(display_width("a\u200Bb") == 2);
  CHECK(display_width("\xff") == 1);
}

TEST_CASE("lines are cut where a reader expects it and hold no more than they may") {
  CHECK(wrapped("short", 10) == std::vector<std::string>{"short"});
  CHECK(wrapped("one two three", 7) == std::vector<std::string>{"one two", "three"});
  // A full stop does not begin a line.
  CHECK(wrapped("桂湖小学。", 8) == std::vector<std::string>{"桂湖小", "学。"});
  CHECK(wrapped("abcdefghij", 4) == std::vector<std::string>{"abcd", "efgh", "ij"});
  CHECK(wrapped("桂湖", 1) == std::vector<std::string>{"桂", "湖"});
}

TEST_CASE("a word is found in the other script, case, width and accent, and as a word only") {
  const std::u32string text = search_form(U"臺北市教育局，Ｃafé Society, Societies");
  CHECK(places_of(search_form(U"教育局"), text).size() == 1);
  CHECK(places_of(search_form(U"CAFE"), text).size() == 1);
  CHECK(places_of(search_form(U"societ"), text).empty());
  CHECK(places_of(search_form(U"國"), search_form(U"中国")).size() == 1);
  CHECK(places_of(U"", text).empty());
  CHECK(text.size() == std::u32string_view(U"臺北市教育局，Ｃafé Society, Societies").size());
}

}  // namespace quipu
