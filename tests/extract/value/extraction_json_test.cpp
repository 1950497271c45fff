#include "extract/value/extraction_json.h"

#include <doctest/doctest.h>

#include <string>

using namespace quipu;

namespace {

Document article() {
  Document document;
  document.uri = "https://news.example.org/2024/0512.html";
  document.title = "A \"title\"\nof two lines";
  document.language = "zh";
  document.published = "2024-05-12";
  document.bytes = "林溪县教育局局长王小川";
  return document;
}

Extraction extraction() {
  Extraction result;
  result.entities = {{"Organization", {"林溪县教育局", "县教育局"}}, {"Person", {"王小川"}}};
  result.mentions = {{{0, 18}, "Organization", false, 0, 913},
                     {{18, 24}, "Title", false, kNoEntity, 1000},
                     {{24, 33}, "Person", true, 1, 1}};
  Statement statement;
  statement.subject = 1;
  statement.predicate = "holds_position";
  statement.object = 0;
  statement.qualifiers = {{"title", "局长"}};
  statement.status = Status::kFormer;
  statement.confidence = 77;
  statement.method = "model";
  statement.evidence = {{0, 33}};
  result.statements = {statement};
  result.refused = {{"domain", 2}};
  return result;
}

std::string reason(std::string_view line) {
  const auto parsed = parse_json_line(line);
  REQUIRE_FALSE(parsed);
  CHECK(parsed.error().code == ErrorCode::kInvalid);
  return parsed.error().message;
}

}  // namespace

TEST_CASE("a line that was written reads back the same") {
  const std::string line = to_json_line(article(), extraction(), true);
  CHECK(line.find('\n') == std::string::npos);
  const auto read = parse_json_line(line);
  REQUIRE(read);
  CHECK(read->doc == "0512.html");
  CHECK(read->has_source);
  CHECK(read->document.uri == article().uri);
  CHECK(read->document.title == article().title);
  CHECK(read->document.language == "zh");
  CHECK(read->document.published == "2024-05-12");
  CHECK(read->document.bytes == article().bytes);
  CHECK(read->extraction == extraction());
  CHECK(to_json_line(read->document, read->extraction, true) == line);
}

TEST_CASE("the source is in the line only when asked for") {
  const auto read = parse_json_line(to_json_line(article(), extraction(), false));
  REQUIRE(read);
  CHECK_FALSE(read->has_source);
  CHECK(read->document.bytes.empty());
  CHECK(read->extraction == extraction());
}

TEST_CASE("a gold line is read: no confidence, no method, no evidence, fields of its own") {
  const auto read = parse_json_line(
      R"({"doc":"a.html","uri":"","lang":"en-mt","kind":"award","format":"html","mentions":[
          {"id":"P1","type":"Person","start":4,"end":6,"text":"Li"},
          {"id":"","type":"Date","start":8,"end":12,"text":"2024"},
          {"id":"O1","type":"Organization","start":0,"end":9,"text":"x","anaphor":true}],
        "entities":[{"id":"P1","type":"Person","names":["Li","Li"],"link":"k"},
                    {"id":"O1","type":"Organization","names":["Bureau"]}],
        "statements":[{"s":"P1","p":"holds_position","o":"O1","q":{"title":"head"},"optional":true}],
        "forbidden":["Editor"]})");
  REQUIRE(read);
  CHECK(read->doc == "a.html");
  CHECK(read->document.format == Format::kHtml);
  CHECK(read->document.language == "en");
  const Extraction& extraction = read->extraction;
  REQUIRE(extraction.mentions.size() == 3);
  CHECK(extraction.mentions[0].type == "Organization");
  CHECK(extraction.mentions[0].anaphor);
  CHECK(extraction.mentions[1].entity == 0);
  CHECK(extraction.mentions[2].entity == kNoEntity);
  CHECK(extraction.entities[0].names == std::vector<std::string>{"Li"});
  REQUIRE(extraction.statements.size() == 1);
  CHECK(extraction.statements[0].confidence == 1000);
  CHECK(extraction.statements[0].method == "gold");
  CHECK(extraction.statements[0].evidence.empty());
}

TEST_CASE("a line that says what cannot be is refused with its reason") {
  const std::string entities = R"("entities":[{"id":"E1","type":"Person","names":["Li"]}])";
  struct Case {
    std::string line, reason;
  };
  const Case cases[] = {
      {"", "not JSON"},
      {"{\"a\":", "not JSON"},
      {"{\"uri\":\"\xff\"}", "not JSON"},
      {"{\"uri\":\"\\ud800\"}", "not JSON"},
      {"[]", "not a JSON object"},
      {std::string(1000000, '['), "nested too deep"},
      {R"({"uri":3})", "\"uri\" is not a string"},
      {R"({"format":"pdf"})", "no such format"},
      {R"({"mentions":3})", "not an array"},
      {R"({"mentions":[3]})", "not an object"},
      {R"({"mentions":[{"id":"E9","type":"Person","start":0,"end":1}]})", "no entity has the id"},
      {R"({"mentions":[{"id":"","type":"Date","start":5,"end":5}]})", "not in order"},
      {R"({"mentions":[{"id":"","type":"Date","start":-1,"end":5}]})", "not a byte offset"},
      {R"({"mentions":[{"id":"","type":"Date","start":1.5,"end":5}]})", "not a byte offset"},
      {R"({"mentions":[{"id":"","type":"Date","start":1,"end":5000000000}]})", "not a byte offset"},
      {R"({"source":"abc","mentions":[{"id":"","type":"Date","start":1,"end":4}]})",
       "after the source"},
      {R"({"entities":[{"id":"E1","type":"Person","names":[]}]})", "lacks id, type or names"},
      {R"({"entities":[{"id":"E1","type":"Person","names":["a"]},
                       {"id":"E1","type":"Person","names":["b"]}]})",
       "two entities"},
      {"{" + entities + R"(,"statements":[{"s":"E1","p":"met_with","o":"E2"}]})",
       "no entity has the id \"E2\""},
      {"{" + entities + R"(,"statements":[{"s":"E1","p":"","o":"E1"}]})", "no predicate"},
      {"{" + entities + R"(,"statements":[{"s":"E1","p":"met_with","o":"E1","status":"x"}]})",
       "no such status"},
      {"{" + entities + R"(,"statements":[{"s":"E1","p":"met_with","o":"E1","confidence":2}]})",
       "not from 0 to 1"},
      {"{" + entities + R"(,"statements":[{"s":"E1","p":"met_with","o":"E1","q":{"a":1}}]})",
       "qualifier \"a\""},
      {"{" + entities +
           R"(,"statements":[{"s":"E1","p":"m","o":"E1","evidence":[{"start":3,"end":2}]}]})",
       "not in order"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.line.substr(0, 100));
    CHECK(reason(c.line).find(c.reason) != std::string::npos);
  }
}

TEST_CASE("bytes that are not UTF-8 do not break the line that is written") {
  Document document = article();
  document.title = "\xff\xfe";
  CHECK(parse_json_line(to_json_line(document, {}, false)));
}
