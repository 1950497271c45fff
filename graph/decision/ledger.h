// The ledger as text: a stanza a decision, one mention a line. docs/formats.md has the grammar.
#pragma once

#include <string>
#include <string_view>

#include "extract/value/result.h"
#include "graph/decision/decision.h"
#include "graph/store/store.h"

namespace quipu {

// One decision without its id: what the store keeps and what the id is the hash of. Equal decisions
// have equal text.
std::string stanza(const Decision& decision);
DecisionId decision_id(const Decision& decision);

// Errors: kInvalid with the line.
Result<Decision> parse_stanza(std::string_view text);

// The whole ledger, ids included. parse_ledger(write_ledger(x)) is x, and what write_ledger wrote
// it writes again byte for byte.
std::string write_ledger(const Ledger& ledger);

// `file` names it in errors, whose place is file:line. Errors: kInvalid when a line is not of the
// form, an id is not that of its decision, or a decision is there twice.
Result<Ledger> parse_ledger(std::string_view bytes, std::string_view file);

// YYYY, YYYY-MM or YYYY-MM-DD.
bool is_iso_date(std::string_view date);

// Errors: kCorrupt with the key.
Result<Ledger> read_ledger(const Snapshot& snapshot);

// Adds what the store does not have yet, in order, all or nothing; how many there were.
Result<std::size_t> add_to_ledger(Store& store, const Ledger& decisions);

}  // namespace quipu
