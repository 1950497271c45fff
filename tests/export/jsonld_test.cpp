// JSON-LD, read back as JSON.
#include <doctest/doctest.h>

#include <map>
#include <nlohmann/json.hpp>

#include "fixture.h"

using namespace quipu;
using namespace quipu::test;
using Json = nlohmann::json;

namespace {

std::map<std::string, Json> nodes(const std::string& text) {
  std::map<std::string, Json> out;
  const Json json = Json::parse(text);
  REQUIRE(json.at("@context").is_object());
  for (const Json& node : json.at("@graph")) {
    CHECK(out.emplace(node.at("id").get<std::string>(), node).second);
  }
  return out;
}

}  // namespace

TEST_CASE("json-ld types entities with schema.org and with terms of its own") {
  TestStore store("jsonld");
  fill(store);
  const auto graph = nodes(exported(store.snapshot(), "jsonld"));
  CHECK(graph.at("urn:quipu:entity:0000000000000001").at("type") ==
        Json({"schema:Person", "quipu:Person"}));
  CHECK(graph.at("urn:quipu:entity:0000000000000005").at("type") == Json({"quipu:Award"}));
  CHECK(graph.at("urn:quipu:entity:0000000000000002").at("name") == "柳塘区教育局 <&>");
  CHECK(
      graph.at("urn:quipu:document:" + id_text(document_id("news/甲 <a>.txt"))).at("identifier") ==
      "news/甲 <a>.txt");
}

TEST_CASE("each fact of json-ld is a node with its evidence; what holds is also said directly") {
  TestStore store("statements");
  fill(store);
  const auto graph = nodes(exported(store.snapshot(), "jsonld"));
  const Json& asserted = graph.at("urn:quipu:statement:0000000000000001");
  CHECK(asserted.at("type")[0] == "quipu:Statement");
  CHECK(asserted.at("subject").at("quipu:attended").at("id") ==
        "urn:quipu:entity:0000000000000004");
  CHECK(asserted.at("predicate") == "quipu:attended");
  CHECK(asserted.at("object") == "urn:quipu:entity:0000000000000004");
  REQUIRE(asserted.at("evidence").size() == 2);
  CHECK(asserted.at("evidence")[0].at("quote") == "何溪<局长>出席了第三届云崖论坛。");
  CHECK(asserted.at("evidence")[0].at("byteStart") == "0");
  CHECK(asserted.at("wasDerivedFrom").size() == 2);
  const Json& former = graph.at("urn:quipu:statement:0000000000000003");
  CHECK(former.at("status") == "former");
  CHECK(former.at("qualifier:title") == "副局长");
  CHECK(former.at("qualifier:odd%20%3Ckey%3E") == "\x01");
  CHECK_FALSE(former.at("subject").contains("quipu:holds_position"));
  CHECK_FALSE(graph.contains("urn:quipu:statement:0000000000000004"));
  CHECK_FALSE(graph.contains("urn:quipu:statement:0000000000000005"));
}
