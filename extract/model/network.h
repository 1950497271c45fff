// The network: an encoder over windows, tag scores for spans, pair scores for links.
// train/encoder.py and train/heads.py define what is computed here.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "extract/model/tokenizer.h"
#include "extract/model/window.h"
#include "extract/value/result.h"

namespace quipu {

// A mention as the pair head sees it: tokens [begin, end) of its window and its type's index.
struct PairMention {
  std::uint32_t begin = 0, end = 0;
  std::uint32_t type = 0;  // index into Labels::types
};

struct Pair {
  std::uint32_t first = 0, second = 0;  // indexes into the mentions
};

// The names behind the network's outputs, as the model file states them.
struct Labels {
  std::vector<std::string> tagged;   // span types of the nesting tiers, "Person~" for anaphors
  std::vector<std::string> values;   // span types of the value tier: Theme, Level, …
  std::vector<std::string> types;    // tagged, then values
  std::vector<std::string> outputs;  // of a pair: relations, then "choice=value"
  std::size_t tiers = 0;             // nesting tiers, outermost first; then the value tier
};

// States of the tokens of one window: [tokens, width].
using States = std::vector<float>;

class Network {
 public:
  // Errors: those of TensorFile::open; kInvalid when a tensor is missing or has another shape;
  // kUnsupported when the file is of another format version.
  static Result<Network> load(const std::string& path);
  Network(Network&&) noexcept;
  Network& operator=(Network&&) noexcept;
  ~Network();

  const Tokenizer& tokenizer() const;
  const Labels& labels() const;
  const std::string& hash() const;
  std::string_view metadata(std::string_view key) const;

  // A table that the file has beside the network's own; empty when it is not there in this shape.
  std::span<const float> table(std::string_view name, std::size_t rows, std::size_t columns) const;

  // All functions are thread-safe and give the same bits however windows are batched.
  std::vector<States> encode(std::span<const Window> windows) const;

  // [tokens, tag outputs]: for each nesting tier O, B-t0, I-t0, B-t1, …; then the value tier.
  std::vector<float> tag_scores(const States& states) const;

  // [pairs, labels().outputs.size()].
  std::vector<float> pair_scores(const States& states, std::span<const PairMention> mentions,
                                 std::span<const Pair> pairs) const;

 private:
  struct Impl;
  explicit Network(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Distance bucket of two spans of tokens; see bucket() in train/heads.py.
std::uint32_t distance_bucket(const PairMention& a, const PairMention& b);

}  // namespace quipu
