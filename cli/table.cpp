#include "cli/table.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "cli/display.h"
#include "extract/text/width.h"

namespace quipu {
namespace {

constexpr std::string_view kGap = "  ";
constexpr std::size_t kNarrowest = 8;  // no column is narrowed below this

std::vector<std::size_t> natural_widths(const Table& table, bool with_heading) {
  std::vector<std::size_t> widths(table.columns.size(), 1);
  const auto widen = [&](std::size_t column, std::string_view shown) {
    widths[column] = std::max(widths[column], display_width(shown));
  };
  for (std::size_t i = 0; with_heading && i < widths.size(); ++i) widen(i, table.columns[i].name);
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widen(i, row[i]);
  }
  return widths;
}

// Takes from the widest column until all fit.
void narrow(std::vector<std::size_t>& widths, std::size_t width) {
  const std::size_t gaps = kGap.size() * (widths.size() - 1);
  std::size_t total = std::accumulate(widths.begin(), widths.end(), gaps);
  while (total > width) {
    const auto widest = std::max_element(widths.begin(), widths.end());
    if (*widest <= kNarrowest) return;
    --*widest;
    --total;
  }
}

void append_row(const Table& table, const std::vector<std::string>& cells,
                const std::vector<std::size_t>& widths, std::string& out) {
  std::vector<std::vector<std::string>> lines;
  std::size_t height = 1;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    lines.push_back(wrapped(cells[i], widths[i]));
    height = std::max(height, lines.back().size());
  }
  for (std::size_t line = 0; line < height; ++line) {
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string part = line < lines[i].size() ? lines[i][line] : std::string();
      const std::size_t used = display_width(part);
      const std::string padding(widths[i] > used ? widths[i] - used : 0, ' ');
      if (i > 0) text += kGap;
      text += table.columns[i].number ? padding + part : part + padding;
    }
    text.erase(text.find_last_not_of(' ') + 1);
    out += text + '\n';
  }
}

Table displayed_cells(const Table& table) {
  Table shown = table;
  for (auto& row : shown.rows) {
    for (std::string& cell : row) cell = displayed(cell);
  }
  return shown;
}

std::string quoted_cell(std::string text) {
  if (text.find_first_of("\",\r\n") == std::string::npos) return text;
  for (std::size_t at = 0; (at = text.find('"', at)) != std::string::npos; at += 2) {
    text.insert(at, 1, '"');
  }
  return '"' + text + '"';
}

}  // namespace

std::string aligned(const Table& table, std::size_t width, bool with_heading) {
  if (table.columns.empty()) return {};
  const Table shown = displayed_cells(table);
  std::vector<std::size_t> widths = natural_widths(shown, with_heading);
  if (width > 0) narrow(widths, width);
  std::string out;
  if (with_heading) {
    std::vector<std::string> names, rules;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      names.push_back(table.columns[i].name);
      rules.emplace_back(widths[i], '-');
    }
    append_row(shown, names, widths, out);
    append_row(shown, rules, widths, out);
  }
  for (const auto& row : shown.rows) append_row(shown, row, widths, out);
  return out;
}

std::string csv_cell(std::string_view text) {
  constexpr std::array<std::string_view, 10> kFormulas = {"=",  "+",  "-",  "@",  "\t",
                                                          "\r", "＝", "＋", "－", "＠"};
  const bool is_formula =
      std::any_of(kFormulas.begin(), kFormulas.end(),
                  [&](std::string_view sign) { return text.starts_with(sign); });
  return quoted_cell((is_formula ? "'" : "") + displayed(text));
}

std::string csv(const Table& table, bool with_heading) {
  std::string out;
  const auto append = [&](const std::vector<std::string>& cells, bool heading) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) out += ',';
      out += !heading && table.columns[i].number ? cells[i] : csv_cell(cells[i]);
    }
    out += "\r\n";
  };
  if (with_heading) {
    std::vector<std::string> names;
    for (const TableColumn& column : table.columns) names.push_back(column.name);
    append(names, true);
  }
  for (const auto& row : table.rows) append(row, false);
  return out;
}

}  // namespace quipu
