#include "extract/model/tokenizer.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace quipu;

namespace {

CleanText clean_text(std::string_view utf8) {
  const auto source = decode_utf8(utf8);
  REQUIRE(source.has_value());
  return clean(*source);
}

const Tokenizer& tokenizer() {
  static const Tokenizer kTokenizer(
      "[PAD]\n[UNK]\n[CLS]\n[SEP]\n教\n育\n局\nteach\n##er\n##s\n20\n##24\n,\n学\ncafe");
  return kTokenizer;
}

std::vector<Token> tokens(std::string_view utf8) {
  const auto text = clean_text(utf8);
  return tokenizer().tokenize(text, simplify(text.text), 0, text.text.size());
}

}  // namespace

TEST_CASE("a Han character is a token, and a traditional one is looked up in its simplified form") {
  const auto out = tokens("教育局");
  REQUIRE(out.size() == 3);
  CHECK(out[0].id == 4);
  CHECK(out[2].end == 3);
  CHECK(tokens("學")[0].id == 13);
}

TEST_CASE("words are cut into the longest pieces, and every piece knows its place") {
  const auto out = tokens("Teachers, 2024");
  REQUIRE(out.size() == 6);
  CHECK(out[0].id == 7);
  CHECK(out[1].id == 8);
  CHECK(out[2].id == 9);
  CHECK(out[0].shape == Shape::kCapitalized);
  CHECK(out[2].shape == Shape::kCapitalized);
  CHECK(out[1].begin == 5);
  CHECK(out[1].end == 7);
  CHECK(out[0].word_start);
  CHECK_FALSE(out[1].word_start);
  CHECK(out[3].shape == Shape::kPunctuation);
  CHECK(out[4].shape == Shape::kDigits);
  CHECK(out[5].end == 14);
}

TEST_CASE("accents do not matter, and a word that no pieces make is one unknown token") {
  CHECK(tokens("Café")[0].id == 14);
  const auto out = tokens("xyz");
  REQUIRE(out.size() == 1);
  CHECK(out[0].id == 1);
  CHECK(out[0].end == 3);
  CHECK(tokens(std::string(500, 'a')).size() == 1);
}

TEST_CASE("shapes tell names, initials, acronyms and mixtures apart") {
  const std::vector<std::pair<std::string, Shape>> cases = {
      {"forum", Shape::kLower}, {"Forum", Shape::kCapitalized}, {"BNU", Shape::kCapitals},
      {"iPad", Shape::kMixed},  {"G20", Shape::kMixed},         {"J", Shape::kOneCapital},
      {"2024", Shape::kDigits}, {"局", Shape::kNone},           {"-", Shape::kPunctuation}};
  for (const auto& [word, shape] : cases) {
    CAPTURE(word);
    CHECK(tokens(word)[0].shape == shape);
  }
}
