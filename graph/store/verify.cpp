// Store::verify(): everything that is stored, held against everything else that is stored.
#include <xxhash.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <set>
#include <utility>

#include "graph/store/snapshot_state.h"
#include "graph/store/store_impl.h"

namespace quipu {
namespace {

constexpr std::size_t kMostDefects = 1000;  // more would not tell more

struct Article {
  DocumentId id;
  std::uint64_t content_hash;
  std::uint32_t byte_count;
};

// Whether a span begins and ends between characters of a UTF-8 text that holds it.
bool between_characters(const ByteSpan& span, std::string_view text) {
  const auto inside = [&](std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
  };
  return !inside(span.begin) && !inside(span.end);
}

class Verification {
 public:
  Verification(const Snapshot::State& state) : state_(state) {}

  std::vector<std::string> run() {
    if (state_.error) return {state_.error->message};
    const auto status = state_.database.db().VerifyChecksum();
    if (!status.ok()) defects_.push_back(state_.database.error(status).message);
    read_meta();
    read_documents();
    read_bytes();
    read_extractions();
    read_terms();
    read_entities();
    read_names();
    read_mentions();
    read_statements(Column::kSpo);
    read_statements(Column::kPos);
    read_statements(Column::kOsp);
    count_linked(Column::kDecisions, state_.linked.decisions, [](auto, auto) {});
    read_aliases();
    read_ledger();
    return std::move(defects_);
  }

 private:
  using Row = std::function<void(std::string_view key, std::string_view value)>;

  void defect(Column column, std::string_view key, std::string_view what) {
    defect(key_text(column, key), what);
  }
  void defect(const std::string& place, std::string_view what) {
    if (defects_.size() < kMostDefects) defects_.push_back(place + ": " + std::string(what) + ".");
  }

  // Every row of a family; what keeps it from being read is a defect.
  void each(Column column, const Row& f) {
    const auto count = state_.scan(column, "", [&](auto key, auto value) -> Result<bool> {
      f(key, value);
      return true;
    });
    if (!count) defects_.push_back(count.error().message);
  }

  // Every row of the linked graph in a family, and no others but those of an unfinished linking.
  void count_linked(Column column, std::uint64_t expected, const Row& f) {
    std::uint64_t count = 0;
    each(column, [&](std::string_view key, std::string_view value) {
      const auto generation = parse_generation(key);
      if (generation == state_.linked.generation) {
        ++count;
        f(key, value);
      } else if (!generation || generation != unfinished_) {
        defect(column, key, "the record belongs to no linked graph");
      }
    });
    compare_count(column, kLinkedKey, expected, count);
  }

  void compare_count(Column column, std::string_view meta_key, std::uint64_t expected,
                     std::uint64_t count) {
    if (count == expected) return;
    defect(Column::kMeta, meta_key,
           "it says that " + std::string(column_name(column)) + " has " + std::to_string(expected) +
               " records, and it has " + std::to_string(count));
  }

  // The value of another key; a defect of the reading itself is noted once, by each().
  std::optional<std::string> value_at(Column column, std::string_view key) {
    auto value = state_.get(column, key);
    return value ? std::move(*value) : std::nullopt;
  }

  const Article* article(DocumentId id) const {
    const auto at = std::lower_bound(articles_.begin(), articles_.end(), id,
                                     [](const Article& a, DocumentId b) { return a.id < b; });
    return at != articles_.end() && at->id == id ? &*at : nullptr;
  }

  bool is_entity(EntityId id) const {
    return std::binary_search(entities_.begin(), entities_.end(), id);
  }

  void read_meta() {
    const auto documents = value_at(Column::kMeta, kDocumentsKey);
    if (!documents || !decode_number(*documents, &document_count_)) {
      defect(Column::kMeta, kDocumentsKey, "the number of articles cannot be read");
    }
    const auto ledger = value_at(Column::kMeta, kLedgerKey);
    if (!ledger || !decode_number(*ledger, &ledger_count_)) {
      defect(Column::kMeta, kLedgerKey, "the number of decisions cannot be read");
    }
    const auto linking = value_at(Column::kMeta, kLinkingKey);
    if (linking && !decode_number(*linking, &unfinished_.emplace())) {
      defect(Column::kMeta, kLinkingKey, "the number of a generation cannot be read");
    }
  }

