#include "extract/decode/calibration.h"

#include "extract/model/arithmetic.h"

namespace quipu {

std::uint16_t Calibration::confidence(const CandidateStatement& candidate) const {
  const int row = admission_.output(candidate.statement.predicate);
  if (row < 0 || weights_.empty()) return candidate.statement.confidence;
  const auto weights = weights_.subspan(static_cast<std::size_t>(row) * (1 + kSignCount));
  float sum = weights[0];
  for (std::size_t i = 0; i < kSignCount; ++i) sum += weights[1 + i] * candidate.support[i];
  const float odds = exp_fixed(sum);
  return static_cast<std::uint16_t>(odds / (1.0f + odds) * 1000.0f + 0.5f);
}

}  // namespace quipu
