#include <doctest/doctest.h>

#include <string>
#include <thread>
#include <vector>

#include "extract/text/clean_text.h"

using namespace quipu;

TEST_CASE("names that differ in writing alone fold to one") {
  const struct {
    std::string name, folded;
  } cases[] = {
      {"", ""},
      {"北京師範大學", "北京师范大学"},
      {"经(jīng)验", "经验"},
      {"经（jīng）验", "经验"},
      {"The Golden Bookmark Award", "goldenbookmarkaward"},
      {"An  Award", "award"},
      {"a", "a"},
      {"A ", "a"},
      {"a the", "the"},
      {"Andover", "andover"},
      {"“百县千校万师计划”", "百县千校万师计划"},
      {"《教师·法》（2024）", "教师法2024"},
      {"Ｓt. Mary’s", "stmarys"},
      {" J.\tR. ", "jr"},
      {"İSTANBUL", "i̇stanbul"},
      {"ΟΔΟΣ", "οδος"},
      {"姜薑", "姜姜"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.name);
    CHECK(fold_name(c.name) == c.folded);
  }
}

TEST_CASE("the simplified twin has the same length") {
  const struct {
    std::u32string text, simplified;
  } cases[] = {{U"臨溪縣教育局", U"临溪县教育局"},
               {U"頭髮與發展", U"头发与发展"},
               {U"ABC 學校 12", U"ABC 学校 12"},
               {U"", U""},
               {U"乾隆 乾淨", U"乾隆 干净"}};
  for (const auto& c : cases) CHECK(to_utf8(simplify(c.text)) == to_utf8(c.simplified));
  std::u32string all;
  for (char32_t c = 0x3400; c < 0xA000; ++c) all.push_back(c);
  CHECK(simplify(all).size() == all.size());
}

TEST_CASE("threads may fold and simplify at once") {
  std::vector<std::thread> threads;
  std::vector<int> wrong(4, 0);
  for (std::size_t t = 0; t < wrong.size(); ++t) {
    threads.emplace_back([&wrong, t] {
      for (int i = 0; i < 200; ++i) {
        wrong[t] += fold_name("臨溪縣教育局") != "临溪县教育局";
        wrong[t] += simplify(U"學校") != U"学校";
        wrong[t] += detect_language(U"學校舉辦活動") != "zh-Hant";
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const int count : wrong) CHECK(count == 0);
}
