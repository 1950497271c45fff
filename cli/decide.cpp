// quipu merge, distinct, split, rename, undo: a person's word on what is one thing.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/answer.h"
#include "cli/deciding.h"
#include "cli/display.h"
#include "cli/form.h"
#include "cli/named.h"
#include "cli/options.h"
#include "cli/verbs.h"
#include "graph/decision/evidence.h"
#include "graph/decision/ledger.h"
#include "graph/decision/standing.h"
#include "graph/query/quote.h"
#include "graph/query/sentence.h"

namespace quipu {
namespace {

struct Options {
  std::vector<std::string> arguments;  // names, or the id of a decision
  std::vector<std::string> documents;
  std::vector<std::size_t> mentions;
  std::string language;
  DecisionOptions decision;
  NameOptions names;
};

Result<int> print(const Result<Decided>& decided, const Options& options) {
  if (!decided) return tl::unexpected(decided.error());
  if (options.names.form.json) {
    print_json(json_of(*decided, options.names.db), options.names.form);
  } else {
    print_text(text_of(*decided, options.names.db), options.names.form);
  }
  return kExitOk;
}

Result<std::vector<MentionEvidence>> evidence_of_entity(const Snapshot& snapshot, EntityId id) {
  const auto found = appearances(snapshot, id);
  if (!found) return tl::unexpected(found.error());
  return evidence_of(snapshot, *found);
}

// merge and distinct: both name two things.
Result<int> decide_two(DecisionKind kind, const Options& options) {
  auto store = open_for_deciding(options.names.db);
  if (!store) return tl::unexpected(store.error());
  Decision decision = decision_of(kind, options.decision);
  {
    const Snapshot snapshot = store->snapshot();
    const auto named = find_all_named(snapshot, options.arguments, options.names);
    if (!named) return tl::unexpected(named.error());
    if (!*named) return kExitFindings;
    const EntityRecord &a = (**named)[0], &b = (**named)[1];
    if (a.id == b.id) {
      return fail(ErrorCode::kUsage,
                  options.arguments[0] + " and " + options.arguments[1] + " are one thing, " +
                      id_text(a.id) +
                      (kind == DecisionKind::kMerge
                           ? "; there is nothing to merge."
                           : "; `quipu split` takes articles or mentions out of it."));
    }
    if (a.type != b.type && kind == DecisionKind::kMerge) {
      return fail(ErrorCode::kUsage, a.name + " is a thing of the type " + a.type + " and " +
                                         b.name + " of the type " + b.type +
                                         "; only things of one type can be merged.");
    }
    auto first = evidence_of_entity(snapshot, a.id);
    if (!first) return tl::unexpected(first.error());
    auto second = evidence_of_entity(snapshot, b.id);
    if (!second) return tl::unexpected(second.error());
    decision.first = std::move(*first);
    decision.second = std::move(*second);
  }
  return print(decide(*store, std::move(decision)), options);
}

Result<int> rename(const Options& options) {
  auto store = open_for_deciding(options.names.db);
  if (!store) return tl::unexpected(store.error());
  Decision decision = decision_of(DecisionKind::kRename, options.decision);
  decision.name = options.arguments[1];
  decision.language = options.language;
  if (decision.name.empty()) return fail(ErrorCode::kUsage, "A name cannot be empty.");
  {
    const Snapshot snapshot = store->snapshot();
    const auto named = find_named(snapshot, options.arguments[0], 0, options.names);
    if (!named) return tl::unexpected(named.error());
    if (!*named) return kExitFindings;
    auto first = evidence_of_entity(snapshot, (*named)->id);
    if (!first) return tl::unexpected(first.error());
    decision.first = std::move(*first);
  }
  return print(decide(*store, std::move(decision)), options);
}

// The decision that `text` names: its id, or a beginning of it that no other has.
Result<DecisionId> find_decision(const Ledger& ledger, const std::string& text) {
  std::vector<DecisionId> found;
  for (const Decision& decision : ledger) {
    const DecisionId id = decision_id(decision);
    if (!text.empty() && id_text(id).starts_with(text)) found.push_back(id);
  }
  if (found.size() == 1) return found.front();
  return fail(ErrorCode::kNotFound,
              found.empty()
                  ? "There is no decision " + text + "; `quipu decisions list` has them."
                  : "There are " + std::to_string(found.size()) +
                        " decisions whose ids begin with " + text + "; give more of the id.");
}

Result<int> undo(const Options& options) {
  auto store = open_for_deciding(options.names.db);
  if (!store) return tl::unexpected(store.error());
  Decision decision = decision_of(DecisionKind::kUndo, options.decision);
  {
    const Snapshot snapshot = store->snapshot();
    const auto ledger = read_ledger(snapshot);
    if (!ledger) return tl::unexpected(ledger.error());
    const auto target = find_decision(*ledger, options.arguments[0]);
    if (!target) return tl::unexpected(target.error());
    decision.target = *target;
    const auto standing = standings(snapshot);
    if (!standing) return tl::unexpected(standing.error());
    const auto stands = standing->find(*target);
    if (stands != standing->end() && stands->second.words == "undone") {
      return fail(ErrorCode::kUsage, "The decision " + id_text(*target) +
                                         " is undone already, by " + id_text(stands->second.by) +
                                         ".");
    }
  }
  return print(decide(*store, std::move(decision)), options);
}

// A mention of the entity that is split, with its number in the list that the person sees.
struct Numbered {
  std::size_t appearance = 0;
  const MentionRecord* mention = nullptr;
};

std::vector<Numbered> numbered(const std::vector<Appearance>& appearances) {
  std::vector<Numbered> out;
  for (std::size_t i = 0; i < appearances.size(); ++i) {
    for (const MentionRecord& mention : appearances[i].mentions) out.push_back({i, &mention});
  }
  return out;
}

Result<int> list_mentions(const Snapshot& snapshot, const EntityRecord& entity,
                          const std::vector<Appearance>& appearances, const Options& options) {
  Quoter quoter(snapshot);
  nlohmann::ordered_json json = json_of(entity);
  json["mentions"] = nlohmann::ordered_json::array();
  std::string text =
      title_line(entity) + "\nSay what leaves it with --document URI or --mention " + "NUMBER:\n";
  const std::vector<Numbered> all = numbered(appearances);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const MentionRecord& mention = *all[i].mention;
    const auto sentence = sentence_around(snapshot, mention.document, mention.span);
    if (!sentence) return tl::unexpected(sentence.error());
    const auto quote = quoter.quote({mention.document, *sentence});
    if (!quote) return tl::unexpected(quote.error());
    const auto name = quoter.quote({mention.document, mention.span});
    if (!name) return tl::unexpected(name.error());
    text += std::to_string(i + 1) + "  " + displayed(name->text) + '\n' +
            quote_lines(*quote, "     ", {name->text});
    json["mentions"].push_back({{"number", i + 1},
                                {"text", name->text},
                                {"start", mention.span.begin},
                                {"end", mention.span.end},
                                {"sentence", json_of(*quote)}});
  }
  if (options.names.form.json) {
    print_json(json, options.names.form);
  } else {
    print_text(text, options.names.form);
  }
  return kExitOk;
}

// Puts what the person chose on the side that leaves, all else on the side that stays.
Result<void> divide_evidence(const Snapshot& snapshot, const std::vector<Appearance>& appearances,
                             const Options& options, Decision& decision) {
  const std::vector<Numbered> all = numbered(appearances);
  std::vector<std::vector<const MentionRecord*>> chosen(appearances.size());
  for (const std::size_t number : options.mentions) {
    if (number == 0 || number > all.size()) {
      return fail(ErrorCode::kUsage, "There is no mention " + std::to_string(number) +
                                         "; there are " + std::to_string(all.size()) + ".");
    }
    chosen[all[number - 1].appearance].push_back(all[number - 1].mention);
  }
  for (const std::string& uri : options.documents) {
    bool found = false;
    for (std::size_t i = 0; i < appearances.size(); ++i) {
      if (appearances[i].document.uri != uri) continue;
      found = true;
      chosen[i].clear();
      for (const MentionRecord& mention : appearances[i].mentions) chosen[i].push_back(&mention);
    }
    if (!found) {
      return fail(ErrorCode::kUsage, "The article " + uri + " does not speak of it.", uri);
    }
  }
  std::vector<Appearance> stays;
  for (std::size_t i = 0; i < appearances.size(); ++i) {
    const Appearance& appearance = appearances[i];
    auto& leaving = chosen[i];
    std::sort(leaving.begin(), leaving.end());
    leaving.erase(std::unique(leaving.begin(), leaving.end()), leaving.end());
    Appearance rest = appearance;
    std::erase_if(rest.mentions, [&](const MentionRecord& mention) {
      return std::any_of(leaving.begin(), leaving.end(), [&](const MentionRecord* other) {
        return other->span == mention.span && other->type == mention.type;
      });
    });
    const bool has_name =
        std::any_of(rest.mentions.begin(), rest.mentions.end(),
                    [](const MentionRecord& mention) { return !mention.anaphor; });
    if (leaving.empty() || has_name) stays.push_back(rest);
    if (leaving.empty()) continue;
    if (!has_name) {
      const auto evidence = evidence_of(snapshot, {appearance});
      if (!evidence) return tl::unexpected(evidence.error());
      decision.second.insert(decision.second.end(), evidence->begin(), evidence->end());
      continue;
    }
    for (const MentionRecord* mention : leaving) {
      auto evidence = evidence_of(snapshot, appearance, *mention);
      if (!evidence) return tl::unexpected(evidence.error());
      evidence->alone = true;
      decision.second.push_back(std::move(*evidence));
    }
  }
  if (stays.empty()) {
    return fail(ErrorCode::kUsage, "Nothing of it would stay; choose fewer articles or mentions.");
  }
  auto first = evidence_of(snapshot, stays);
  if (!first) return tl::unexpected(first.error());
  decision.first = std::move(*first);
  std::sort(decision.second.begin(), decision.second.end());
  return {};
}

Result<int> split(const Options& options) {
  auto store = open_for_deciding(options.names.db);
  if (!store) return tl::unexpected(store.error());
  Decision decision = decision_of(DecisionKind::kSplit, options.decision);
  {
    const Snapshot snapshot = store->snapshot();
    const auto named = find_named(snapshot, options.arguments[0], 0, options.names);
    if (!named) return tl::unexpected(named.error());
    if (!*named) return kExitFindings;
    const auto found = appearances(snapshot, (*named)->id);
    if (!found) return tl::unexpected(found.error());
    if (options.documents.empty() && options.mentions.empty()) {
      return list_mentions(snapshot, **named, *found, options);
    }
    decision.kept_id = (*named)->id;
    const auto divided = divide_evidence(snapshot, *found, options, decision);
    if (!divided) return tl::unexpected(divided.error());
  }
  return print(decide(*store, std::move(decision)), options);
}

CLI::App* add_verb(CLI::App& program, const char* name, const char* says, Options& options,
                   std::vector<const char*> arguments) {
  CLI::App* verb = program.add_subcommand(name, says);
  options.arguments.resize(arguments.size());
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    verb->add_option(arguments[i], options.arguments[i])->required();
  }
  add_name_options(*verb, options.names);
  add_decision_options(*verb, options.decision);
  return verb;
}

}  // namespace

