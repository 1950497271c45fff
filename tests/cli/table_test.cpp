#include "cli/table.h"

#include <doctest/doctest.h>

#include "cli/terminal.h"
#include "extract/text/width.h"

namespace quipu {

TEST_CASE("columns stand under one another when cells have wide characters") {
  const Table table = {{{"name"}, {"n", true}}, {{"桂湖小学", "3"}, {"Ada", "12"}}};
  CHECK(aligned(table, 0, true) ==
        "name       n\n"
        "--------  --\n"
        "桂湖小学   3\n"
        "Ada       12\n");
  CHECK(aligned(table, 0, false) ==
        "桂湖小学   3\n"
        "Ada       12\n");
}

TEST_CASE("a table wider than the terminal narrows its widest column and goes on below") {
  const Table table = {{{"a"}, {"sentence"}},
                       {{"x", "the quick brown fox jumps over the lazy dog"},
                        {"y", "桂湖区教育局局长出席了会议。"}}};
  const std::string text = aligned(table, 20, false);
  std::size_t begin = 0;
  for (std::size_t end; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1) {
    CHECK(display_width(std::string_view(text).substr(begin, end - begin)) <= 20);
  }
  CHECK(text ==
        "x  the quick brown\n"
        "   fox jumps over\n"
        "   the lazy dog\n"
        "y  桂湖区教育局局长\n"
        "   出席了会议。\n");
}

TEST_CASE("nothing in a cell moves the cursor or becomes a line") {
  const Table table = {{{"a"}}, {{"red\x1b[31m\nnext\u202E"}}};
  CHECK(aligned(table, 0, false) == "red\\u001b[31m next\\u202e\n");
  CHECK(csv(table, false) == "red\\u001b[31m next\\u202e\r\n");
}

TEST_CASE("CSV quotes what RFC 4180 asks for and disarms formulas in text, not in numbers") {
  const Table table = {{{"text"}, {"n", true}},
                       {{"a,b", "-1"}, {"say \"hi\"", "2"}, {"=cmd()", "3"}}};
  CHECK(csv(table, true) ==
        "text,n\r\n"
        "\"a,b\",-1\r\n"
        "\"say \"\"hi\"\"\",2\r\n"
        "'=cmd(),3\r\n");
  for (const char* formula : {"=1", "+1", "-1", "@x", "\t=1", "\r=1", "＝1"}) {
    CAPTURE(formula);
    CHECK(csv_cell(formula).front() == '\'');
  }
  CHECK(csv_cell("1=1") == "1=1");
}

TEST_CASE("matched words are bold on a terminal, whatever their script and case, else untouched") {
  const std::string sentence = "教育局長 Lin HARPER spoke.";
  CHECK(highlighted(sentence, {"教育局长", "harper"}, true) ==
        "\x1b[1m教育局長\x1b[0m Lin \x1b[1mHARPER\x1b[0m spoke.");
  CHECK(highlighted(sentence, {"harper"}, false) == sentence);
  CHECK(highlighted("Harpers", {"harper"}, true) == "Harpers");
  CHECK(highlighted("abab", {"aba", "bab"}, true) == "abab");
  CHECK(highlighted("\x1b[1m", {"x"}, true) == "\\u001b[1m");
}

}  // namespace quipu
