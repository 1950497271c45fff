// From what speaks for a statement to how often such a statement is right.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "extract/decode/statements.h"

namespace quipu {

// A logistic regression a predicate over Support, fitted by train/calibrate.py on annotated
// articles that the network was not trained on, and kept in the model file (table "calibration": a
// row a relation, the constant first). Without it the link decides alone. Both arguments must
// outlive it.
class Calibration {
 public:
  Calibration(std::span<const float> weights, const Admission& admission)
      : weights_(weights), admission_(admission) {}
  static Calibration of(const Network& network, const Admission& admission) {
    return {network.table("calibration", admission.relations(), 1 + kSignCount), admission};
  }

  std::uint16_t confidence(const CandidateStatement& candidate) const;  // thousandths

 private:
  std::span<const float> weights_;
  const Admission& admission_;
};

}  // namespace quipu
