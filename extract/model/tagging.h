// Tag scores to spans: the best BIO path of each tier.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "extract/model/network.h"

namespace quipu {

struct TaggedSpan {
  std::uint32_t begin = 0, end = 0;  // tokens of the window
  std::uint32_t type = 0;            // index into Labels::types
  std::uint32_t tier = 0;            // nesting depth; Labels::tiers for values
  float probability = 0;             // of its least sure token
};

// Spans of the tokens [begin, end), tier by tier, in order. A path may go on with I-t only after
// B-t or I-t; among paths of equal score the one with the smaller tag wins.
std::vector<TaggedSpan> read_tags(std::span<const float> scores, const Labels& labels,
                                  std::size_t begin, std::size_t end);

}  // namespace quipu
