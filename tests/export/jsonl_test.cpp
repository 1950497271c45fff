// JSONL: the form that a scorer reads.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "fixture.h"

using namespace quipu;
using namespace quipu::test;
using Json = nlohmann::json;

namespace {

std::vector<Json> lines(const std::string& text) {
  std::vector<Json> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.push_back(Json::parse(line));
  return out;
}

}  // namespace

TEST_CASE("jsonl has documents, entities, mentions, statements, in this order, one a line") {
  TestStore store("jsonl");
  fill(store);
  std::string kinds;
  for (const Json& line : lines(exported(store.snapshot(), "jsonl"))) {
    kinds += line.at("kind").get<std::string>()[0];
  }
  CHECK(kinds == "ddeeeeeemmsssss");
}

TEST_CASE("jsonl states every field of a record") {
  TestStore store("fields");
  fill(store);
  for (const Json& line : lines(exported(store.snapshot(), "jsonl"))) {
    if (line["kind"] == "document" && line["uri"] == "news/甲 <a>.txt") {
      CHECK(line["id"] == id_text(document_id("news/甲 <a>.txt")));
      CHECK(line["language"] == "zh");
    }
    if (line["kind"] == "mention") {
      CHECK(line["entity"] == "0000000000000001");
      CHECK(line["text"] == "何溪");
      CHECK(line["start"] == 0);
      CHECK(line["end"] == 6);
      CHECK(line["type"] == "Person");
    }
    if (line["kind"] == "statement" && line["id"] == "0000000000000001") {
      CHECK(line["subject"] == "0000000000000001");
      CHECK(line["predicate"] == "attended");
      CHECK(line["object"] == "0000000000000004");
      CHECK(line["qualifiers"] == Json::object());
      CHECK(line["status"] == "asserted");
      CHECK(line["confidence"] == 0.55);
      CHECK(line["evidence"].size() == 2);
      CHECK(line["evidence"][0]["start"] == 0);
    }
    if (line["kind"] == "entity" && line["id"] == "0000000000000002") {
      CHECK(line["name"] == "柳塘区教育局 <&>");
      CHECK(line["names"].size() == 2);
      CHECK(line["type"] == "Organization");
    }
  }
}

TEST_CASE("statements below the wanted confidence are left out") {
  TestStore store("confidence");
  fill(store);
  std::size_t count = 0;
  for (const Json& line : lines(exported(store.snapshot(), "jsonl", 700))) {
    count += line["kind"] == "statement";
  }
  CHECK(count == 2);
}
