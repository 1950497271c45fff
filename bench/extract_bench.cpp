// How fast a document is read: text and whole extraction, in characters a second, over the example
// articles. `build/release/bench/extract_bench`.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <iostream>

#include "extract/extractor.h"
#include "extract/source/reader.h"
#include "extract/text/clean_text.h"

namespace {

using namespace quipu;

const std::vector<Document>& documents() {
  static const std::vector<Document> kDocuments = [] {
    std::vector<Document> out;
    ReadSummary summary;
    const auto paths = list_inputs({QUIPU_SOURCE_DIR "/examples/articles"});
    if (!paths) std::abort();
    for (const auto& path : *paths) {
      const auto read = read_documents(path, std::cin, summary, [&](Document d) {
        out.push_back(std::move(d));
        return true;
      });
      if (!read) std::abort();
    }
    return out;
  }();
  return kDocuments;
}

std::int64_t characters() {
  std::size_t out = 0;
  for (const auto& d : documents()) out += clean(document_text(d).value()).text.size();
  return static_cast<std::int64_t>(out);
}

void text(benchmark::State& state) {
  for (auto _ : state) {
    for (const auto& d : documents()) {
      benchmark::DoNotOptimize(split_sentences(clean(document_text(d).value())));
    }
  }
  state.SetItemsProcessed(state.iterations() * characters());
}
BENCHMARK(text)->Unit(benchmark::kMillisecond);

void extraction(benchmark::State& state) {
  const auto extractor = Extractor::load(
      {QUIPU_SOURCE_DIR "/models", QUIPU_SOURCE_DIR "/extract/schema/education-news"});
  if (!extractor) std::abort();
  for (auto _ : state) {
    for (auto d : documents()) benchmark::DoNotOptimize(extractor->extract(d));
  }
  state.SetItemsProcessed(state.iterations() * characters());
}
BENCHMARK(extraction)->Unit(benchmark::kMillisecond);

void load(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(Extractor::load(
        {QUIPU_SOURCE_DIR "/models", QUIPU_SOURCE_DIR "/extract/schema/education-news"}));
  }
}
BENCHMARK(load)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
