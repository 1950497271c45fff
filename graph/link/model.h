// The linking model: logistic weights of the features, by kind of thing. Trained by train/link.py,
// kept in graph/link/model/weights.tsv, compiled in.
#pragma once

#include <string_view>

#include "graph/link/features.h"

namespace quipu {

struct Weights {
  double prior = 0;      // log odds of a candidate pair that no feature speaks of
  double threshold = 0;  // log odds from which two are joined
  double unsure = 0;     // log odds from which a person is asked
  Features features{};   // log odds for a feature's value 1
};

const Weights& weights_for(std::string_view type);
double log_odds(const Features& features, const Weights& weights);
double probability(double log_odds);

}  // namespace quipu
