// A reading: all that the network says of one document, before anything is decided.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "extract/model/network.h"
#include "extract/schema/schema.h"
#include "extract/text/clean_text.h"

namespace quipu {

// A span of the text with its type. Values (Theme, Level, …), titles and dates are among them.
struct ReadMention {
  std::size_t begin = 0, end = 0;  // code points of the clean text
  std::uint32_t type = 0;          // index into Labels::types
  float probability = 0;
  std::uint32_t sentence = 0;
};

// The scores of one pair of mentions, in one window.
struct ReadPair {
  std::uint32_t first = 0, second = 0;  // indexes into Reading::mentions
  std::size_t scores = 0;               // offset of its row in Reading::scores
};

struct Reading {
  CleanText text;
  std::vector<Sentence> sentences;
  std::vector<ReadMention> mentions;  // by begin, longer first
  std::vector<ReadPair> pairs;        // by window, first, second
  std::vector<float> scores;          // a row of Labels::outputs.size() a pair

  std::u32string_view surface(const ReadMention& m) const {
    return std::u32string_view(text.text).substr(m.begin, m.end - m.begin);
  }
};

// Which outputs the schema admits for a pair of types. Built once a network.
class Admission {
 public:
  Admission(const Labels& labels, const Schema& schema);
  bool any(std::uint32_t first, std::uint32_t second) const;
  bool allows(std::size_t relation, std::uint32_t first, std::uint32_t second) const;

  // Index of a relation or of a "choice=value" output; -1 when the network has none.
  int output(std::string_view name) const;
  std::size_t relations() const { return relations_; }  // the first outputs
  // Index into Labels::types without the mark of an anaphor.
  std::uint32_t base(std::uint32_t type) const { return base_[type]; }
  bool anaphor(std::uint32_t type) const { return base_[type] != type; }
  bool entity(std::uint32_t type) const { return entity_[type]; }
  bool value(std::uint32_t type) const { return value_[type]; }

 private:
  std::size_t types_ = 0, relations_ = 0;
  std::vector<std::string> outputs_;
  std::vector<std::uint32_t> base_;
  std::vector<bool> entity_, value_;
  std::vector<bool> allowed_;  // [relations, types, types]
};

// Reads a document: windows, tags, pair scores. Pure. Lines that begin with a word of the schema's
// page furniture keep no mentions.
Reading read(CleanText text, const Network& network, const Admission& admission,
             const Schema& schema);

// Whether a line is page furniture: short, and opened by one of `cues` with a colon or the like.
bool is_furniture(std::u32string_view line, const std::vector<std::string>& cues);

}  // namespace quipu
