// The openCypher TCK's scenarios that a read-only engine should pass.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

#include "tests/graph/cypher/tck/run_scenario.h"

namespace {

using quipu::cypher::testing::Outcome;
using quipu::cypher::testing::Scenario;

// Of the scenarios in read-subset.txt; docs/query.md names those that fail, and why.
constexpr double kShareReached = 0.98;

std::filesystem::path tck_folder() {
  const char* shared = std::getenv("QUIPU_SHARED");
  const std::filesystem::path root =
      shared ? std::filesystem::path(shared)
             : std::filesystem::path(QUIPU_SOURCE_DIR).parent_path() / "shared";
  return root / "conformance" / "opencypher";
}

std::string contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// "file: scenario" for each line of a list.
std::set<std::string> listed(const std::filesystem::path& path) {
  std::set<std::string> lines;
  std::istringstream text(contents(path));
  for (std::string line; std::getline(text, line);) {
    if (!line.empty() && line[0] != '#') lines.insert(line);
  }
  return lines;
}

struct Count {
  int runs = 0, passed = 0;
};

}  // namespace

TEST_CASE("the scenarios of the openCypher TCK that only read pass, but for the documented few") {
  const auto folder = tck_folder();
  if (!std::filesystem::exists(folder / "read-subset.txt")) {
    std::cout << "skipped: no openCypher TCK at " << folder << " (set QUIPU_SHARED)\n";
    return;
  }
  const bool verbose = std::getenv("QUIPU_TCK_VERBOSE") != nullptr;
  const auto subset = listed(folder / "read-subset.txt");
  std::map<std::string, Count> by_group, beyond_by_group;
  std::map<std::string, bool> all_rows_passed;  // of each listed scenario
  int errors = 0, errors_named_alike = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder / "features")) {
    if (entry.path().extension() != ".feature") continue;
    const std::string file = std::filesystem::relative(entry.path(), folder / "features").string();
    const std::string group = file.substr(0, file.find('/'));
    for (const Scenario& scenario : quipu::cypher::testing::read_feature(contents(entry.path()))) {
      const std::string name = file + ": " + scenario.name;
      const bool in_subset = subset.contains(name);
      const Outcome outcome = quipu::cypher::testing::run_scenario(scenario);
      Count& count = in_subset ? by_group[group] : beyond_by_group[group];
      ++count.runs;
      count.passed += outcome.passed;
      if (in_subset) {
        const auto [place, is_new] = all_rows_passed.try_emplace(name, true);
        place->second = place->second && outcome.passed;
        errors += outcome.error_wanted;
        errors_named_alike += outcome.error_named_alike;
      }
      if (!outcome.passed && (in_subset || verbose)) {
        std::cout << (in_subset ? "fails: " : "fails beyond the subset: ") << name << "\n  "
                  << outcome.why << "\n";
      }
    }
  }
  int passed = 0;
  for (const auto& [name, all] : all_rows_passed) passed += all;
  for (const auto& [group, count] : by_group) {
    std::cout << group << ": " << count.passed << " of " << count.runs << "; beyond the subset "
              << beyond_by_group[group].passed << " of " << beyond_by_group[group].runs << "\n";
  }
  std::cout << "scenarios of the subset: " << passed << " of " << all_rows_passed.size()
            << "; errors of the named kind: " << errors_named_alike << " of " << errors << "\n";
  CHECK(all_rows_passed.size() > 600);
  CHECK(passed >= kShareReached * static_cast<double>(all_rows_passed.size()));
}
