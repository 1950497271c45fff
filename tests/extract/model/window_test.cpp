#include "extract/model/window.h"

#include <doctest/doctest.h>

#include <string>

using namespace quipu;

namespace {

struct Cut {
  CleanText text;
  std::vector<Sentence> sentences;
  std::vector<Window> windows;
};

Cut cut(const std::string& utf8) {
  static const Tokenizer kTokenizer("[PAD]\n[UNK]\n[CLS]\n[SEP]\n县\n，\n。");
  auto source = decode_utf8(utf8);
  REQUIRE(source.has_value());
  if (!source->blocks.empty()) source->blocks.front().kind = BlockKind::kHeadline;
  Cut out{clean(*source), {}, {}};
  out.sentences = split_sentences(out.text);
  out.windows = make_windows(out.text, out.sentences, kTokenizer);
  return out;
}

std::string repeat(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

}  // namespace

TEST_CASE("a short document is one window without context") {
  const auto out = cut("县教育局表彰教师\n会上，局长讲话。");
  REQUIRE(out.windows.size() == 1);
  const auto& window = out.windows[0];
  CHECK(window.body_begin == 1);
  CHECK(window.body_end == window.tokens.size() - 1);
  CHECK(window.tokens.front().id == 2);
  CHECK(window.tokens.back().id == 3);
  CHECK(window.kinds[1] == TokenKind::kHeadline);
}

TEST_CASE("every sentence is in exactly one body, and no window is too long") {
  for (const int sentences : {1, 7, 40, 200}) {
    CAPTURE(sentences);
    const auto out = cut("标题\n" + repeat("县里的老师们今天都来到了会场，大家坐下。", sentences));
    std::size_t covered = 0;
    for (const auto& window : out.windows) {
      CHECK(window.tokens.size() <= kWindowTokens);
      CHECK(window.tokens.size() == window.kinds.size());
      CHECK(window.tokens.size() == window.sentences.size());
      for (std::size_t t = window.body_begin; t < window.body_end; ++t) {
        CHECK(window.tokens[t].begin >= covered);
        covered = window.tokens[t].end;
        CHECK(window.kinds[t] != TokenKind::kContext);
      }
    }
    CHECK(covered == out.text.text.size());
  }
}

TEST_CASE("later windows see the headline and what came just before") {
  const auto out = cut("县标题\n" + repeat("县里的老师们今天都来到了会场，大家坐下。", 60));
  REQUIRE(out.windows.size() > 2);
  const auto& window = out.windows[2];
  CHECK(window.body_begin > 2);
  CHECK(window.tokens[1].begin == 0);
  CHECK(window.kinds[1] == TokenKind::kContext);
  CHECK(window.tokens[window.body_begin - 2].end == window.tokens[window.body_begin].begin);
}

TEST_CASE("a sentence longer than a window is cut, and nothing of it is lost") {
  const auto out = cut(repeat("县里", 2000));
  std::size_t tokens = 0;
  for (const auto& window : out.windows) tokens += window.body_end - window.body_begin;
  CHECK(tokens == 4000);
}

TEST_CASE("a document without text has no windows") { CHECK(cut("  \n \n").windows.empty()); }
