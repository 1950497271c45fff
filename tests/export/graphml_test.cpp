// GraphML, read back with an XML parser.
#include <doctest/doctest.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "fixture.h"

using namespace quipu;
using namespace quipu::test;

namespace {

struct Graph {
  std::vector<std::string> order;                                   // elements below <graphml>
  std::map<std::string, std::pair<std::string, std::string>> keys;  // id -> for, attr.name
  std::map<std::string, std::map<std::string, std::string>> nodes, edges;  // id -> name -> value
};

std::string attribute(xmlNode* node, const char* name) {
  std::unique_ptr<xmlChar, decltype(xmlFree)> value(
      xmlGetProp(node, reinterpret_cast<const xmlChar*>(name)), xmlFree);
  return value ? reinterpret_cast<const char*>(value.get()) : "";
}

std::string content(xmlNode* node) {
  std::unique_ptr<xmlChar, decltype(xmlFree)> value(xmlNodeGetContent(node), xmlFree);
  return value ? reinterpret_cast<const char*>(value.get()) : "";
}

std::vector<xmlNode*> children(xmlNode* node) {
  std::vector<xmlNode*> out;
  for (xmlNode* child = node->children; child != nullptr; child = child->next) {
    if (child->type == XML_ELEMENT_NODE) out.push_back(child);
  }
  return out;
}

Graph parse(const std::string& text) {
  std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> document(
      xmlReadMemory(text.data(), static_cast<int>(text.size()), nullptr, nullptr,
                    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING),
      &xmlFreeDoc);
  REQUIRE(document != nullptr);
  Graph graph;
  for (xmlNode* element : children(xmlDocGetRootElement(document.get()))) {
    const std::string name = reinterpret_cast<const char*>(element->name);
    graph.order.push_back(name);
    if (name == "key") {
      graph.keys[attribute(element, "id")] = {attribute(element, "for"),
                                              attribute(element, "attr.name")};
      continue;
    }
    CHECK(attribute(element, "edgedefault") == "directed");
    for (xmlNode* item : children(element)) {
      const bool is_node = std::string(reinterpret_cast<const char*>(item->name)) == "node";
      auto& fields = (is_node ? graph.nodes : graph.edges)[attribute(item, "id")];
      if (!is_node) fields["source"] = attribute(item, "source");
      if (!is_node) fields["target"] = attribute(item, "target");
      for (xmlNode* data : children(item)) {
        const auto key = graph.keys.find(attribute(data, "key"));
        REQUIRE(key != graph.keys.end());
        CHECK(key->second.first == (is_node ? "node" : "edge"));
        fields[key->second.second] = content(data);
      }
    }
  }
  return graph;
}

}  // namespace

TEST_CASE("graphml has its keys first, then nodes and directed edges with their fields") {
  TestStore store("graphml");
  fill(store);
  const Graph graph = parse(exported(store.snapshot(), "graphml"));
  CHECK(graph.order.back() == "graph");
  CHECK(std::count(graph.order.begin(), graph.order.end(), "graph") == 1);
  CHECK(graph.nodes.size() == 6);
  CHECK(graph.nodes.at("0000000000000002").at("label") == "柳塘区教育局 <&>");
  CHECK(graph.nodes.at("0000000000000001").at("type") == "Person");
  CHECK(graph.nodes.at("0000000000000001").at("names") == "<b>&amp;]]></b><!-- | 何溪");
  const auto& edge = graph.edges.at("0000000000000003");
  CHECK(edge.at("source") == "0000000000000001");
  CHECK(edge.at("target") == "0000000000000002");
  CHECK(edge.at("label") == "holds_position");
  CHECK(edge.at("predicate") == "holds_position");
  CHECK(edge.at("status") == "former");
  CHECK(edge.at("confidence") == "0.650");
  CHECK(edge.at("weight") == "1.0");
  CHECK(edge.at("title") == "副局长");
  CHECK(edge.at("qualifier label") == "x");
  CHECK(edge.at("odd <key>") == "\xEF\xBF\xBD");
  CHECK(edge.at("evidence").starts_with("何溪<局长>出席了第三届云崖论坛。\n"));
  CHECK(edge.at("document") == "https://news.example.org/b?x=1&y=2");
  CHECK(graph.edges.at("0000000000000001").at("weight") == "2.0");
}

TEST_CASE("graphml keeps parallel edges and leaves out what is planned, negated or unsure") {
  TestStore store("parallel");
  fill(store);
  const auto ids = [](const Graph& graph) {
    std::set<std::string> out;
    for (const auto& [id, fields] : graph.edges) out.insert(id);
    return out;
  };
  CHECK(ids(parse(exported(store.snapshot(), "graphml"))) ==
        std::set<std::string>{"0000000000000001", "0000000000000002", "0000000000000003"});
  CHECK(ids(parse(exported(store.snapshot(), "graphml", 600))) ==
        std::set<std::string>{"0000000000000002", "0000000000000003"});
}

TEST_CASE("hostile names come through graphml with only what XML forbids replaced") {
  TestStore store("hostile");
  fill(store);
  const std::string text = exported(store.snapshot(), "graphml");
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    REQUIRE((byte >= 0x20 || c == '\n' || c == '\t'));
  }
  const Graph graph = parse(text);
  CHECK(graph.nodes.at("0000000000000002").at("names").starts_with("NUL\xEF\xBF\xBD bell"));
  CHECK(graph.nodes.at("0000000000000003").at("label") == "云崖\n大学");
  CHECK(graph.nodes.at("0000000000000003").at("names").starts_with(hostile_names()[2]));
  CHECK(graph.nodes.at("0000000000000004").at("label") == "第三届云崖论坛\xEF\xBF\xBD");
  CHECK(graph.nodes.at("0000000000000004").at("names").find("\xE2\x80\xAE") != std::string::npos);
  CHECK(graph.nodes.at("0000000000000005").at("label") == hostile_names()[4]);
  CHECK(graph.nodes.at("0000000000000006").at("label").starts_with("broken \xEF\xBF\xBD"));
}
