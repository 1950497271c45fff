// Judgements in the forms that other tools write.
#include "graph/decision/judgement.h"

#include <doctest/doctest.h>

#include <string>

using namespace quipu;

TEST_CASE("judgements are read from objects, from lists and from CSV") {
  const std::string forms[] = {
      "{\"left\": \"a\", \"right\": \"b\", \"judgement\": \"positive\", \"user\": \"Lu\"}\n",
      "{\"source\": \"b\", \"target\": \"a\", \"judgement\": \"positive\", \"user\": \"Lu\"}",
      "\n[\"a\", \"b\", \"positive\", 0.9, \"Lu\", \"2025-03-01T10:00:00\"]\r\n",
      "left,right,judgement,user\na,\"b\",positive,Lu\n",
      "score,judgement,right_id,left_id,user\n1,positive,b,a,Lu\n",
  };
  for (const std::string& form : forms) {
    CAPTURE(form);
    const auto read = parse_judgements(form, "j");
    REQUIRE(read);
    REQUIRE(read->size() == 1);
    CHECK(read->front().left == "a");
    CHECK(read->front().right == "b");
    CHECK(read->front().verdict == Verdict::kPositive);
    CHECK(read->front().by == "Lu");
  }
  CHECK(parse_judgements(forms[2], "j")->front().date == "2025-03-01");
}

TEST_CASE("what is no judgement is named by its line") {
  const std::pair<std::string, std::string> cases[] = {
      {"{\"left\": \"a\", \"right\": \"b\"}", "j:1"},
      {"[\"a\", \"b\", \"unsure\", null, null, null]\n[\"a\"]", "j:2"},
      {"[\"a\", \"b\", \"maybe\", null, null, null]", "j:1"},
      {"left,right\na,b\n", "j:1"},
      {"left,right,judgement\na,b\n", "j:2"},
      {"left,right,judgement\na,\"b,positive\n", "j:2"},
      {"{\"left\": ", "j:1"},
      {std::string(100'000, '['), "j:1"},
      {"{\"left\": \"\", \"right\": \"b\", \"judgement\": \"positive\"}", "j:1"},
  };
  for (const auto& [text, place] : cases) {
    CAPTURE(text.substr(0, 80));
    const auto read = parse_judgements(text, "j");
    REQUIRE_FALSE(read);
    CHECK(read.error().place == place);
  }
  CHECK(parse_judgements("[\"a\", \"b\", \"no_judgement\", 0.5, null, null]", "j")->empty());
}
