#include "cli/deciding.h"

#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "cli/answer.h"
#include "cli/display.h"
#include "cli/finish.h"
#include "cli/progress.h"
#include "graph/decision/ledger.h"

namespace quipu {
namespace {

using Json = nlohmann::ordered_json;

Result<std::set<EntityId>> entities_of(const Snapshot& snapshot, const Decision& decision) {
  auto all = entities_of(snapshot, decision.first);
  if (!all) return all;
  const auto second = entities_of(snapshot, decision.second);
  if (!second) return tl::unexpected(second.error());
  all->insert(second->begin(), second->end());
  return all;
}

Result<std::vector<Portrait>> portraits(const Snapshot& snapshot, const Decision& decision) {
  const auto ids = entities_of(snapshot, decision);
  if (!ids) return tl::unexpected(ids.error());
  std::map<EntityId, std::set<DocumentId>> articles;
  std::map<EntityId, std::size_t> mentions;
  const auto read = snapshot.for_each_mention([&](const MentionRecord& mention) {
    if (!ids->contains(mention.entity)) return true;
    articles[mention.entity].insert(mention.document);
    ++mentions[mention.entity];
    return true;
  });
  if (!read) return tl::unexpected(read.error());
  std::vector<Portrait> out;
  for (const EntityId id : *ids) {
    auto entity = snapshot.entity(id);
    if (!entity) return tl::unexpected(entity.error());
    out.push_back({std::move(*entity), articles[id].size(), mentions[id]});
  }
  return out;
}

std::string counted(std::size_t count, const char* one) {
  return std::to_string(count) + ' ' + one + (count == 1 ? "" : "s");
}

std::string lines_of(const std::vector<Portrait>& portraits) {
  std::string text;
  for (const Portrait& portrait : portraits) {
    text += "  " + title_line(portrait.entity) + "  " + counted(portrait.mention_count, "mention") +
            " in " + counted(portrait.article_count, "article") + '\n';
  }
  return text.empty() ? "  nothing that its mentions are of\n" : text;
}

// The decision that this one takes back; itself when it takes none back.
const Decision& meant_by(const Decision& decision, const Ledger& ledger) {
  for (const Decision& earlier : ledger) {
    if (decision.kind == DecisionKind::kUndo && decision_id(earlier) == decision.target) {
      return meant_by(earlier, ledger);
    }
  }
  return decision;
}

}  // namespace

Decision decision_of(DecisionKind kind, const DecisionOptions& options) {
  Decision decision;
  decision.kind = kind;
  decision.because = options.because;
  decision.by = options.by;
  decision.date = options.date;
  return decision;
}

Result<Store> open_for_deciding(const std::string& path) {
  auto store = Store::open(path, {});
  if (!store) return store;
  Progress progress("decisions", 0);
  if (const auto done = finish(*store, progress, false); !done) return tl::unexpected(done.error());
  return store;
}

std::string in_words(const DecisionStanding& standing) {
  if (standing.by == 0) return standing.words;
  const bool in_part = standing.words == "in part";
  return standing.words + (in_part ? ", against " : " by ") + id_text(standing.by);
}

bool make_new(Decision& decision, const std::map<DecisionId, DecisionStanding>& standings) {
  for (;; ++decision.repetition) {
    const auto earlier = standings.find(decision_id(decision));
    if (earlier == standings.end()) return true;
    if (earlier->second.words == "in force" || earlier->second.words == "noted") return false;
  }
}

Result<Decided> decide(Store& store, Decision decision) {
  Decided out;
  std::map<DecisionId, DecisionStanding> standing_before;
  Ledger ledger;
  {
    const Snapshot snapshot = store.snapshot();
    auto read = read_ledger(snapshot);
    if (!read) return tl::unexpected(read.error());
    ledger = std::move(*read);
    auto stood = standings(snapshot);
    if (!stood) return tl::unexpected(stood.error());
    standing_before = std::move(*stood);
    out.repeated = !make_new(decision, standing_before);
    out.id = decision_id(decision);
    if (out.repeated) {
      out.standing = in_words(standing_before.at(out.id));
      return out;
    }
    auto before = portraits(snapshot, meant_by(decision, ledger));
    if (!before) return tl::unexpected(before.error());
    out.before = std::move(*before);
  }
  const auto added = add_to_ledger(store, {decision});
  if (!added) return tl::unexpected(added.error());
  Progress progress("decisions", 0);
  if (const auto done = finish(store, progress, false); !done) return tl::unexpected(done.error());

  const Snapshot snapshot = store.snapshot();
  auto after = portraits(snapshot, meant_by(decision, ledger));
  if (!after) return tl::unexpected(after.error());
  out.after = std::move(*after);
  const auto standing_after = standings(snapshot);
  if (!standing_after) return tl::unexpected(standing_after.error());
  for (const Decision& earlier : ledger) {
    const DecisionId id = decision_id(earlier);
    const auto now = standing_after->find(id);
    if (now != standing_after->end() && now->second != standing_before[id]) {
      out.turned.push_back({earlier, in_words(now->second)});
    }
  }
  if (const auto stands = standing_after->find(out.id); stands != standing_after->end()) {
    out.standing = in_words(stands->second);
  }
  return out;
}

std::string text_of(const Decided& decided, const std::string& db) {
  if (decided.repeated) {
    return "nothing changes: the decision " + id_text(decided.id) + " says so already\n";
  }
  std::string text = "decision " + id_text(decided.id) + ": " + decided.standing + "\nbefore:\n" +
                     lines_of(decided.before) + "after:\n" + lines_of(decided.after);
  for (const Turned& turned : decided.turned) {
    text += "the " + std::string(kind_name(turned.decision.kind)) + ' ' +
            id_text(decision_id(turned.decision)) + " is " + turned.standing + " now\n";
  }
  return text + "take it back: quipu undo " + id_text(decided.id) + " --db " + displayed(db) + '\n';
}

Json json_of(const Portrait& portrait) {
  Json json = json_of(portrait.entity);
  json["article_count"] = portrait.article_count;
  json["mention_count"] = portrait.mention_count;
  return json;
}

Json json_of(const Decided& decided, const std::string& db) {
  Json json = {{"decision", id_text(decided.id)},
               {"repeated", decided.repeated},
               {"standing", decided.standing},
               {"before", Json::array()},
               {"after", Json::array()},
               {"turned", Json::array()},
               {"undo", "quipu undo " + id_text(decided.id) + " --db " + db}};
  for (const Portrait& portrait : decided.before) json["before"].push_back(json_of(portrait));
  for (const Portrait& portrait : decided.after) json["after"].push_back(json_of(portrait));
  for (const Turned& turned : decided.turned) {
    json["turned"].push_back({{"decision", id_text(decision_id(turned.decision))},
                              {"kind", kind_name(turned.decision.kind)},
                              {"standing", turned.standing}});
  }
  return json;
}

}  // namespace quipu
