#include <doctest/doctest.h>

#include <string>

#include "extract/text/clean_text.h"

using namespace quipu;

TEST_CASE("the language is told by script and by characters that one script alone has") {
  const struct {
    std::u32string text;
    std::string language;
  } cases[] = {
      {U"", "en"},
      {U"12345 !?", "en"},
      {U"The bureau held a forum in Lin County on Friday.", "en"},
      {U"Principal Wang Xiaochuan (王小川) opened the school year.", "en"},
      {U"林溪县教育局举办校长论坛。", "zh"},
      {U"臨溪縣教育局舉辦校長論壇。", "zh-Hant"},
      {U"我校与IBM、Microsoft合作开设STEM课程。", "zh"},
      {U"大会在人民中心召开", "zh"},
      {U"會議在台北舉行，表揚資深教師", "zh-Hant"},
  };
  for (const auto& c : cases) {
    CAPTURE(to_utf8(c.text));
    CHECK(detect_language(c.text) == c.language);
  }
}
