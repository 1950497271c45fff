#include "cli/options.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <cmath>
#include <thread>

#include "graph/decision/ledger.h"

namespace quipu {

void add_db_option(CLI::App& verb, std::string& path) {
  verb.add_option("--db", path, "The store (a folder)")->required()->type_name("DB");
}

void add_jobs_option(CLI::App& verb, unsigned& jobs) {
  jobs = std::max(1U, std::thread::hardware_concurrency());
  verb.add_option("--jobs,-j", jobs, "Threads (the result is the same for any number)")
      ->check(CLI::Range(1U, 1024U))
      ->type_name("N")
      ->capture_default_str();
}

void add_json_flag(CLI::App& verb, bool& json) { verb.add_flag("--json", json, "Print JSON"); }

void add_min_confidence_option(CLI::App& verb, double& min_confidence) {
  verb.add_option("--min-confidence", min_confidence, "Leave out statements below X (0 to 1)")
      ->check(CLI::Range(0.0, 1.0))
      ->type_name("X")
      ->capture_default_str();
}

void add_decision_options(CLI::App& verb, DecisionOptions& options) {
  verb.add_option("--because", options.because, "Why, in words; kept with the decision")
      ->type_name("TEXT");
  verb.add_option("--by", options.by, "Who decides; kept with the decision")->type_name("NAME");
  verb.add_option("--date", options.date, "When, as YYYY-MM-DD; nobody's clock is asked")
      ->type_name("DATE")
      ->check([](const std::string& date) {
        return is_iso_date(date) ? std::string() : std::string("a date has the form YYYY-MM-DD");
      });
}

std::uint16_t in_thousandths(double confidence) {
  return static_cast<std::uint16_t>(std::lround(confidence * 1000));
}

Result<Store> open_for_reading(const std::string& path) {
  StoreOptions options;
  options.read_only = true;
  auto store = Store::open(path, options);
  if (!store) return store;
  const auto linked = store->snapshot().linked();
  if (!linked) return tl::unexpected(linked.error());
  if (!*linked) {
    return fail(ErrorCode::kInvalid,
                "The graph in " + path +
                    " is not finished (the last build was interrupted); run `quipu build` again.",
                path);
  }
  return store;
}

}  // namespace quipu
