// One article in; what it says out, each statement with the sentence that says so.
//   extract_one MODELS SCHEMA ARTICLE
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

#include "extract/extractor.h"

namespace {

int complain(const quipu::Error& error) {
  std::cerr << error.message << '\n';
  return 1;
}

// A span of the article as it lay on disk, on one line.
std::string quoted(const quipu::Document& document, quipu::ByteSpan span) {
  std::string text = document.bytes.substr(span.begin, span.size());
  for (char& c : text) {
    if (c == '\n' || c == '\r') c = ' ';
  }
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: extract_one MODELS SCHEMA ARTICLE\n";
    return 2;
  }

  // Loads the models once; an Extractor may then be used by many threads.
  const auto extractor = quipu::Extractor::load({.models = argv[1], .schema = argv[2]});
  if (!extractor) return complain(extractor.error());

  // A document is an address and its bytes in UTF-8. The rest may stay empty: extract() finds out
  // the language, the date and the title.
  std::ifstream file(argv[3], std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  quipu::Document document;
  document.uri = argv[3];
  document.bytes = bytes.str();
  if (document.uri.ends_with(".html")) document.format = quipu::Format::kHtml;

  const auto extraction = extractor->extract(document);
  if (!extraction) return complain(extraction.error());
  std::cout << "language " << document.language << ", published " << document.published << '\n';

  // Statements name their subject and object by their place among the document's entities.
  for (const quipu::Statement& statement : extraction->statements) {
    std::cout << '\n'
              << extraction->entities[statement.subject].names.front() << ' ' << statement.predicate
              << ' ' << extraction->entities[statement.object].names.front();
    for (const auto& [key, value] : statement.qualifiers) std::cout << ", " << key << ' ' << value;
    if (statement.status != quipu::Status::kAsserted) {
      std::cout << " (" << quipu::status_name(statement.status) << ')';
    }
    std::cout << '\n';
    for (const quipu::ByteSpan span : statement.evidence) {
      std::cout << "  > " << quoted(document, span) << '\n';
    }
  }
  return 0;
}
