#include "graph/cypher/problem.h"

#include <algorithm>

#include "extract/text/clean_text.h"

namespace quipu::cypher {
namespace {

constexpr std::size_t kLineShown = 100;  // bytes of a line on either side of the place

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

std::size_t code_points(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return !continues(c); }));
}

// Columns of a terminal: characters of East Asian scripts take two.
std::size_t columns(std::string_view utf8) {
  const auto decoded = decode_utf8(utf8);
  if (!decoded) return utf8.size();
  std::size_t width = 0;
  for (const char32_t c : decoded->text) width += c >= 0x1100 && c < 0x1F000 && c > 0x2E7F ? 2 : 1;
  return width;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = std::exchange(row[j], std::min({changed, row[j] + 1, row[j - 1] + 1}));
    }
  }
  return row[b.size()];
}

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

}  // namespace

Error to_error(const Problem& problem, std::string_view query) {
  if (problem.code != ErrorCode::kInvalid) return {problem.code, problem.message, {}};
  const std::size_t at = std::min<std::size_t>(problem.place.begin, query.size());
  const std::string_view before = query.substr(0, at);
  const auto line_count = std::count(before.begin(), before.end(), '\n');
  const std::size_t line_begin = before.rfind('\n') == before.npos ? 0 : before.rfind('\n') + 1;
  const std::size_t line_end = std::min(query.find('\n', at), query.size());

  std::size_t shown_begin = at - line_begin > kLineShown ? at - kLineShown : line_begin;
  while (shown_begin < at && continues(query[shown_begin])) ++shown_begin;
  std::size_t shown_end = std::min(line_end, at + kLineShown);
  while (shown_end < line_end && continues(query[shown_end])) ++shown_end;
  std::string line(query.substr(shown_begin, shown_end - shown_begin));
  std::replace(line.begin(), line.end(), '\t', ' ');

  const std::size_t end = std::clamp<std::size_t>(problem.place.end, at, shown_end);
  const std::size_t width = std::max<std::size_t>(1, columns(query.substr(at, end - at)));
  std::string text = "line " + std::to_string(line_count + 1) + ", column " +
                     std::to_string(code_points(query.substr(line_begin, at - line_begin)) + 1) +
                     ": " + problem.message + "\n  " + line + "\n  " +
                     std::string(columns(query.substr(shown_begin, at - shown_begin)), ' ') +
                     std::string(width, '^');
  if (!problem.hint.empty()) text += "\n" + problem.hint;
  return {problem.code, text, {}};
}

std::string nearest(std::string_view name, const std::vector<std::string>& known) {
  const std::string wanted = lower_ascii(name.substr(0, 100));
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(1, wanted.size() / 3) + 1;
  for (const std::string& candidate : known) {
    if (candidate.size() > wanted.size() + best_distance) continue;
    const std::size_t distance = edit_distance(wanted, lower_ascii(candidate));
    if (distance < best_distance || (distance == best_distance && candidate < best)) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view name, const std::vector<std::string>& known) {
  const std::string found = nearest(name, known);
  return found.empty() ? std::string() : "Did you mean " + found + "?";
}

}  // namespace quipu::cypher
