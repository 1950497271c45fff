// What must hold for any bytes at all.
#include <doctest/doctest.h>

#include <array>
#include <random>
#include <string>

#include "extract/source/reader.h"

using namespace quipu;

namespace {

// Pieces that meet one another's special cases.
constexpr auto kPieces = std::to_array<std::string_view>({"a",
                                                          "the ",
                                                          " ",
                                                          "\n",
                                                          "\r\n",
                                                          "\t",
                                                          "　",
                                                          "。",
                                                          "，",
                                                          "，",
                                                          ".",
                                                          "...",
                                                          "…",
                                                          "！",
                                                          "? ",
                                                          "\"",
                                                          " “ ",
                                                          " ” ",
                                                          "'",
                                                          " ’ s",
                                                          "(",
                                                          ")",
                                                          "（",
                                                          "）",
                                                          "jīng",
                                                          "(jīng)",
                                                          "（yàn）",
                                                          "(de)",
                                                          "經",
                                                          "驗",
                                                          "北 京",
                                                          "王",
                                                          "局长",
                                                          "学 校",
                                                          "㈱",
                                                          "ﬁ",
                                                          "e\u0301",
                                                          "\u0301",
                                                          "\u0323",
                                                          "\u200B",
                                                          "\uFEFF",
                                                          "\u202E",
                                                          "\u00AD",
                                                          "한",
                                                          "\u1112",
                                                          "\u1161",
                                                          "\u11AB",
                                                          "ﷺ",
                                                          "😀",
                                                          "\uFE0F",
                                                          "①",
                                                          "5月",
                                                          "2024",
                                                          ";",
                                                          "<p>",
                                                          "</p>",
                                                          "<b>",
                                                          "</b>",
                                                          "<div>",
                                                          "</div>",
                                                          "<td>",
                                                          "<table>",
                                                          "</table>",
                                                          "<li>",
                                                          "<br>",
                                                          "&amp;",
                                                          "&lt;",
                                                          "&#20013;",
                                                          "&notit;",
                                                          "&",
                                                          "&hellip;",
                                                          "<!--",
                                                          "-->",
                                                          "<script>",
                                                          "</script>",
                                                          "<h1>",
                                                          "</h1>",
                                                          "<form>",
                                                          "</form>",
                                                          "<a x='",
                                                          "<span hidden>",
                                                          "</span>",
                                                          "<title>",
                                                          "</title>",
                                                          "<pre>",
                                                          "<",
                                                          ">",
                                                          "&NotEqualTilde;",
                                                          "&#x0;",
                                                          "&#999999999;",
                                                          "<svg>",
                                                          "<select>",
                                                          "\u0000",
                                                          "Dr. ",
                                                          "U.S. ",
                                                          "\u2028"});

std::string random_text(std::mt19937& random) {
  std::string text;
  for (std::size_t n = random() % 60; n > 0; --n) text += kPieces[random() % kPieces.size()];
  return text;
}

void check_spans(const std::vector<ByteSpan>& source, std::size_t size) {
  ByteSpan before{0, 0};
  for (const ByteSpan& span : source) {
    REQUIRE(span.begin <= span.end);
    REQUIRE(span.end <= size);
    REQUIRE(before.begin <= span.begin);
    REQUIRE(before.end <= span.end);
    before = span;
  }
}

}  // namespace

TEST_CASE("whatever the bytes, every character has its source, in order, in the document") {
  for (unsigned seed = 0; seed < 6000; ++seed) {
    std::mt19937 random(seed);
    Document document;
    document.bytes = random_text(random);
    document.format = seed % 2 == 0 ? Format::kText : Format::kHtml;
    CAPTURE(seed);
    CAPTURE(document.bytes);
    const auto source = document_text(document);
    REQUIRE(source);
    REQUIRE(source->text.size() == source->source.size());
    check_spans(source->source, document.bytes.size());

    const CleanText text = clean(*source);
    REQUIRE(text.text.size() == text.source.size());
    check_spans(text.source, document.bytes.size());
    std::size_t end = 0;
    for (const Block& block : text.blocks) {
      REQUIRE(block.begin >= end);
      REQUIRE(block.begin < block.end);
      REQUIRE(block.end <= text.text.size());
      end = block.end;
    }
    for (int i = 0; i < 20 && !text.text.empty(); ++i) {
      const std::size_t begin = random() % text.text.size();
      const std::size_t last = begin + random() % (text.text.size() - begin);
      const ByteSpan span = text.span(begin, last + 1);
      REQUIRE(span.begin <= span.end);
      REQUIRE(span.end <= document.bytes.size());
      REQUIRE(is_utf8(document.bytes.substr(span.begin, span.size())));
    }

    std::size_t covered = 0;
    for (const Sentence& sentence : split_sentences(text)) {
      REQUIRE(sentence.begin < sentence.end);
      for (; covered < sentence.begin; ++covered) {
        REQUIRE((text.text[covered] == U' ' || text.text[covered] == U'\n'));
      }
      covered = sentence.end;
    }
    for (; covered < text.text.size(); ++covered) {
      REQUIRE((text.text[covered] == U' ' || text.text[covered] == U'\n'));
    }
    REQUIRE(simplify(text.text).size() == text.text.size());
  }
}

TEST_CASE("bytes at random are read or refused") {
  for (unsigned seed = 0; seed < 2000; ++seed) {
    std::mt19937 random(seed);
    Document document;
    document.format = seed % 2 == 0 ? Format::kText : Format::kHtml;
    for (std::size_t n = random() % 40; n > 0; --n) {
      document.bytes.push_back(static_cast<char>(random() % 256));
    }
    const auto source = document_text(document);
    CHECK(source.has_value() == is_utf8(document.bytes));
    html_title(document);
  }
}

TEST_CASE("a short first line is the headline of a plain text, a sentence is not") {
  Document document;
  document.bytes = "\n\n林溪县举办论坛\n论坛昨日开幕。";
  auto text = document_text(document);
  REQUIRE(text);
  REQUIRE(text->blocks.size() == 2);
  CHECK(text->blocks[0].kind == BlockKind::kHeadline);
  CHECK(text->blocks[1].kind == BlockKind::kParagraph);
  document.bytes = "论坛昨日开幕。\n代表参加。";
  text = document_text(document);
  CHECK(text->blocks[0].kind == BlockKind::kParagraph);
}
