// How Chinese characters are read.
#include "extract/text/pinyin.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace quipu;

TEST_CASE("the usual reading comes first, readings of surnames and places are among the others") {
  struct Case {
    char32_t han;
    const char* usual;
    const char* other;
  };
  for (const Case& c : std::vector<Case>{{U'单', "dan", "shan"},
                                         {U'曾', "ceng", "zeng"},
                                         {U'解', "jie", "xie"},
                                         {U'区', "qu", "ou"},
                                         {U'吕', "lu", "lyu"},
                                         {U'王', "wang", "wang"}}) {
    const std::vector<std::string>& readings = pinyin_readings(c.han);
    CAPTURE(c.usual);
    REQUIRE(!readings.empty());
    CHECK(readings.front() == c.usual);
    CHECK(std::find(readings.begin(), readings.end(), c.other) != readings.end());
  }
}

TEST_CASE("what is no Han character has no reading") {
  for (const char32_t c : U"aé1，가") CHECK(pinyin_readings(c).empty());
}
