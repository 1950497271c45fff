// verify(): planted defects, each of which must be found and named.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "graph/store/encoding.h"
#include "tests/graph/store/fixture.h"
#include "tests/graph/store/raw.h"

namespace quipu {

using test::article;
using test::graph_of;
using test::open_store;
using test::RawStore;
using test::TemporaryFolder;
using test::value;

namespace {

constexpr std::size_t kArticles = 4;
constexpr Generation kGeneration = 1;

std::string key_of_article(std::size_t n) { return id_key(document_id(article(n).document)); }

void replace_extraction(RawStore& raw, const std::function<void(Extraction&)>& change) {
  Extraction extraction = article(1).extraction;
  change(extraction);
  raw.put(Column::kExtractions, key_of_article(1), encode(extraction));
}

Terms terms_of(const RawStore& raw) {
  std::vector<std::string> names;
  for (const auto& row : raw.rows(Column::kTerms)) names.push_back(row.second);
  return Terms(names);
}

// Changes the first statement in all three indexes.
void replace_statement(RawStore& raw, const std::function<void(StatementRecord&)>& change) {
  const Terms terms = terms_of(raw);
  const auto row = raw.rows(Column::kSpo).front();
  StatementRecord record;
  REQUIRE(decode(row.second, terms, &record));
  change(record);
  const auto key = parse_spo_key(row.first);
  raw.put(Column::kSpo, row.first, encode(record, terms));
  raw.put(Column::kPos, pos_key(kGeneration, *key), encode(record, terms));
  raw.put(Column::kOsp, osp_key(kGeneration, *key), encode(record, terms));
}

struct Defect {
  const char* name;
  const char* said;  // part of a sentence of verify()
  std::function<void(RawStore&)> plant;
};

void remove_first(RawStore& raw, Column column) {
  raw.remove(column, raw.rows(column).front().first);
}

const std::vector<Defect>& defects() {
  static const std::vector<Defect> all = {
      {"a text that is lost", "text is lost",
       [](RawStore& raw) { raw.remove(Column::kBytes, key_of_article(1)); }},
      {"an extraction that is lost", "extraction is lost",
       [](RawStore& raw) { raw.remove(Column::kExtractions, key_of_article(1)); }},
      {"a text that was changed", "not the one that the article had",
       [](RawStore& raw) {
         std::string text = article(1).document.bytes;
         text[5] ^= 1;
         raw.put(Column::kBytes, key_of_article(1), text);
       }},
      {"a text without an article", "belongs to no article",
       [](RawStore& raw) { raw.put(Column::kBytes, id_key(1), "x"); }},
      {"an extraction without an article", "belongs to no article",
       [](RawStore& raw) { raw.put(Column::kExtractions, id_key(1), encode(Extraction())); }},
      {"an article under the id of another", "the id is not that of the article",
       [](RawStore& raw) {
         DocumentRecord record;
         for (const auto& [key, bytes] : raw.rows(Column::kDocuments)) {
           if (key == key_of_article(1)) REQUIRE(decode(bytes, &record));
         }
         record.uri += "x";
         raw.put(Column::kDocuments, key_of_article(1), encode(record));
       }},
      {"an extraction that is no record", "does not have its form",
       [](RawStore& raw) { raw.put(Column::kExtractions, key_of_article(1), "\x7F"); }},
      {"a mention of an extraction without text", "has no text",
       [](RawStore& raw) {
         replace_extraction(
             raw, [](Extraction& e) { e.mentions[0].span.end = e.mentions[0].span.begin; });
       }},
      {"a mention behind the end of its article", "lies outside the article",
       [](RawStore& raw) {
         replace_extraction(raw, [](Extraction& e) { e.mentions[3].span.end += 1000; });
       }},
      {"a mention that is one byte off", "cuts a character",
       [](RawStore& raw) {
         replace_extraction(raw, [](Extraction& e) { e.mentions[1].span.begin += 1; });
       }},
      {"a statement of an extraction without evidence", "has no evidence",
       [](RawStore& raw) {
         replace_extraction(raw, [](Extraction& e) { e.statements[0].evidence.clear(); });
       }},
      {"evidence of an extraction that is one byte off", "cuts a character",
       [](RawStore& raw) {
         replace_extraction(raw, [](Extraction& e) { e.statements[0].evidence[0].end -= 1; });
       }},
      {"a local entity without a name", "has no name",
       [](RawStore& raw) {
         replace_extraction(raw, [](Extraction& e) { e.entities[0].names.clear(); });
       }},
      {"a lost entry of spo", "is not in spo",
       [](RawStore& raw) { remove_first(raw, Column::kSpo); }},
      {"a lost entry of pos", "is not in pos",
       [](RawStore& raw) { remove_first(raw, Column::kPos); }},
      {"a lost entry of osp", "is not in osp",
       [](RawStore& raw) { remove_first(raw, Column::kOsp); }},
      {"a lost name", "names has", [](RawStore& raw) { remove_first(raw, Column::kNames); }},
      {"a lost mention", "mentions has",
       [](RawStore& raw) { remove_first(raw, Column::kMentions); }},
      {"a lost decision", "decisions has",
       [](RawStore& raw) { remove_first(raw, Column::kDecisions); }},
      {"a lost alias", "aliases has", [](RawStore& raw) { remove_first(raw, Column::kAliases); }},
      {"an alias of nobody", "entity that is not there",
       [](RawStore& raw) {
         raw.put(Column::kAliases, raw.rows(Column::kAliases).front().first, id_key(5));
       }},
      {"an alias that is an entity", "that of an entity as well",
       [](RawStore& raw) {
         const auto entity = raw.rows(Column::kEntities).front().first;
         raw.put(Column::kAliases, entity, id_key(*parse_linked_id(entity)));
       }},
      {"a decision that was changed", "not the one that was made",
       [](RawStore& raw) {
         auto row = raw.rows(Column::kLedger).front();
         row.second.back() ^= 1;
         raw.put(Column::kLedger, row.first, row.second);
       }},
      {"a decision that is there twice", "there twice",
       [](RawStore& raw) {
         const auto rows = raw.rows(Column::kLedger);
         raw.put(Column::kLedger, rows[1].first, rows[0].second);
       }},
      {"a decision in another place", "decision before it is lost",
       [](RawStore& raw) {
         const auto row = raw.rows(Column::kLedger).back();
         raw.remove(Column::kLedger, row.first);
         raw.put(Column::kLedger, id_key(7), row.second);
       }},
      {"a lost entity", "is not there",
       [](RawStore& raw) { remove_first(raw, Column::kEntities); }},
      {"a lost last term", "terms has",
       [](RawStore& raw) { raw.remove(Column::kTerms, raw.rows(Column::kTerms).back().first); }},
      {"a lost first term", "does not have its form",
       [](RawStore& raw) { remove_first(raw, Column::kTerms); }},
      {"a statement that differs between the indexes", "is another in",
       [](RawStore& raw) {
         const auto rows = raw.rows(Column::kPos);
         raw.put(Column::kPos, rows[0].first, rows[kArticles].second);
       }},
      {"a swapped edge in one index", "is not in",
       [](RawStore& raw) {
         const auto row = raw.rows(Column::kSpo).front();
         StatementKey key = *parse_spo_key(row.first);
         std::swap(key.subject, key.object);
         raw.remove(Column::kSpo, row.first);
         raw.put(Column::kSpo, spo_key(kGeneration, key), row.second);
       }},
      {"evidence in an article that is not there", "article that is not there",
       [](RawStore& raw) {
         replace_statement(raw, [](StatementRecord& s) { s.evidence[0].document = 5; });
       }},
      {"evidence behind the end of its article", "lies outside its article",
       [](RawStore& raw) {
         replace_statement(raw, [](StatementRecord& s) { s.evidence[0].span.end = 100'000; });
       }},
      {"a linked statement without evidence", "does not have its form",
       [](RawStore& raw) {
         replace_statement(raw, [](StatementRecord& s) { s.evidence.clear(); });
       }},
      {"a name of nobody", "entity that is not there",
       [](RawStore& raw) { raw.put(Column::kNames, name_key(kGeneration, "x", 5), ""); }},
      {"a mention of nobody", "entity that is not there",
       [](RawStore& raw) {
         const auto row = raw.rows(Column::kMentions).front();
         MentionKey key = *parse_mention_key(row.first);
         key.entity = 5;
         raw.remove(Column::kMentions, row.first);
         raw.put(Column::kMentions, mention_key(kGeneration, key), row.second);
       }},
      {"a linked mention that is one byte off", "cuts a character",
       [](RawStore& raw) {
         const auto row = raw.rows(Column::kMentions).front();
         MentionKey key = *parse_mention_key(row.first);
         key.span.begin += 1;
         raw.remove(Column::kMentions, row.first);
         raw.put(Column::kMentions, mention_key(kGeneration, key), row.second);
       }},
      {"a record of a graph that is gone", "belongs to no linked graph",
       [](RawStore& raw) { raw.put(Column::kEntities, linked_key(9, std::uint64_t{5}), "x"); }},
      {"a key that is none", "belongs to no linked graph",
       [](RawStore& raw) { raw.put(Column::kSpo, "x", "x"); }},
      {"a display name that is not among the names", "display name",
       [](RawStore& raw) {
         const Terms terms = terms_of(raw);
         const auto row = raw.rows(Column::kEntities).front();
         EntityRecord entity;
         REQUIRE(decode(row.second, terms, &entity));
         entity.name += "x";
         raw.put(Column::kEntities, row.first, encode(entity, terms));
       }},
      {"a wrong count of the graph", "spo has", [](RawStore& raw) {
         LinkedState state;
         for (const auto& [key, bytes] : raw.rows(Column::kMeta)) {
           if (key == kLinkedKey) REQUIRE(decode(bytes, &state));
         }
         state.entities += 1;
         state.statements += 1;
         raw.put(Column::kMeta, std::string(kLinkedKey), encode(state));
       }}};
  return all;
}

}  // namespace

TEST_CASE("every planted defect is found") {
  const TemporaryFolder folder;
  {
    Store store = open_store(folder / "original");
    for (std::size_t n = 0; n < kArticles; ++n) {
      value(store.put(article(n).document, article(n).extraction));
    }
    value(store.append_ledger({"one", "two"}));
    value(store.replace_linked(graph_of(kArticles)));
    value(store.flush());
    REQUIRE(value(store.verify()).empty());
  }
  StoreOptions reading;
  reading.read_only = true;
  for (const Defect& defect : defects()) {
    const std::string name = defect.name;
    CAPTURE(name);
    std::filesystem::remove_all(folder / "kg");
    std::filesystem::copy(folder / "original", folder / "kg");
    {
      RawStore raw(folder / "kg");
      defect.plant(raw);
    }
    const auto found = value(value(Store::open(folder / "kg", reading)).verify());
    std::string sentences;
    for (const std::string& sentence : found) sentences += sentence + "\n";
    CAPTURE(sentences);
    CHECK(std::any_of(found.begin(), found.end(), [&](const std::string& sentence) {
      return sentence.find(defect.said) != std::string::npos && sentence.back() == '.';
    }));
  }
}

TEST_CASE("a store that is not linked yet is sound") {
  const TemporaryFolder folder;
  Store store = open_store(folder / "kg");
  for (std::size_t n = 0; n < kArticles; ++n) {
    value(store.put(article(n).document, article(n).extraction));
  }
  value(store.replace_linked(graph_of(kArticles)));
  value(store.remove(article(0).document.uri));
  CHECK(value(store.verify()).empty());
}

TEST_CASE("a record that is damaged is an error where it is read, not a wrong answer") {
  const TemporaryFolder folder;
  const DocumentId id = document_id(article(1).document);
  {
    Store store = open_store(folder / "kg");
    value(store.put(article(1).document, article(1).extraction));
    value(store.replace_linked(graph_of(2)));
  }
  {
    RawStore raw(folder / "kg");
    raw.put(Column::kBytes, id_key(id), "other");
    raw.put(Column::kExtractions, id_key(id), "other");
    for (const Column column : {Column::kSpo, Column::kPos, Column::kOsp}) {
      raw.put(column, raw.rows(column).front().first, "");
    }
    raw.put(Column::kMentions, raw.rows(Column::kMentions).front().first, "other");
    raw.put(Column::kEntities, raw.rows(Column::kEntities).front().first, "other");
  }
  const Store store = open_store(folder / "kg");
  const Snapshot snapshot = store.snapshot();
  const auto any = [](const auto&) { return true; };
  CHECK(snapshot.document_bytes(id).error().code == ErrorCode::kCorrupt);
  CHECK(snapshot.extraction(id).error().code == ErrorCode::kCorrupt);
  CHECK(snapshot.for_each_statement(any).error().code == ErrorCode::kCorrupt);
  CHECK(snapshot.for_each_mention(any).error().code == ErrorCode::kCorrupt);
  const auto entities = snapshot.for_each_entity(any);
  CHECK(entities.error().code == ErrorCode::kCorrupt);
  CHECK(entities.error().place.find("entities/") == 0);
}

}  // namespace quipu
