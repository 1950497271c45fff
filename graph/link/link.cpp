#include "graph/link/link.h"

#include <xxhash.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "extract/text/clean_text.h"
#include "graph/link/cluster.h"
#include "graph/link/decided.h"
#include "graph/link/linking.h"
#include "graph/link/model.h"
#include "graph/link/units.h"

namespace quipu {
namespace {

std::uint64_t hash(std::string_view text) { return XXH3_64bits(text.data(), text.size()); }

// Length before content, so that no two lists of fields give the same bytes.
void append_field(std::string_view field, std::string& out) {
  out += std::to_string(field.size());
  out += ':';
  out += field;
}

std::string display_name(const std::vector<const Unit*>& members, const Units& units) {
  struct Score {
    bool own = false;
    std::uint64_t mention_count = 0;
    std::size_t length = 0;
    auto operator<=>(const Score&) const = default;
  };
  std::map<std::string_view, Score> scores;
  for (const Unit* unit : members) {
    for (const WrittenName& name : unit->written) {
      Score& score = scores[name.text];
      score.own = !units.names[name.folded].generic;
      score.mention_count += name.mention_count;
      score.length = units.names[name.folded].code_point_count;
    }
  }
  const auto best =
      std::max_element(scores.begin(), scores.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return best == scores.end() ? std::string() : std::string(best->first);
}

std::vector<EntityRecord> make_entities(const Linking& linking) {
  std::map<EntityId, std::vector<const Unit*>> members;
  for (UnitId id = 0; id < linking.units.units.size(); ++id) {
    members[linking.entity_of(id)].push_back(&linking.units.units[id]);
  }
  std::vector<EntityRecord> entities;
  for (const auto& [id, units] : members) {
    EntityRecord& entity = entities.emplace_back();
    entity.id = id;
    entity.type = units.front()->type;
    entity.name = display_name(units, linking.units);
    std::set<std::string> names;
    for (const Unit* unit : units) {
      for (const WrittenName& name : unit->written) names.insert(name.text);
    }
    entity.names.assign(names.begin(), names.end());
  }
  return entities;
}

// Gives entities their reasons; returns all decisions, by key.
std::map<std::string, std::string> decide(const Linking& linking,
                                          std::vector<EntityRecord>& entities) {
  const Units& units = linking.units;
  const Clustering& clustering = linking.clustering;
  const std::vector<EntityId>& entity_of = linking.identities.entity_of;
  // Only what brought documents together is a reason; in how many it is found, all say.
  struct Shared {
    std::set<DocumentId> documents;
    bool united = false;
  };
  std::map<EntityId, std::map<std::string, Shared>> shared;
  for (const Join& join : clustering.joins) {
    Shared& found = shared[entity_of[join.a]][join.reason];
    found.documents.insert({units.units[join.a].document, units.units[join.b].document});
    found.united |= join.united;
  }
  std::map<std::string, std::string> decisions;
  for (EntityRecord& entity : entities) {
    const auto reasons = shared.find(entity.id);
    if (reasons == shared.end()) continue;
    for (const auto& [words, found] : reasons->second) {
      if (!found.united) continue;
      entity.reasons.push_back(words + " in " + std::to_string(found.documents.size()) +
                               " documents");
    }
    std::sort(entity.reasons.begin(), entity.reasons.end());
    std::string& decision = decisions["join " + id_text(entity.id)];
    for (const std::string& reason : entity.reasons) {
      decision += (decision.empty() ? "" : "; ") + reason;
    }
  }
  for (const Separation& separation : clustering.separations) {
    const auto& [a, b] = std::minmax(entity_of[separation.a], entity_of[separation.b]);
    if (a == b) continue;  // something stronger joined them later
    std::string& decision = decisions["apart " + id_text(a) + " " + id_text(b)];
    if (decision.empty() || separation.reason < decision) decision = separation.reason;
  }
  for (const Unsure& unsure : clustering.unsure) {
    const auto& [a, b] = std::minmax(entity_of[unsure.a], entity_of[unsure.b]);
    if (a == b || decisions.contains("apart " + id_text(a) + " " + id_text(b))) continue;
    const int percent = static_cast<int>(100 * probability(unsure.log_odds));
    decisions.try_emplace("unsure " + id_text(a) + " " + id_text(b),
                          std::to_string(percent) + " in 100: " + unsure.reason);
  }
  return decisions;
}

bool is_symmetric(std::string_view predicate) {
  return predicate == "partnered_with" || predicate == "met_with";
}

// `folded`: its qualifiers, so that another spelling of a title leaves the id as it is.
StatementId statement_id(const StatementRecord& statement, const Qualifiers& folded) {
  std::string text;
  append_field(id_text(statement.subject), text);
  append_field(statement.predicate, text);
  append_field(id_text(statement.object), text);
  append_field(status_name(statement.status), text);
  for (const auto& [name, value] : folded) {
    append_field(name, text);
    append_field(value, text);
  }
  return hash(text);
}

// Merges what several statements say alike: 副局长 and 副局長, "Secretary General" and "secretary
// general" are one title. What they say is the key, so that none is lost; shown is how most spell
// it.
class StatementMerger {
 public:
  void add(const Statement& said, DocumentId document, EntityId subject, EntityId object) {
    if (subject == object || said.evidence.empty()) return;
    if (is_symmetric(said.predicate) && object < subject) std::swap(subject, object);
    Qualifiers folded;
    for (const auto& [name, value] : said.qualifiers) folded[name] = fold_name(value);
    const auto [it, fresh] =
        merged_.try_emplace(Key(subject, said.predicate, object, said.status, std::move(folded)));
    ++it->second.spellings[said.qualifiers];
    StatementRecord& statement = it->second.statement;
    if (fresh || said.confidence > statement.confidence ||
        (said.confidence == statement.confidence && said.method < statement.method)) {
      statement.confidence = said.confidence;
      statement.method = said.method;
    }
    for (const ByteSpan& span : said.evidence) statement.evidence.push_back({document, span});
  }

  std::vector<StatementRecord> take() {
    std::vector<StatementRecord> out;
    out.reserve(merged_.size());
    for (auto& [key, merged] : merged_) {
      StatementRecord& statement = out.emplace_back(std::move(merged.statement));
      Qualifiers folded;
      std::tie(statement.subject, statement.predicate, statement.object, statement.status, folded) =
          key;
      statement.qualifiers =
          std::max_element(merged.spellings.begin(), merged.spellings.end(),
                           [](const auto& a, const auto& b) { return a.second < b.second; })
              ->first;
      statement.id = statement_id(statement, folded);
      std::vector<Evidence>& evidence = statement.evidence;
      std::sort(evidence.begin(), evidence.end());
      evidence.erase(std::unique(evidence.begin(), evidence.end()), evidence.end());
    }
    std::sort(out.begin(), out.end(), [](const StatementRecord& a, const StatementRecord& b) {
      return std::tie(a.subject, a.predicate, a.object, a.id) <
             std::tie(b.subject, b.predicate, b.object, b.id);
    });
    return out;
  }

 private:
  using Key = std::tuple<EntityId, std::string, EntityId, Status, Qualifiers>;
  struct Merged {
    StatementRecord statement;
    std::map<Qualifiers, std::uint64_t> spellings;  // as written -> how often
  };
  std::map<Key, Merged> merged_;
};

void add_mentions(const LinkInput& input, const std::vector<UnitId>& unit_of,
                  const std::vector<EntityId>& entity_of, std::vector<MentionRecord>& out) {
  for (const Mention& mention : input.extraction.mentions) {
    if (mention.entity < 0 || static_cast<std::size_t>(mention.entity) >= unit_of.size()) continue;
    MentionRecord& record = out.emplace_back();
    record.document = input.document;
    record.span = mention.span;
    record.entity = entity_of[unit_of[static_cast<std::size_t>(mention.entity)]];
    record.type = mention.type;
    record.anaphor = mention.anaphor;
    record.confidence = mention.confidence;
  }
}

// By document, begin, outer before inner; of several of one entity in one place, the surest.
void sort_mentions(std::vector<MentionRecord>& mentions) {
  const auto place = [](const MentionRecord& m) {
    return std::tuple(m.document, m.span.begin, ~m.span.end, m.entity);
  };
  std::sort(mentions.begin(), mentions.end(), [&](const MentionRecord& a, const MentionRecord& b) {
    const auto left = place(a), right = place(b);
    if (left != right) return left < right;
    return std::tie(a.anaphor, b.confidence, a.type) < std::tie(b.anaphor, a.confidence, b.type);
  });
  mentions.erase(std::unique(mentions.begin(), mentions.end(),
                             [&](const auto& a, const auto& b) { return place(a) == place(b); }),
                 mentions.end());
}

LinkedGraph graph_of(const Linking& linking) {
  const Units& units = linking.units;
  LinkedGraph graph;
  graph.aliases = linking.identities.aliases;
  graph.entities = make_entities(linking);
  auto decisions = decide(linking, graph.entities);

  StatementMerger statements;
  for (std::size_t i = 0; i < linking.inputs.size(); ++i) {
    const LinkInput& input = linking.inputs[i];
    const std::vector<UnitId>& unit_of = units.unit_of[i];
    add_mentions(input, unit_of, linking.identities.entity_of, graph.mentions);
    for (const Statement& statement : input.extraction.statements) {
      if (statement.subject >= unit_of.size() || statement.object >= unit_of.size()) continue;
      statements.add(statement, input.document, linking.entity_of(unit_of[statement.subject]),
                     linking.entity_of(unit_of[statement.object]));
    }
  }
  graph.statements = statements.take();
  sort_mentions(graph.mentions);

  for (UnitId id = 0; id < units.units.size(); ++id) {
    for (NameId name : units.units[id].names) {
      const std::string& folded = units.names[name].text;
      if (!folded.empty()) graph.names.emplace_back(folded, linking.entity_of(id));
    }
  }
  show_decided(linking, graph, decisions);
  graph.decisions.assign(decisions.begin(), decisions.end());
  return graph;
}

}  // namespace

LinkedGraph link(std::vector<LinkInput> inputs, const ConstraintSource& constraints) {
  return graph_of(link_units(std::move(inputs), constraints));
}

Result<LinkedGraph> link(std::vector<LinkInput> inputs, const Ledger& ledger,
                         const ArticleText& text) {
  const auto linking = link_units(std::move(inputs), ledger, text);
  if (!linking) return tl::unexpected(linking.error());
  return graph_of(*linking);
}

Result<std::vector<LinkInput>> read_link_inputs(const Snapshot& snapshot) {
  std::vector<LinkInput> inputs;
  const auto documents = snapshot.for_each_document([&](const DocumentRecord& document) {
    LinkInput& input = inputs.emplace_back();
    input.document = document.id;
    input.language = document.language;
    input.published = document.published;
    return true;
  });
  if (!documents) return tl::unexpected(documents.error());
  for (LinkInput& input : inputs) {
    auto extraction = snapshot.extraction(input.document);
    if (!extraction) return tl::unexpected(extraction.error());
    input.extraction = *std::move(extraction);
  }
  return inputs;
}

Result<void> relink(Store& store) {
  const auto linking = link_units(store.snapshot());
  if (!linking) return tl::unexpected(linking.error());
  return store.replace_linked(graph_of(*linking));
}

}  // namespace quipu
