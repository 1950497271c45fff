// The form of an answer: for people, JSON, or CSV; and what all question verbs print alike.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "cli/table.h"

namespace CLI {
class App;
}

namespace quipu {

struct FormOptions {
  bool json = false;
  bool csv = false;
  bool quiet = false;  // the rows alone: no heading, no notes
  bool no_pager = false;
};

// --json, --csv (they exclude each other), --quiet, --no-pager.
void add_form_options(CLI::App& verb, FormOptions& form);

// Text that a verb has made for people: paged on a terminal.
void print_text(std::string_view text, const FormOptions& form);

// An answer that is a table in both forms of text: aligned, or CSV with --csv.
void print_table(const Table& table, const FormOptions& form);

// Indented JSON, nothing in it that a terminal would obey.
void print_json(const nlohmann::ordered_json& json, const FormOptions& form);

// A sentence for the person, on standard error; not with --quiet.
void print_note(std::string_view note, const FormOptions& form);

}  // namespace quipu
