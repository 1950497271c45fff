// What a person has said of two units: they are one thing, or two. It outranks the model and every
// veto, and it holds for whole clusters: no chain of joins brings together two that are kept apart.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "graph/link/units.h"

namespace quipu {

struct Constraint {
  UnitId a = 0, b = 0;
  bool one = false;    // true: one thing; false: two
  std::string reason;  // in words, as the person gave it; printed with the decision
};

// Gives the constraints for the units of these inputs (sorted by document, one a document;
// units.unit_of[i] belongs to inputs[i]). Must depend on the content alone, not on call order.
// Earlier constraints yield to later ones that contradict them: of a = b, b = c, a != c the last
// decides, and the join that would break it is refused.
using ConstraintSource =
    std::function<std::vector<Constraint>(const Units& units, std::span<const LinkInput> inputs)>;

}  // namespace quipu