  void read_documents() {
    std::uint64_t count = 0;
    each(Column::kDocuments, [&](std::string_view key, std::string_view value) {
      ++count;
      const auto record = state_.document(key, value);
      if (!record) return defect(Column::kDocuments, key, "the record does not have its form");
      const DocumentId id = record->uri.empty() ? record->content_hash : document_id(record->uri);
      if (record->id != id) {
        defect(Column::kDocuments, key, "the id is not that of the article " + record->uri);
      }
      articles_.push_back({record->id, record->content_hash, record->byte_count});
      if (!value_at(Column::kBytes, key)) defect(Column::kBytes, key, "the article's text is lost");
      if (!value_at(Column::kExtractions, key)) {
        defect(Column::kExtractions, key, "the article's extraction is lost");
      }
    });
    compare_count(Column::kDocuments, kDocumentsKey, document_count_, count);
  }

  void read_bytes() {
    each(Column::kBytes, [&](std::string_view key, std::string_view value) {
      const auto id = parse_id_key(key);
      const Article* owner = id ? article(*id) : nullptr;
      if (owner == nullptr) return defect(Column::kBytes, key, "the text belongs to no article");
      if (value.size() != owner->byte_count ||
          XXH3_64bits(value.data(), value.size()) != owner->content_hash) {
        return defect(Column::kBytes, key, "the text is not the one that the article had");
      }
      const auto extraction = value_at(Column::kExtractions, key);
      if (extraction) check_extraction(key, *extraction, value);
      if (state_.linked.up_to_date) check_mentions(*id, value);
    });
  }

  void read_extractions() {
    each(Column::kExtractions, [&](std::string_view key, std::string_view) {
      const auto id = parse_id_key(key);
      if (!id || article(*id) == nullptr) {
        defect(Column::kExtractions, key, "the extraction belongs to no article");
      }
    });
  }

  std::string_view defect_of_span(const ByteSpan& span, std::string_view text) const {
    if (span.empty()) return "has no text";
    if (span.end > text.size()) return "lies outside the article";
    if (!between_characters(span, text)) return "cuts a character";
    return {};
  }

  void check_extraction(std::string_view key, std::string_view value, std::string_view text) {
    Extraction extraction;
    if (!decode(value, &extraction)) {
      return defect(Column::kExtractions, key, "the record does not have its form");
    }
    for (const LocalEntity& entity : extraction.entities) {
      if (entity.names.empty()) defect(Column::kExtractions, key, "an entity has no name");
    }
    for (const Mention& mention : extraction.mentions) {
      if (const auto what = defect_of_span(mention.span, text); !what.empty()) {
        defect(Column::kExtractions, key, place("a mention", mention.span) + std::string(what));
      }
    }
    for (const Statement& statement : extraction.statements) {
      if (statement.evidence.empty()) {
        defect(Column::kExtractions, key, "a statement has no evidence");
      }
      for (const ByteSpan& span : statement.evidence) {
        if (const auto what = defect_of_span(span, text); !what.empty()) {
          defect(Column::kExtractions, key,
                 place("the evidence of a statement", span) + std::string(what));
        }
      }
    }
  }

  void check_mentions(DocumentId id, std::string_view text) {
    const std::string prefix = linked_key(state_.linked.generation, id);
    // What keeps this from being read is noted by read_mentions().
    (void)state_.scan(Column::kMentions, prefix, [&](auto key, auto) -> Result<bool> {
      const auto mention = parse_mention_key(key);
      if (!mention) return true;
      if (const auto what = defect_of_span(mention->span, text); !what.empty()) {
        defect(Column::kMentions, key, place("the mention", mention->span) + std::string(what));
      }
      return true;
    });
  }

  static std::string place(std::string_view what, const ByteSpan& span) {
    return std::string(what) + " at bytes " + std::to_string(span.begin) + " to " +
           std::to_string(span.end) + " ";
  }

  void read_terms() {
    // Their form was checked when the snapshot was taken.
    count_linked(Column::kTerms, state_.linked.terms, [](auto, auto) {});
  }

  void read_entities() {
    count_linked(Column::kEntities, state_.linked.entities, [&](auto key, auto value) {
      const auto entity = state_.entity(key, value);
      if (!entity) return defect(Column::kEntities, key, "the record does not have its form");
      entities_.push_back(entity->id);
      const auto& names = entity->names;
      if (std::find(names.begin(), names.end(), entity->name) == names.end()) {
        defect(Column::kEntities, key, "the display name is not among the names");
      }
      if (!std::is_sorted(names.begin(), names.end())) {
        defect(Column::kEntities, key, "the names are not in order");
      }
    });
  }

  void read_names() {
    count_linked(Column::kNames, state_.linked.names, [&](auto key, auto) {
      const auto name = parse_name_key(key);
      if (!name) return defect(Column::kNames, key, "the key does not have its form");
      if (!is_entity(name->entity)) {
        defect(Column::kNames, key, "the name is that of an entity that is not there");
      }
    });
  }