void add_merge(CLI::App& program, Action& action) {
  auto options = std::make_shared<Options>();
  add_verb(program, "merge",
           "Decide that A and B are one thing. The decision outranks linking and outlives it.",
           *options, {"A", "B"})
      ->callback([options, &action] {
        action = [options] { return decide_two(DecisionKind::kMerge, *options); };
      });
}

void add_distinct(CLI::App& program, Action& action) {
  auto options = std::make_shared<Options>();
  add_verb(program, "distinct",
           "Decide that A and B are two things, whatever is found later: no chain joins them.",
           *options, {"A", "B"})
      ->callback([options, &action] {
        action = [options] { return decide_two(DecisionKind::kDistinct, *options); };
      });
}

void add_split(CLI::App& program, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = add_verb(
      program, "split",
      "Decide that some of what is held to be ENTITY is another thing. Without --document and "
      "--mention: list its mentions, numbered, with their sentences.",
      *options, {"ENTITY"});
  verb->add_option("--document", options->documents, "All that this article says of it leaves")
      ->type_name("URI");
  verb->add_option("--mention", options->mentions, "The mention of this number leaves")
      ->type_name("N");
  verb->callback([options, &action] { action = [options] { return split(*options); }; });
}

void add_rename(CLI::App& program, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = add_verb(program, "rename", "Give ENTITY the display name NAME.", *options,
                            {"ENTITY", "NAME"});
  verb->add_option("--lang", options->language, "Only for this language (zh, en, …)")
      ->type_name("L");
  verb->callback([options, &action] { action = [options] { return rename(*options); }; });
}

void add_undo(CLI::App& program, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = program.add_subcommand(
      "undo", "Take back the decision ID (or an undo): the graph is as if it had not been made.");
  options->arguments.resize(1);
  verb->add_option("ID", options->arguments[0], "Its id, or a beginning that no other has")
      ->required();
  add_name_options(*verb, options->names);
  add_decision_options(*verb, options->decision);
  verb->callback([options, &action] { action = [options] { return undo(*options); }; });
}

}  // namespace quipu
