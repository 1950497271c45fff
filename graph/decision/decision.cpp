#include "graph/decision/decision.h"

#include <algorithm>
#include <array>
#include <map>

#include "graph/decision/ledger.h"

namespace quipu {
namespace {

constexpr std::array<std::string_view, 6> kKindNames = {"merge",  "distinct", "split",
                                                        "rename", "unsure",   "undo"};

}  // namespace

std::string_view kind_name(DecisionKind kind) { return kKindNames[static_cast<std::size_t>(kind)]; }

bool parse_kind(std::string_view name, DecisionKind* out) {
  const auto at = std::find(kKindNames.begin(), kKindNames.end(), name);
  if (at == kKindNames.end()) return false;
  *out = static_cast<DecisionKind>(at - kKindNames.begin());
  return true;
}

std::vector<DecisionId> undone_by(const Ledger& ledger) {
  std::vector<DecisionId> undone(ledger.size(), 0);
  std::map<DecisionId, DecisionId> undos;  // by target, the last one
  for (std::size_t i = ledger.size(); i-- > 0;) {
    const DecisionId id = decision_id(ledger[i]);
    if (const auto taken_back = undos.find(id); taken_back != undos.end()) {
      undone[i] = taken_back->second;
    } else if (ledger[i].kind == DecisionKind::kUndo) {
      undos.emplace(ledger[i].target, id);
    }
  }
  return undone;
}

}  // namespace quipu
