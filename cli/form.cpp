#include "cli/form.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/display.h"
#include "cli/terminal.h"

namespace quipu {

void add_form_options(CLI::App& verb, FormOptions& form) {
  auto* json = verb.add_flag("--json", form.json, "Print JSON");
  verb.add_flag("--csv", form.csv, "Print CSV (RFC 4180)")->excludes(json);
  verb.add_flag("--quiet,-q", form.quiet, "The answer alone: no headings, no notes");
  verb.add_flag("--no-pager", form.no_pager, "Never through a pager");
}

void print_text(std::string_view text, const FormOptions& form) {
  print_paged(text, !form.no_pager);
}

void print_table(const Table& table, const FormOptions& form) {
  if (form.csv) {
    std::cout << csv(table, !form.quiet);
  } else {
    print_text(aligned(table, terminal().columns, !form.quiet), form);
  }
}

void print_json(const nlohmann::ordered_json& json, const FormOptions& form) {
  using Json = nlohmann::ordered_json;
  const std::string text =
      displayed_json(json.dump(2, ' ', false, Json::error_handler_t::replace)) + '\n';
  print_text(text, form);
}

void print_note(std::string_view note, const FormOptions& form) {
  if (!form.quiet) std::cerr << "quipu: " << displayed(note) << '\n';
}

}  // namespace quipu
