// The verbs that look at all articles or at the whole graph, not from one entity.
#pragma once

#include "cli/verbs.h"

namespace quipu {

void add_search(CLI::App& program, Action& action);
void add_central(CLI::App& program, Action& action);
void add_communities(CLI::App& program, Action& action);

}  // namespace quipu
