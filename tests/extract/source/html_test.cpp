#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "extract/source/reader.h"

using namespace quipu;

namespace {

Document page(std::string bytes) {
  Document document;
  document.uri = "page.html";
  document.format = Format::kHtml;
  document.bytes = std::move(bytes);
  return document;
}

// The clean text of a page, a line a block.
std::string text_of(const std::string& html) {
  const auto text = document_text(page(html));
  REQUIRE(text);
  return to_utf8(clean(*text).text);
}

std::string source_of(const std::string& html, std::u32string_view part) {
  const auto text = document_text(page(html));
  REQUIRE(text);
  const std::size_t at = text->text.find(part);
  REQUIRE(at != std::u32string::npos);
  const std::uint32_t begin = text->source[at].begin;
  return html.substr(begin, text->source[at + part.size() - 1].end - begin);
}

std::string repeat(std::string_view part, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += part;
  return result;
}

}  // namespace

TEST_CASE("a page's text is what its reader sees, a block a line") {
  const struct {
    std::string html, text;
  } cases[] = {
      {"", ""},
      {"just text", "just text"},
      {"<p>One<p>Two", "One\nTwo"},
      {"<h1>Head</h1><div>Body <b>bold</b> text</div>", "Head\nBody bold text"},
      {"<ul><li>a<li>b</ul>", "a\nb"},
      {"<table><tr><td>a<td>b<tr><td>c</table>", "a\nb\nc"},
      {"one<br>two<BR/>three", "one\ntwo\nthree"},
      {"<p>a<script>if (a < b) '<p>'</script>b<style>p{}</style>", "ab"},
      {"<p>a<!-- <p>x --><!DOCTYPE x><?php y ?>b", "ab"},
      {"<nav>Menu <p>here</p></nav><p>Text</p><footer>Foot</footer>", "Text"},
      {"<aside>Related</aside><p>Text<form><input><select><option>x</select></form>", "Text"},
      {"<form id=page><h1>Head</h1><p>Text</p></form>", "Head\nText"},
      {"<p hidden>no</p><p style='display: NONE'>no</p><p>yes", "yes"},
      {"<p>see <span style=\"display:none\">not</span>this</p>", "see this"},
      {"<p aria-hidden=true>no</p><noscript>no</noscript><template>no</template>yes", "yes"},
      {"<svg><title>no</title><path/></svg>yes", "yes"},
      {"<title>no</title>yes", "yes"},
      {"<nav>open <p>Text", "open\nText"},
      {"<div><nav>open</div><p>Text", "open\nText"},
      {"a &lt; b &amp;&amp; c &#20013;&#x6587;&hellip;", "a < b && c 中文..."},
      {"&ampx &notit; &nosuch; &#; &", "&x ¬it; &nosuch; &#; &"},
      {"<pre>\none\ntwo</pre>", "one two"},
      {"<p>a<td>b</td>c</p>", "abc"},
      {"x < y > z <3 </ >", "x < y > z <3"},
      {"<p title='a>b' data-x=\"<p>\">text</p>", "text"},
      {"<b><i>mis</b>nested</i> text", "misnested text"},
      {"<table>loose<tr><td>cell</table>", "loose\ncell"},
      {"<table><tr><td>cell</td></tr>loose</table>", "cell\nloose"},
      {"<textarea>no</textarea><button>no</button><p>yes", "yes"},
      {"text<div", "text"},
      {"text<script>never closed <p>", "text"},
      {"<div><table><td>a</div>b</table>c", "ab\nc"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.html);
    CHECK(text_of(c.html) == c.text);
  }
}

TEST_CASE("blocks have their kind") {
  const auto text = document_text(
      page("<h2>h</h2><p>p</p><li>l</li><table><caption>c</caption><td><p>d</p></td></table>"
           "<figure><figcaption>f</figcaption></figure>"));
  REQUIRE(text);
  std::vector<BlockKind> kinds;
  for (const Block& block : text->blocks) kinds.push_back(block.kind);
  CHECK(kinds == std::vector<BlockKind>{BlockKind::kHeadline, BlockKind::kParagraph,
                                        BlockKind::kListItem, BlockKind::kCaption, BlockKind::kCell,
                                        BlockKind::kCaption});
}

TEST_CASE("spans lead back to the bytes of the page") {
  CHECK(source_of("<p>Tom &amp; Ann", U"&") == "&amp;");
  CHECK(source_of("<p>Tom &amp; Ann", U"Tom & Ann") == "Tom &amp; Ann");
  CHECK(source_of("<p>&#29579;小<b>川</b></p>", U"王小川") == "&#29579;小<b>川");
  CHECK(source_of("<p>a&NotEqualTilde;b", U"a\u2242\u0338b") == "a&NotEqualTilde;b");
  CHECK(source_of("<p>&notit; x", U"¬") == "&not");
  CHECK(source_of("a\r\nb", U"\nb") == "\r\nb");
  CHECK(source_of("<p>x &unknown; 王", U"王") == "王");
  CHECK(source_of("<p>a</li>b", U"b") == "b");
  CHECK(source_of("\xEF\xBB\xBF<p>王", U"王") == "王");
}

TEST_CASE("the title is that of the page, else its first heading") {
  CHECK(html_title(page("<title> A &amp;\n B </title><h1>C</h1>")) == "A & B");
  CHECK(html_title(page("<title> </title><h1><b>C</b> d</h1><h1>E</h1>")) == "C d");
  CHECK(html_title(page("<svg><title>no</title></svg><p>x")) == "");
  CHECK(html_title(page("")) == "");
}

TEST_CASE("a page that is not UTF-8 is refused") {
  const auto text = document_text(page("<p>\xC4\xE3"));
  REQUIRE_FALSE(text);
  CHECK(text.error().code == ErrorCode::kInvalid);
}

// Each would take a parser without limits minutes or gigabytes.
TEST_CASE("hostile markup is read or refused") {
  std::string attributes = "<a";
  for (int i = 0; i < 200000; ++i) attributes += " x" + std::to_string(i) + "=\"1\"";
  std::string fonts;
  for (int i = 0; i < 300; ++i) fonts += "<font id=" + std::to_string(i) + ">";
  const std::string cases[] = {
      repeat("<div>", 300000),
      repeat("<b>", 300000),
      repeat("<div><table><td></div></table>", 90000),
      repeat("<form><div></form>", 90000),
      repeat("<td><div></td>", 90000),
      repeat("<ul><li>", 150000),
      repeat("<table><tr><td>", 100000),
      attributes + ">x",
      fonts + repeat("<p>x", 300000),
      "<select><title></select>" + repeat("<div>", 300000),
      "<svg><title>" + repeat("<div>", 300000),
      "<!-- --!>" + repeat("<div>", 300000),
      "<a x=/\">" + repeat("<div>", 300000),
      repeat("&", 1000000),
      repeat("<", 1000000),
      repeat("</", 500000),
      repeat("<!", 500000),
      repeat("<a ", 300000),
      repeat("&#x", 300000),
      repeat("<table>x<b>y</b>", 50000),
      repeat("<p><a href=1>x</p>", 50000),
  };
  for (const std::string& html : cases) {
    CAPTURE(html.substr(0, 60));
    const auto text = document_text(page(html));
    if (text)
      CHECK(text->text.size() == text->source.size());
    else
      CHECK(text.error().code == ErrorCode::kInvalid);
  }
}

TEST_CASE("more tags than any article has are refused") {
  const auto text = document_text(page(repeat("<p>x", 500000)));
  REQUIRE_FALSE(text);
  CHECK(text.error().message.find("too many tags") != std::string::npos);
}
