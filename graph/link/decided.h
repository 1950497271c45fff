// What persons decided, as the linked graph shows it: display names, reasons, and how each decision
// stands.
#pragma once

#include <map>
#include <string>

#include "graph/link/linking.h"
#include "graph/store/store.h"

namespace quipu {

// Gives entities (by id) the names and reasons that decisions in force give them, and adds the new
// names to graph.names, which is sorted again. `decisions` gets a row for each decision of
// the ledger (graph/decision/standing.h) and one for every two entities that a person keeps apart.
void show_decided(const Linking& linking, LinkedGraph& graph,
                  std::map<std::string, std::string>& decisions);

}  // namespace quipu
