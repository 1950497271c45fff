// What every verb that decides does: a decision goes into the ledger, the graph is linked again,
// and the person sees what changed and how to take it back.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "cli/options.h"
#include "extract/value/result.h"
#include "graph/decision/decision.h"
#include "graph/decision/standing.h"
#include "graph/store/store.h"

namespace quipu {

Decision decision_of(DecisionKind kind, const DecisionOptions& options);

// A store to be written, its graph up to date. Errors: those of Store::open and relink().
Result<Store> open_for_deciding(const std::string& path);

struct Portrait {
  EntityRecord entity;
  std::size_t article_count = 0, mention_count = 0;
};

// An earlier decision that stands otherwise than before.
struct Turned {
  Decision decision;
  std::string standing;  // in words, with the decision that did it
};

struct Decided {
  DecisionId id = 0;
  bool repeated = false;  // it was in force already; nothing was written
  std::string standing;
  std::vector<Portrait> before, after;  // of the entities that it speaks of, by id
  std::vector<Turned> turned;
};

// Tells a decision from the same one of earlier, unless that is in force still (false).
bool make_new(Decision& decision, const std::map<DecisionId, DecisionStanding>& standings);

// Writes the decision and links again. The same decision once more counts as a new one when the
// earlier one is not in force. Errors: those of the store.
Result<Decided> decide(Store& store, Decision decision);

// "in force", "overruled by 0123456789abcdef".
std::string in_words(const DecisionStanding& standing);

std::string text_of(const Decided& decided, const std::string& db);
nlohmann::ordered_json json_of(const Decided& decided, const std::string& db);
nlohmann::ordered_json json_of(const Portrait& portrait);

}  // namespace quipu