  void read_aliases() {
    count_linked(Column::kAliases, state_.linked.aliases, [&](auto key, auto value) {
      const auto alias = parse_linked_id(key), entity = parse_id_key(value);
      if (!alias || !entity) {
        return defect(Column::kAliases, key, "the record does not have its form");
      }
      if (!is_entity(*entity)) {
        defect(Column::kAliases, key, "the id stands for an entity that is not there");
      }
      if (is_entity(*alias)) defect(Column::kAliases, key, "the id is that of an entity as well");
    });
  }

  void read_ledger() {
    std::uint64_t count = 0;
    std::set<std::uint64_t> ids;
    each(Column::kLedger, [&](std::string_view key, std::string_view value) {
      LedgerEntry entry;
      if (!decode(value, &entry)) {
        defect(Column::kLedger, key, "the decision is not the one that was made");
      } else if (!ids.insert(entry.id).second) {
        defect(Column::kLedger, key, "the decision is there twice");
      }
      if (parse_id_key(key) != count++) {
        defect(Column::kLedger, key, "a decision before it is lost");
      }
    });
    compare_count(Column::kLedger, kLedgerKey, ledger_count_, count);
  }

  void read_mentions() {
    count_linked(Column::kMentions, state_.linked.mentions, [&](auto key, auto value) {
      const auto mention = state_.mention(key, value);
      if (!mention) return defect(Column::kMentions, key, "the record does not have its form");
      if (!is_entity(mention->entity)) {
        defect(Column::kMentions, key, "the mention is of an entity that is not there");
      }
      if (state_.linked.up_to_date && article(mention->document) == nullptr) {
        defect(Column::kMentions, key, "the mention is in an article that is not there");
      }
    });
  }

  void read_statements(Column column) {
    count_linked(column, state_.linked.statements, [&](auto key, auto value) {
      const auto statement = state_.statement(column, key, value);
      if (!statement) return defect(column, key, "the record does not have its form");
      const StatementKey parts = {statement->subject,
                                  state_.terms.find(statement->predicate).value_or(0),
                                  statement->object, statement->id};
      if (column == Column::kSpo) {
        check_statement(key, *statement);
        compare(key, value, Column::kPos, pos_key(state_.linked.generation, parts));
        compare(key, value, Column::kOsp, osp_key(state_.linked.generation, parts));
      } else if (!value_at(Column::kSpo, spo_key(state_.linked.generation, parts))) {
        defect(column, key, "the statement is not in spo");
      }
    });
  }

  void compare(std::string_view key, std::string_view value, Column other,
               const std::string& other_key) {
    const auto other_value = value_at(other, other_key);
    if (!other_value) {
      defect(Column::kSpo, key, "the statement is not in " + std::string(column_name(other)));
    } else if (*other_value != value) {
      defect(Column::kSpo, key, "the statement is another in " + std::string(column_name(other)));
    }
  }

  void check_statement(std::string_view key, const StatementRecord& statement) {
    if (!is_entity(statement.subject)) {
      defect(Column::kSpo, key, "the subject " + id_text(statement.subject) + " is not there");
    }
    if (!is_entity(statement.object)) {
      defect(Column::kSpo, key, "the object " + id_text(statement.object) + " is not there");
    }
    if (!std::is_sorted(statement.evidence.begin(), statement.evidence.end())) {
      defect(Column::kSpo, key, "the evidence is not in order");
    }
    for (const Evidence& evidence : statement.evidence) {
      if (evidence.span.empty()) defect(Column::kSpo, key, "the evidence has no text");
      if (!state_.linked.up_to_date) continue;  // the article may have changed since
      const Article* source = article(evidence.document);
      if (source == nullptr) {
        defect(Column::kSpo, key,
               "the evidence is in an article that is not there, " + id_text(evidence.document));
      } else if (evidence.span.end > source->byte_count) {
        defect(Column::kSpo, key,
               place("the evidence", evidence.span) + "lies outside its article " +
                   id_text(evidence.document));
      }
    }
  }

  const Snapshot::State& state_;
  std::vector<std::string> defects_;
  std::vector<Article> articles_;   // by id
  std::vector<EntityId> entities_;  // sorted
  std::uint64_t document_count_ = 0, ledger_count_ = 0;
  std::optional<Generation> unfinished_;
};

}  // namespace

Result<std::vector<std::string>> Store::verify() const {
  return Verification(*Snapshot::State::take(impl_->database)).run();
}

}  // namespace quipu
