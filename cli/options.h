// Arguments that several verbs have.
#pragma once

#include <cstdint>
#include <string>

#include "extract/value/result.h"
#include "graph/store/store.h"

namespace CLI {
class App;
}

namespace quipu {

void add_db_option(CLI::App& verb, std::string& path);
void add_jobs_option(CLI::App& verb, unsigned& jobs);  // filled with the machine's number of cores
void add_json_flag(CLI::App& verb, bool& json);
void add_min_confidence_option(CLI::App& verb, double& min_confidence);

// What a person adds to a decision.
struct DecisionOptions {
  std::string because, by, date;
};
void add_decision_options(CLI::App& verb, DecisionOptions& options);  // --because, --by, --date

std::uint16_t in_thousandths(double confidence);

// A store whose graph is ready to be read. Errors: those of Store::open; kInvalid when the last
// change of its articles was never linked.
Result<Store> open_for_reading(const std::string& path);

}  // namespace quipu
