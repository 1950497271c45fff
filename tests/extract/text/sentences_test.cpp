#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "extract/text/clean_text.h"

using namespace quipu;

namespace {

std::vector<std::string> sentences(std::string_view utf8) {
  const CleanText text = clean(*decode_utf8(utf8));
  std::vector<std::string> result;
  for (const Sentence& sentence : split_sentences(text)) {
    result.push_back(to_utf8(
        std::u32string_view(text.text).substr(sentence.begin, sentence.end - sentence.begin)));
  }
  return result;
}

using Parts = std::vector<std::string>;

}  // namespace

TEST_CASE("sentences end where they end") {
  const struct {
    std::string text;
    Parts parts;
  } cases[] = {
      {"", {}},
      {"没有句号", {"没有句号"}},
      {"甲校获奖。乙校参加！丙校呢？", {"甲校获奖。", "乙校参加!", "丙校呢?"}},
      {"甲任局长；乙任校长。", {"甲任局长;", "乙任校长。"}},
      {"他说：“走吧。”她笑了。", {"他说:“走吧。”", "她笑了。"}},
      {"道路漫长……我们继续。", {"道路漫长......", "我们继续。"}},
      {"One ended. Two began.", {"One ended.", "Two began."}},
      {"Dr. J. R. Moss met Mr. Lee.", {"Dr. J. R. Moss met Mr. Lee."}},
      {"It cost 3.5 million. Nobody paid.", {"It cost 3.5 million.", "Nobody paid."}},
      {"Acme Inc. won. Next.", {"Acme Inc. won.", "Next."}},
      {"He joined Acme Inc. The firm grew.", {"He joined Acme Inc.", "The firm grew."}},
      {"On Dec. 13 at 6 p.m. Dec. 14 followed.", {"On Dec. 13 at 6 p.m. Dec. 14 followed."}},
      {"The U.S. Department of Ink spoke.", {"The U.S. Department of Ink spoke."}},
      {"\"Go.\" He went.", {"\"Go.\"", "He went."}},
      {"\"Why?\" he asked.", {"\"Why?\" he asked."}},
      {"It ended.The next began.", {"It ended.", "The next began."}},
      {"See www.Example.org today.", {"See www.Example.org today."}},
      {"School No. 5 opened.", {"School No. 5 opened."}},
      {"1. Apply early. 2. Wait.", {"1. Apply early.", "2.", "Wait."}},
      {"Well... maybe. Yes.", {"Well... maybe.", "Yes."}},
      {"Head line\nBody goes. On.", {"Head line", "Body goes.", "On."}},
      {"fish; chips", {"fish; chips"}},
  };
  for (const auto& c : cases) {
    CAPTURE(c.text);
    CHECK(sentences(c.text) == c.parts);
  }
}

TEST_CASE("a sentence has the kind of its block") {
  SourceText source = *decode_utf8("Head\nBody. More.");
  source.blocks[0].kind = BlockKind::kHeadline;
  const auto found = split_sentences(clean(source));
  REQUIRE(found.size() == 3);
  CHECK(found[0].kind == BlockKind::kHeadline);
  CHECK(found[2].kind == BlockKind::kParagraph);
}
