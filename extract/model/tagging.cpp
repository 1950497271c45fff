#include "extract/model/tagging.h"

#include <algorithm>

#include "extract/model/arithmetic.h"

namespace quipu {
namespace {

// Tags: 0 is O, 1 + 2k is B of type k, 2 + 2k is I of type k.
bool is_inside(std::size_t tag) { return tag != 0 && tag % 2 == 0; }

std::vector<std::uint32_t> best_path(std::span<const float> scores, std::size_t stride,
                                     std::size_t offset, std::size_t tags, std::size_t begin,
                                     std::size_t end) {
  constexpr float kImpossible = -1e30f;
  const std::size_t n = end - begin;
  std::vector<float> best(tags, kImpossible), next(tags);
  std::vector<std::uint32_t> from(n * tags);
  for (std::size_t i = 0; i < n; ++i) {
    const float* row = scores.data() + (begin + i) * stride + offset;
    const auto top = static_cast<std::uint32_t>(
        i == 0 ? 0 : std::max_element(best.begin(), best.end()) - best.begin());
    for (std::size_t tag = 0; tag < tags; ++tag) {
      if (!is_inside(tag)) {
        from[i * tags + tag] = top;
        next[tag] = (i == 0 ? 0.0f : best[top]) + row[tag];
      } else if (i == 0) {
        next[tag] = kImpossible;
      } else {
        const auto previous =
            static_cast<std::uint32_t>(best[tag - 1] >= best[tag] ? tag - 1 : tag);
        from[i * tags + tag] = previous;
        next[tag] = best[previous] + row[tag];
      }
    }
    best.swap(next);
  }
  std::vector<std::uint32_t> path(n);
  auto tag = static_cast<std::uint32_t>(std::max_element(best.begin(), best.end()) - best.begin());
  for (std::size_t i = n; i-- > 0;) {
    path[i] = tag;
    tag = from[i * tags + tag];
  }
  return path;
}

float probability(const float* row, std::size_t tags, std::size_t tag) {
  const float top = *std::max_element(row, row + tags);
  float sum = 0;
  for (std::size_t k = 0; k < tags; ++k) sum += exp_fixed(row[k] - top);
  return exp_fixed(row[tag] - top) / sum;
}

}  // namespace

std::vector<TaggedSpan> read_tags(std::span<const float> scores, const Labels& labels,
                                  std::size_t begin, std::size_t end) {
  std::vector<TaggedSpan> out;
  if (begin >= end) return out;
  const std::size_t nested = 1 + 2 * labels.tagged.size(), values = 1 + 2 * labels.values.size();
  const std::size_t stride = labels.tiers * nested + values;
  for (std::size_t tier = 0; tier <= labels.tiers; ++tier) {
    const bool value = tier == labels.tiers;
    const std::size_t tags = value ? values : nested, offset = tier * nested;
    const auto path = best_path(scores, stride, offset, tags, begin, end);
    for (std::size_t i = 0; i < path.size();) {
      if (path[i] == 0) {
        ++i;
        continue;
      }
      const std::size_t kind = (path[i] - 1) / 2;
      std::size_t stop = i + 1;
      while (stop < path.size() && path[stop] == 2 + 2 * kind) ++stop;
      float least = 1;
      for (std::size_t k = i; k < stop; ++k) {
        const float* row = scores.data() + (begin + k) * stride + offset;
        least = std::min(least, probability(row, tags, path[k]));
      }
      out.push_back({static_cast<std::uint32_t>(begin + i),
                     static_cast<std::uint32_t>(begin + stop),
                     static_cast<std::uint32_t>(kind + (value ? labels.tagged.size() : 0)),
                     static_cast<std::uint32_t>(tier), least});
      i = stop;
    }
  }
  return out;
}

}  // namespace quipu
