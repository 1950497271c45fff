#include "tests/graph/cypher/tck/feature.h"

#include <sstream>

namespace quipu::cypher::testing {
namespace {

std::string trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r");
  if (begin == text.npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1));
}

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> out;
  std::string cell;
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 < line.size() && line[i + 1] == '|') {
      cell += line[++i];
    } else if (line[i] == '|') {
      out.push_back(trimmed(cell));
      cell.clear();
    } else {
      cell += line[i];
    }
  }
  return out;
}

std::string filled(std::string text, const std::vector<std::string>& names,
                   const std::vector<std::string>& row) {
  for (std::size_t i = 0; i < names.size() && i < row.size(); ++i) {
    const std::string hole = "<" + names[i] + ">";
    for (std::size_t at = 0; (at = text.find(hole, at)) != text.npos; at += row[i].size()) {
      text.replace(at, hole.size(), row[i]);
    }
  }
  return text;
}

Scenario filled(const Scenario& outline, const std::vector<std::string>& names,
                const std::vector<std::string>& row) {
  Scenario scenario{outline.name, {}};
  for (const FeatureStep& step : outline.steps) {
    FeatureStep made{filled(step.text, names, row), filled(step.argument, names, row), {}};
    for (const auto& line : step.table) {
      auto& cells_made = made.table.emplace_back();
      for (const std::string& cell : line) cells_made.push_back(filled(cell, names, row));
    }
    scenario.steps.push_back(std::move(made));
  }
  return scenario;
}

}  // namespace

std::vector<Scenario> read_feature(std::string_view text) {
  std::vector<Scenario> scenarios, outlines;
  Scenario background, current;
  Scenario* into = nullptr;
  bool outline = false, in_examples = false;
  Table examples;
  const auto close = [&] {
    if (into != &current) return;
    Scenario whole = current;
    whole.steps.insert(whole.steps.begin(), background.steps.begin(), background.steps.end());
    if (!outline) scenarios.push_back(whole);
    for (std::size_t i = 1; outline && i < examples.size(); ++i) {
      scenarios.push_back(filled(whole, examples[0], examples[i]));
    }
    examples.clear();
  };
  std::istringstream lines{std::string(text)};
  std::string line;
  while (std::getline(lines, line)) {
    const std::string bare = trimmed(line);
    if (bare == "\"\"\"") {
      std::string argument;
      while (std::getline(lines, line) && trimmed(line) != "\"\"\"") argument += line + "\n";
      if (into && !into->steps.empty()) into->steps.back().argument = argument;
    } else if (bare.empty() || bare[0] == '#' || bare[0] == '@') {
      continue;
    } else if (bare.starts_with("Background:")) {
      into = &background;
    } else if (bare.starts_with("Scenario")) {
      close();
      outline = bare.starts_with("Scenario Outline");
      in_examples = false;
      current = {trimmed(bare.substr(bare.find(':') + 1)), {}};
      into = &current;
    } else if (bare.starts_with("Examples:")) {
      in_examples = true;
    } else if (bare[0] == '|') {
      if (in_examples) {
        examples.push_back(cells(bare));
      } else if (into && !into->steps.empty()) {
        into->steps.back().table.push_back(cells(bare));
      }
    } else if (into) {
      for (const std::string_view word : {"Given ", "When ", "Then ", "And ", "But "}) {
        if (bare.starts_with(word)) into->steps.push_back({bare.substr(word.size()), {}, {}});
      }
    }
  }
  close();
  return scenarios;
}

}  // namespace quipu::cypher::testing
