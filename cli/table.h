// Rows of an answer, as a table for people and as CSV for programs.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace quipu {

struct TableColumn {
  std::string name;
  bool number = false;  // aligned right; its cells are numbers of ours, not text of articles
};

// Cells are as the articles have them; both forms make them safe to print.
struct Table {
  std::vector<TableColumn> columns;
  std::vector<std::vector<std::string>> rows;  // a cell for each column
};

// Columns aligned by display width, wide CJK characters included. Where the table is wider than
// `width` (0: no limit), its widest columns are narrowed and their cells go on in further lines.
std::string aligned(const Table& table, std::size_t width, bool with_heading);

// RFC 4180, lines ended by CRLF.
std::string csv(const Table& table, bool with_heading);

// One cell of text. What a spreadsheet would take for a formula (it begins with = + - @, their
// full-width forms, a tab or a carriage return) gets an apostrophe before it.
std::string csv_cell(std::string_view text);

}  // namespace quipu
