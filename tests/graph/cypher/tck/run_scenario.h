// One scenario of the TCK against the query engine.
#pragma once

#include <string>

#include "tests/graph/cypher/tck/feature.h"

namespace quipu::cypher::testing {

struct Outcome {
  bool passed = false;
  bool error_wanted = false;       // and there was one
  bool error_named_alike = false;  // of the class and the detail that the scenario names
  std::string why;                 // it failed
};

Outcome run_scenario(const Scenario& scenario);

}  // namespace quipu::cypher::testing
