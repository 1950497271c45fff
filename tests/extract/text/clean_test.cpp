#include <doctest/doctest.h>

#include <string>

#include "extract/text/clean_text.h"

using namespace quipu;

namespace {

std::string cleaned(std::string_view utf8) {
  const auto text = decode_utf8(utf8);
  REQUIRE(text);
  return to_utf8(clean(*text).text);
}

// The source of the first occurrence of `part` in the clean text.
std::string source_of(const std::string& utf8, std::u32string_view part) {
  const CleanText text = clean(*decode_utf8(utf8));
  const std::size_t at = text.text.find(part);
  REQUIRE(at != std::u32string::npos);
  const ByteSpan span = text.span(at, at + part.size());
  return utf8.substr(span.begin, span.size());
}

}  // namespace

TEST_CASE("cleaning repairs what web pages do to text") {
  const struct {
    std::string dirty, clean;
  } cases[] = {
      {"", ""},
      {" \t\u3000\n\u00A0", ""},
      {"Ｑｕｉｐｕ　２０２４", "Quipu 2024"},
      {"ﬁnal e\u0301cole ㈱", "final école (株)"},
      {"a\u200Bb\u00ADc\uFEFFd\u202Ee", "abcde"},
      {"a  \t b", "a b"},
      {"經(jīng)驗(yàn)", "經驗"},
      {"經（jīng）验", "經验"},
      {"长(zhang)者", "长者"},
      {"的(de)", "的"},
      {"大学(pku)", "大学(pku)"},
      {"大学(PKU)", "大学(PKU)"},
      {"Fei (laughs) left", "Fei (laughs) left"},
      {"“ Golden prize ”", "“Golden prize”"},
      {"the “ Golden prize ” goes", "the “Golden prize” goes"},
      {"the \" Golden prize \" goes", "the \"Golden prize\" goes"},
      {"\"One\" and \"two\" stay", "\"One\" and \"two\" stay"},
      {"teacher , student", "teacher, student"},
      {"so ? yes ! no .", "so? yes! no."},
      {"Class of ’98", "Class of ’98"},
      {"teacher ’ s day", "teacher’s day"},
      {"children ' s palace", "children's palace"},
      {"( see below )", "(see below)"},
      {"version .5", "version .5"},
      {"北 京", "北京"},
      {"张 伟 主任", "张伟 主任"},
      {"书记罗 丹主持，会议结束。", "书记罗丹主持,会议结束。"},
      {"学前科 教育督导室", "学前科 教育督导室"},
      {"《 校长协议 》", "《校长协议》"},
      {"教师 、 学生", "教师、学生"},
      {"8 月 25 日", "8 月 25 日"},
      {"one\n\n two ", "one\ntwo"},
      {"´", "´"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.dirty);
    CHECK(cleaned(c.dirty) == c.clean);
  }
}

TEST_CASE("a span covers the pinyin after the last character of a name") {
  const std::string text = "由章(zhāng)小楠、覃遠(yuǎn)等";
  CHECK(source_of(text, U"章小楠") == "章(zhāng)小楠");
  CHECK(source_of(text, U"覃遠") == "覃遠(yuǎn)");
}

TEST_CASE("characters that one character became share its source") {
  CHECK(source_of("x㈱y", U"(株)") == "㈱");
  CHECK(source_of("x㈱y", U"株") == "㈱");
  CHECK(source_of("caf e\u0301 x", U"é") == "e\u0301");
  CHECK(source_of("ＡＢＣ", U"B") == "Ｂ");
}

TEST_CASE("a span covers what was dropped inside a name") {
  CHECK(source_of("王\u200B小 川，到会。", U"王小川") == "王\u200B小 川");
}

TEST_CASE("blocks stay apart and keep their kind") {
  SourceText source = *decode_utf8("Head\n\u200B\nBody text");
  REQUIRE(source.blocks.size() == 2);
  source.blocks[0].kind = BlockKind::kHeadline;
  const CleanText text = clean(source);
  CHECK(text.text == U"Head\nBody text");
  REQUIRE(text.blocks.size() == 2);
  CHECK(text.blocks[0].kind == BlockKind::kHeadline);
  CHECK(text.blocks[1].begin == 5);
  CHECK(text.source[4].empty());
}

TEST_CASE("a million combining marks are cut into clusters") {
  std::string text = "a";
  for (int i = 0; i < 1000000; ++i) text += i % 2 == 0 ? "\u0301" : "\u0323";
  const CleanText cleaned_text = clean(*decode_utf8(text));
  CHECK(cleaned_text.text.size() == cleaned_text.source.size());
  CHECK(cleaned_text.source.back().end == text.size());
}
