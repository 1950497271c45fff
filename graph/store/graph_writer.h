// Writes a linked graph under a generation of its own, which nobody reads yet.
#pragma once

#include "extract/value/result.h"
#include "graph/store/database.h"
#include "graph/store/encoding.h"
#include "graph/store/store.h"

namespace quipu {

// In chunks, so that memory does not grow with the graph. What is written is not the graph until
// the caller says so in meta. Order and repetitions in `graph` do not matter, but for two
// different records of one id. Gives the state with counts and `up_to_date` set.
// Errors: kInvalid (an id that occurs twice, a statement without evidence, a span that ends before
// it begins), kFull and others of the database.
Result<LinkedState> write_graph(const Database& database, Generation generation,
                                const LinkedGraph& graph);

}  // namespace quipu
