// Scores: what was found against what is right. docs/cli.md has the definitions.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/eval/gold.h"
#include "cli/eval/graph.h"

namespace quipu {

struct Tally {
  std::uint64_t right = 0, wrong = 0, missed = 0;

  double precision() const;
  double recall() const;
  double f1() const;
};

using Table = std::map<std::string, Tally>;

Tally total(const Table& table);

// Statements whose confidence is in one tenth of the range, and how often such are right.
struct ConfidenceBin {
  std::uint64_t count = 0, right = 0;
  double sum = 0;  // of the confidences
};

struct JoinedPairs {
  std::uint64_t joined = 0, apart = 0;
};

struct ScoredError {
  std::string kind, doc, what, detail;
};

struct Scores {
  Table entities, entities_by_language;
  Table mentions;
  Table statements, statements_by_language, statements_by_kind;
  std::array<ConfidenceBin, 10> confidence;  // without what the annotation leaves open
  Table qualifiers;
  std::uint64_t duplicates = 0;  // one gold entity as several within a document, beyond the first
  std::uint64_t traps = 0;       // forbidden strings in all
  std::vector<ScoredError> sprung_traps;
  std::uint64_t without_evidence = 0, unsound_spans = 0;
  std::vector<std::string> missing_documents;
  // Linking, over the gold entities that were found.
  std::uint64_t linked_count = 0;
  double b_cubed_precision = 0, b_cubed_recall = 0;
  JoinedPairs all_pairs, same_language_pairs, cross_language_pairs;
  std::map<std::string, std::uint64_t> wrongly_joined;  // by type
  std::vector<ScoredError> errors;

  double b_cubed_f1() const;
  std::uint64_t wrongly_joined_count() const;
};

// `article` gives the bytes of an article by its file name, so that spans are checked against it;
// without it spans count as sound.
using ArticleBytes = std::function<std::optional<std::string>(const std::string& doc)>;
Scores score(const ScoredGraph& graph, const std::vector<GoldDocument>& gold,
             const ArticleBytes& article);

}  // namespace quipu
