// Feature files of the openCypher TCK: the little of Gherkin that they use.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quipu::cypher::testing {

using Table = std::vector<std::vector<std::string>>;

struct FeatureStep {
  std::string text;  // without Given, When, Then, And
  std::string argument;
  Table table;
};

// A row of examples makes a scenario of its own of an outline.
struct Scenario {
  std::string name;  // as written, without its row
  std::vector<FeatureStep> steps;
};

std::vector<Scenario> read_feature(std::string_view text);

}  // namespace quipu::cypher::testing
