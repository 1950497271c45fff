// A made-up graph of the product's shape, for measuring questions: persons, bodies, events and the
// rest in the proportions of real articles, a few of them in very many statements, each statement
// with its sentence in an article. The same seed gives the same graph.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "extract/value/document.h"
#include "graph/store/store.h"

namespace quipu::bench {

struct QuestionGraph {
  std::vector<Document> documents;
  LinkedGraph graph;
};

QuestionGraph make_question_graph(std::size_t statement_count, std::uint64_t seed);

}  // namespace quipu::bench
