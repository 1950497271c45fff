// Prepares annotated articles for training: the windows that the product itself would read, token
// by token with their source bytes, and the ISO value of each date mark. So that training and
// running see the same input, there is no second tokenizer.
//
// usage: prepare GOLD.jsonl ARTICLES_DIR zh|en VOCABULARY.txt > OUT.jsonl
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "extract/model/window.h"
#include "extract/source/reader.h"
#include "extract/text/clean_text.h"
#include "extract/text/date.h"

namespace {

std::string slurp(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(in), {}};
}

nlohmann::json window_json(const quipu::Window& window, const quipu::CleanText& text) {
  nlohmann::json ids = nlohmann::json::array(), shapes = ids, kinds = ids, starts = ids, ends = ids;
  for (std::size_t i = 0; i < window.tokens.size(); ++i) {
    const auto& token = window.tokens[i];
    ids.push_back(token.id);
    shapes.push_back(static_cast<int>(token.shape));
    kinds.push_back(static_cast<int>(window.kinds[i]));
    const bool real = token.begin < token.end;
    const auto span = real ? text.span(token.begin, token.end) : quipu::ByteSpan{};
    starts.push_back(real ? static_cast<std::int64_t>(span.begin) : -1);
    ends.push_back(real ? static_cast<std::int64_t>(span.end) : -1);
  }
  return {{"ids", ids},
          {"shapes", shapes},
          {"kinds", kinds},
          {"starts", starts},
          {"ends", ends},
          {"sentences", window.sentences},
          {"body", {window.body_begin, window.body_end}}};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::cerr << "usage: prepare GOLD.jsonl ARTICLES_DIR zh|en VOCABULARY.txt\n";
    return 2;
  }
  const std::string family = argv[3];
  const quipu::Tokenizer tokenizer(slurp(argv[4]));
  std::ifstream gold(argv[1]);
  for (std::string line; std::getline(gold, line);) {
    auto record = nlohmann::json::parse(line);
    const std::string language = record.at("lang");
    if ((language.substr(0, 2) == "zh") != (family == "zh")) continue;
    const std::string doc = record.at("doc");
    const std::string published = record.value("published", "");
    quipu::Document document;
    document.uri = doc;
    document.format = doc.ends_with(".html") ? quipu::Format::kHtml : quipu::Format::kText;
    document.bytes = slurp(std::string(argv[2]) + "/" + doc);
    const auto source = quipu::document_text(document);
    if (!source) {
      std::cerr << doc << ": " << source.error().message << '\n';
      return 1;
    }
    const auto text = quipu::clean(*source);
    const auto sentences = quipu::split_sentences(text);
    auto windows = nlohmann::json::array();
    for (const auto& window : quipu::make_windows(text, sentences, tokenizer)) {
      windows.push_back(window_json(window, text));
    }
    auto dates = nlohmann::json::object();
    for (const auto& mention : record.at("mentions")) {
      if (mention.at("type") != "Date") continue;
      const auto iso = quipu::resolve_date(mention.at("text").get<std::string>(), published,
                                           language.substr(0, 7) == "zh-Hant" ? "zh-Hant" : family);
      if (iso) {
        dates[std::to_string(mention.at("start").get<int>()) + "-" +
              std::to_string(mention.at("end").get<int>())] = *iso;
      }
    }
    record["windows"] = windows;
    record["dates"] = dates;
    std::cout << record.dump() << '\n';
  }
  return 0;
}
