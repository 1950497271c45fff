#include "graph/link/model.h"

#include <array>
#include <charconv>
#include <cmath>
#include <stdexcept>
#include <string>

__asm__(
    ".section .rodata\n.global quipu_link_weights_begin\n.global quipu_link_weights_end\n"
    "quipu_link_weights_begin:\n.incbin \"" QUIPU_LINK_MODEL_DIR
    "/weights.tsv\"\nquipu_link_weights_end:\n.byte 0\n.previous\n");
extern "C" const char quipu_link_weights_begin[], quipu_link_weights_end[];

namespace quipu {
namespace {

constexpr std::array<std::string_view, 3> kGroups = {"person", "body", "other"};

std::size_t group_of(std::string_view type) {
  if (type == "Person") return 0;
  return type == "Organization" || type == "Place" ? 1 : 2;
}

std::string_view take(std::string_view& rest, char end) {
  const std::string_view field = rest.substr(0, rest.find(end));
  rest.remove_prefix(std::min(rest.size(), field.size() + 1));
  return field;
}

void set(Weights& weights, std::string_view name, double value) {
  if (name == "prior") weights.prior = value;
  if (name == "threshold") weights.threshold = value;
  if (name == "unsure") weights.unsure = value;
  for (std::size_t i = 0; i < kFeatureCount; ++i) {
    if (name == feature_name(static_cast<Feature>(i))) weights.features[i] = value;
  }
}

// A line: group, name, value.
std::array<Weights, kGroups.size()> read_weights() {
  std::array<Weights, kGroups.size()> out;
  std::string_view rest(
      quipu_link_weights_begin,
      static_cast<std::size_t>(quipu_link_weights_end - quipu_link_weights_begin));
  while (!rest.empty()) {
    std::string_view line = take(rest, '\n');
    if (line.empty() || line.starts_with('#')) continue;
    const std::string_view group = take(line, '\t'), name = take(line, '\t');
    double value = 0;
    if (std::from_chars(line.data(), line.data() + line.size(), value).ec != std::errc()) {
      throw std::runtime_error("linking weights: no number: " + std::string(line));
    }
    for (std::size_t i = 0; i < kGroups.size(); ++i) {
      if (group == kGroups[i]) set(out[i], name, value);
    }
  }
  return out;
}

}  // namespace

const Weights& weights_for(std::string_view type) {
  static const auto weights = read_weights();
  return weights[group_of(type)];
}

double log_odds(const Features& features, const Weights& weights) {
  double sum = weights.prior;
  for (std::size_t i = 0; i < kFeatureCount; ++i) sum += features[i] * weights.features[i];
  return sum;
}

double probability(double log_odds) { return 1 / (1 + std::exp(-log_odds)); }

}  // namespace quipu
