// What the product weighs before it decides: each candidate statement of each article with what
// speaks for it, for train/calibrate.py.
//
// usage: candidates MODELS_DIR SCHEMA_DIR GOLD.jsonl ARTICLES_DIR > CANDIDATES.jsonl
//   {"doc","language","entities":[{"type","names"}],
//    "candidates":[{"s","p","o","title","status","method","support":[as Sign in
//    extract/decode/statements.h]}]}
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "extract/decode/coreference.h"
#include "extract/decode/reading.h"
#include "extract/decode/statements.h"
#include "extract/model/network.h"
#include "extract/source/reader.h"
#include "extract/text/clean_text.h"
#include "extract/text/date.h"

namespace {

std::string slurp(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(in), {}};
}

nlohmann::json weigh(quipu::CleanText text, const quipu::Network& network,
                     const quipu::Schema& schema, const std::string& language,
                     const std::string& published) {
  const auto& labels = network.labels();
  const quipu::Admission admission(labels, schema);
  const auto reading = quipu::read(std::move(text), network, admission, schema);
  const auto coreference = quipu::resolve(reading, labels, admission);
  std::map<std::string, std::uint32_t> refused;
  nlohmann::json entities = nlohmann::json::array(), candidates = entities;
  for (const auto& entity : coreference.entities) {
    entities.push_back({{"type", entity.type}, {"names", entity.names}});
  }
  for (const auto& [statement, support] : quipu::decide(reading, coreference, labels, admission,
                                                        schema, language, published, refused)) {
    const auto title = statement.qualifiers.find("title");
    candidates.push_back({{"s", statement.subject},
                          {"p", statement.predicate},
                          {"o", statement.object},
                          {"title", title == statement.qualifiers.end() ? "" : title->second},
                          {"status", quipu::status_name(statement.status)},
                          {"method", statement.method},
                          {"support", support}});
  }
  return {{"language", language}, {"entities", entities}, {"candidates", candidates}};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::cerr << "usage: candidates MODELS_DIR SCHEMA_DIR GOLD.jsonl ARTICLES_DIR\n";
    return 2;
  }
  try {
    const std::string models = argv[1], articles = argv[4];
    auto zh = quipu::Network::load(models + "/zh.safetensors");
    auto en = quipu::Network::load(models + "/en.safetensors");
    auto schema = quipu::load_schema(argv[2]);
    if (!zh || !en || !schema) throw std::runtime_error("cannot load the models or the schema");
    std::ifstream gold(argv[3]);
    for (std::string line; std::getline(gold, line);) {
      const auto record = nlohmann::json::parse(line);
      quipu::Document document;
      document.uri = record.at("doc");
      document.published = record.value("published", "");
      if (record.value("format", "text") == "html") document.format = quipu::Format::kHtml;
      document.bytes = slurp(articles + "/" + document.uri);
      auto source = quipu::document_text(document);
      if (!source) throw std::runtime_error(document.uri + ": " + source.error().message);
      auto text = quipu::clean(*source);
      const auto language = quipu::detect_language(text.text);
      auto out = weigh(std::move(text), language.starts_with("zh") ? *zh : *en, *schema, language,
                       document.published);
      out["doc"] = document.uri;
      std::cout << out.dump() << '\n';
    }
  } catch (const std::exception& error) {
    std::cerr << "candidates: " << error.what() << '\n';
    return 1;
  }
}
