// One query to one graph, answered in one of the forms; what `query` and `shell` share.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cli/form.h"
#include "extract/value/result.h"
#include "graph/cypher/graph_view.h"
#include "graph/cypher/query.h"

namespace CLI {
class App;
}

namespace quipu {

struct QueryOptions {
  FormOptions form;
  cypher::Parameters parameters;
  std::vector<std::string> given;  // parameters as the user wrote them: name=value
  std::size_t limit_rows = 10000;
  double seconds = 60;
  std::size_t memory_mib = 1024;
  bool explain = false;
};

// --param, --limit-rows, --timeout, --memory, --explain and the forms.
void add_query_options(CLI::App& verb, QueryOptions& options);

// Parses "name=value" into the parameters: the value is JSON where it can be, else a string.
// Errors: kUsage.
Result<void> add_parameter(std::string_view text, cypher::Parameters& parameters);

// Prints the rows, or what is wrong with the query on standard error. An exit code. Errors: those
// of the store.
Result<int> answer_query(std::string_view text, const cypher::GraphView& graph,
                         const QueryOptions& options);

}  // namespace quipu
