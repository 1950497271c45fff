#include "graph/store/graph_writer.h"

#include <rocksdb/write_batch.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

namespace quipu {
namespace {

constexpr std::size_t kChunkBytes = 1 << 20;

Terms terms_of(const LinkedGraph& graph) {
  std::set<std::string_view> names;
  for (const EntityRecord& entity : graph.entities) names.insert(entity.type);
  for (const MentionRecord& mention : graph.mentions) names.insert(mention.type);
  for (const StatementRecord& statement : graph.statements) {
    names.insert(statement.predicate);
    names.insert(statement.method);
    for (const auto& qualifier : statement.qualifiers) names.insert(qualifier.first);
  }
  return Terms(std::vector<std::string>(names.begin(), names.end()));
}

// Pointers to records in the order of `key_of`: the order of the database, which it takes fastest.
template <typename Record, typename KeyOf>
std::vector<const Record*> sorted(const std::vector<Record>& records, const KeyOf& key_of) {
  std::vector<const Record*> order;
  order.reserve(records.size());
  for (const Record& record : records) order.push_back(&record);
  std::stable_sort(order.begin(), order.end(),
                   [&](const Record* a, const Record* b) { return key_of(*a) < key_of(*b); });
  return order;
}

class GraphWriter {
 public:
  GraphWriter(const Database& database, Generation generation, const LinkedGraph& graph)
      : database_(database), generation_(generation), graph_(graph), terms_(terms_of(graph)) {
    state_.generation = generation;
  }

  Result<LinkedState> write() {
    for (const auto part :
         {&GraphWriter::write_terms, &GraphWriter::write_entities, &GraphWriter::write_mentions,
          &GraphWriter::write_statements, &GraphWriter::write_names, &GraphWriter::write_decisions,
          &GraphWriter::write_aliases, &GraphWriter::write_batch}) {
      if (auto done = (this->*part)(); !done) return tl::unexpected(done.error());
    }
    return state_;
  }

 private:
  Result<void> put(Column column, std::string_view key, std::string_view value) {
    const rocksdb::Status status = batch_.Put(database_.column(column), slice(key), slice(value));
    if (!status.ok()) return tl::unexpected(database_.error(status));
    return batch_.GetDataSize() < kChunkBytes ? Result<void>() : write_batch();
  }

  Result<void> write_batch() {
    auto written = database_.write(batch_, false);
    batch_.Clear();
    return written;
  }

  Result<void> write_terms() {
    for (TermId id = 0; id < terms_.size(); ++id, ++state_.terms) {
      const auto done = put(Column::kTerms, term_key(generation_, id), *terms_.name(id));
      if (!done) return done;
    }
    return {};
  }

  Result<void> write_entities() {
    const EntityRecord* previous = nullptr;
    for (const EntityRecord* entity :
         sorted(graph_.entities, [](const EntityRecord& e) { return e.id; })) {
      if (previous != nullptr && previous->id == entity->id) {
        return fail(ErrorCode::kInvalid, "The linked graph has two entities of one id.",
                    id_text(entity->id));
      }
      previous = entity;
      const auto done =
          put(Column::kEntities, linked_key(generation_, entity->id), encode(*entity, terms_));
      if (!done) return done;
      ++state_.entities;
    }
    return {};
  }

  Result<void> write_mentions() {
    const auto order = sorted(graph_.mentions, [](const MentionRecord& m) {
      return std::tuple(m.document, m.span.begin, ~m.span.end, m.entity, std::string_view(m.type),
                        m.anaphor, m.confidence);
    });
    std::string previous;
    for (const MentionRecord* mention : order) {
      if (mention->span.empty()) {
        return fail(ErrorCode::kInvalid, "A mention of the linked graph has no text.",
                    id_text(mention->document));
      }
      std::string key = mention_key(
          generation_, {mention->document, mention->span, mention->entity, term(mention->type)});
      if (key == previous) continue;
      if (auto done = put(Column::kMentions, key, encode(*mention)); !done) return done;
      previous = std::move(key);
      ++state_.mentions;
    }
    return {};
  }

  Result<void> write_statements() {
    const auto order = sorted(graph_.statements, [](const StatementRecord& s) {
      return std::tuple(s.subject, std::string_view(s.predicate), s.object, s.id);
    });
    std::string previous;
    for (const StatementRecord* statement : order) {
      const auto& evidence = statement->evidence;
      if (evidence.empty() || std::any_of(evidence.begin(), evidence.end(),
                                          [](const Evidence& e) { return e.span.empty(); })) {
        return fail(ErrorCode::kInvalid, "A statement of the linked graph has no evidence.",
                    id_text(statement->id));
      }
      const StatementKey key = {statement->subject, term(statement->predicate), statement->object,
                                statement->id};
      std::string spo = spo_key(generation_, key);
      if (spo == previous) {
        return fail(ErrorCode::kInvalid, "The linked graph has two statements of one id.",
                    id_text(statement->id));
      }
      // The record three times: each way of asking is one scan, not a scan and a read a hit.
      const std::string value = encode(*statement, terms_);
      if (auto done = put(Column::kSpo, spo, value); !done) return done;
      if (auto done = put(Column::kPos, pos_key(generation_, key), value); !done) return done;
      if (auto done = put(Column::kOsp, osp_key(generation_, key), value); !done) return done;
      previous = std::move(spo);
      ++state_.statements;
    }
    return {};
  }

  Result<void> write_names() {
    std::string previous;
    for (const auto* name : sorted(graph_.names, [](const auto& n) {
           return std::tuple(std::string_view(n.first), n.second);
         })) {
      std::string key = name_key(generation_, name->first, name->second);
      if (key == previous) continue;
      if (auto done = put(Column::kNames, key, {}); !done) return done;
      previous = std::move(key);
      ++state_.names;
    }
    return {};
  }

  Result<void> write_decisions() {
    const std::string* previous = nullptr;
    for (const auto* decision :
         sorted(graph_.decisions, [](const auto& d) { return std::tie(d.first, d.second); })) {
      if (previous != nullptr && *previous == decision->first) {
        return fail(ErrorCode::kInvalid, "The linked graph has two decisions of one key.",
                    decision->first);
      }
      previous = &decision->first;
      const auto done =
          put(Column::kDecisions, linked_key(generation_, std::string_view(decision->first)),
              decision->second);
      if (!done) return done;
      ++state_.decisions;
    }
    return {};
  }

  Result<void> write_aliases() {
    const EntityId* previous = nullptr;
    for (const auto* alias :
         sorted(graph_.aliases, [](const auto& a) { return std::tie(a.first, a.second); })) {
      if (previous != nullptr && *previous == alias->first) {
        return fail(ErrorCode::kInvalid, "An id of the linked graph stands for two entities.",
                    id_text(alias->first));
      }
      previous = &alias->first;
      const auto done =
          put(Column::kAliases, linked_key(generation_, alias->first), id_key(alias->second));
      if (!done) return done;
      ++state_.aliases;
    }
    return {};
  }

  TermId term(std::string_view name) const { return terms_.find(name).value(); }

  const Database& database_;
  const Generation generation_;
  const LinkedGraph& graph_;
  const Terms terms_;
  LinkedState state_;
  rocksdb::WriteBatch batch_;
};

}  // namespace

Result<LinkedState> write_graph(const Database& database, Generation generation,
                                const LinkedGraph& graph) {
  return GraphWriter(database, generation, graph).write();
}

}  // namespace quipu
