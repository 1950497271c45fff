// What is scored: the mentions, entities and statements of an export or of a store, by document.
#pragma once

#include <cstdint>
#include <istream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "extract/value/result.h"
#include "graph/store/store.h"

namespace quipu {

// Entities are known by their place in the order of their ids.
using ScoredEntityId = std::uint32_t;

struct ScoredEntity {
  bool described = false;  // false: statements name it, but nothing says what it is
  std::string type, name;
  std::vector<std::string> names;
};

struct ScoredMention {
  ScoredEntityId entity = 0;
  std::string type, text;
  std::int64_t begin = 0, end = 0;
};

struct ScoredStatement {
  ScoredEntityId subject = 0, object = 0;
  std::string predicate, status;
  std::map<std::string, std::string> qualifiers;
  double confidence = 1;
};

struct ScoredDocument {
  std::string base_name;  // the last part of its uri
  std::vector<ScoredMention> mentions;
  std::vector<std::uint32_t> statements;  // places in ScoredGraph::statements, in order, unique
  std::vector<std::pair<std::int64_t, std::int64_t>> evidence;  // begin and end
};

struct ScoredGraph {
  std::vector<ScoredEntity> entities;
  std::vector<ScoredStatement> statements;  // those with enough confidence
  std::vector<ScoredDocument> documents;
  std::uint64_t without_evidence = 0;  // statements
};

// JSONL as `quipu export` writes it. Errors: kInvalid with file:line.
Result<ScoredGraph> read_export(std::istream& in, const std::string& file, double min_confidence);

// The same from a store. Errors: kCorrupt.
Result<ScoredGraph> read_snapshot(const Snapshot& snapshot, double min_confidence);

std::string base_name(std::string_view uri);

}  // namespace quipu
