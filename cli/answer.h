// How entities, statements and sentences are written in the answers of all question verbs.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "cli/table.h"
#include "extract/schema/schema.h"
#include "graph/query/quote.h"
#include "graph/store/store.h"

namespace quipu {

std::string joined(const std::vector<std::string>& parts, std::string_view separator);

// "Lin Harper  (Person, 0123456789abcdef)", as displayed().
std::string title_line(const EntityRecord& entity);

// "  also: …" with the other names, or nothing.
std::string other_names_line(const EntityRecord& entity, std::string_view indent);

// Status where it is not asserted, qualifiers, confidence: "planned; title: director; 0.950".
std::string details(const StatementRecord& statement);
std::string confidence_text(std::uint16_t thousandths);  // "0.950"

// The schema's label for people; the predicate's own name where the schema does not know it.
std::string predicate_label(const Schema& schema, std::string_view predicate, bool outgoing);

// The sentence and, below it, its article's address and date; `words` in it are highlighted.
std::string quote_lines(const Quote& quote, std::string_view indent,
                        const std::vector<std::string>& words);

// Columns of a statement in CSV, and its cells: both ends, what is said, the first sentence.
std::vector<TableColumn> statement_columns();
void append_statement_cells(const StatementRecord& statement, const EntityRecord& subject,
                            const EntityRecord& object, const std::vector<Quote>& quotes,
                            std::vector<std::string>& row);

nlohmann::ordered_json json_of(const EntityRecord& entity);  // id, type, name, names
nlohmann::ordered_json json_of(const Quote& quote);
// id, subject, predicate, object (ids), qualifiers, status, confidence, method, evidence_count,
// evidence.
nlohmann::ordered_json json_of(const StatementRecord& statement, const std::vector<Quote>& quotes);

}  // namespace quipu
