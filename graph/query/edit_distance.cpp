#include "graph/query/edit_distance.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace quipu {

// Ukkonen's cut-off: only the diagonals within `limit` of the main one can lie on a path of at most
// `limit` edits.
std::size_t edit_distance(std::u32string_view a, std::u32string_view b, std::size_t limit) {
  if (a.size() > b.size()) std::swap(a, b);
  const std::size_t too_far = limit + 1;
  if (b.size() - a.size() > limit) return too_far;
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = std::min(j, too_far);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    const std::size_t first = i > limit ? i - limit : 1;
    const std::size_t last = std::min(b.size(), i + limit);
    std::size_t diagonal = row[first - 1];
    row[first - 1] = first == 1 ? std::min(i, too_far) : too_far;
    std::size_t least = row[first - 1];
    for (std::size_t j = first; j <= last; ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      const std::size_t above = j == i + limit ? too_far : row[j];
      row[j] = std::min({replaced, row[j - 1] + 1, above + 1, too_far});
      least = std::min(least, row[j]);
    }
    if (least > limit) return too_far;
  }
  return row[b.size()];
}

}  // namespace quipu
