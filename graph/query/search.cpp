#include "graph/query/search.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "extract/source/reader.h"
#include "extract/text/characters.h"
#include "extract/text/clean_text.h"
#include "extract/text/search_form.h"

namespace quipu {
namespace {

struct Hit {
  std::string published, uri;
  Evidence place;
};

// Newest first, then as the articles go.
bool before(const Hit& a, const Hit& b) {
  if (a.published != b.published) return a.published > b.published;
  return std::tie(a.uri, a.place) < std::tie(b.uri, b.place);
}

std::vector<std::u32string> search_words(std::string_view text) {
  std::vector<std::u32string> words;
  const auto decoded = decode_utf8(text);
  if (!decoded) return words;
  std::u32string word;
  for (const char32_t c : search_form(decoded->text) + U' ') {
    if (!is_blank(c)) {
      word.push_back(c);
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  return words;
}

// False when an article cannot hold the words: plain text that lacks one of their characters. (A
// page may write characters as references.)
bool may_hold(const Document& document, const std::vector<std::u32string>& words) {
  if (document.format != Format::kText) return true;
  const auto decoded = decode_utf8(document.bytes);
  if (!decoded) return false;
  const std::u32string form = search_form(decoded->text);
  return std::all_of(words.begin(), words.end(), [&](const std::u32string& word) {
    return std::all_of(word.begin(), word.end(),
                       [&](char32_t c) { return form.find(c) != std::u32string::npos; });
  });
}

Result<void> find_in(const Snapshot& snapshot, const DocumentRecord& record,
                     const std::vector<std::u32string>& words, std::vector<Hit>& hits) {
  auto bytes = snapshot.document_bytes(record.id);
  if (!bytes) return tl::unexpected(bytes.error());
  Document document;
  document.uri = record.uri;
  document.format = record.format;
  document.bytes = std::move(*bytes);
  if (!may_hold(document, words)) return {};
  const auto source = document_text(document);
  if (!source) return tl::unexpected(source.error());
  const CleanText text = clean(*source);
  const std::u32string form = search_form(text.text);
  for (const Sentence& sentence : split_sentences(text)) {
    const std::u32string_view part =
        std::u32string_view(form).substr(sentence.begin, sentence.end - sentence.begin);
    const bool found = std::all_of(words.begin(), words.end(), [&](const std::u32string& word) {
      return !places_of(word, part).empty();
    });
    if (!found) continue;
    hits.push_back(
        {record.published, record.uri, {record.id, text.span(sentence.begin, sentence.end)}});
  }
  return {};
}

Result<std::vector<EntityRecord>> entities_in(const Snapshot& snapshot, const Evidence& place) {
  const auto mentions = snapshot.mentions_in(place.document);
  if (!mentions) return tl::unexpected(mentions.error());
  std::vector<EntityRecord> entities;
  std::set<EntityId> known;
  for (const MentionRecord& mention : *mentions) {
    if (!place.span.contains(mention.span) || !known.insert(mention.entity).second) continue;
    auto entity = snapshot.entity(mention.entity);
    if (!entity) return tl::unexpected(entity.error());
    entities.push_back(std::move(*entity));
  }
  return entities;
}

Result<void> search_names(const Snapshot& snapshot, const std::string& folded, std::size_t limit,
                          SearchResult& found) {
  std::set<EntityId> bearers;
  const auto read = snapshot.for_each_name([&](std::string_view name, EntityId entity) {
    if (name.find(folded) != std::string_view::npos) bearers.insert(entity);
    return true;
  });
  if (!read) return tl::unexpected(read.error());
  found.name_count = bearers.size();
  std::vector<std::pair<std::size_t, EntityId>> order;
  for (const EntityId id : bearers) {
    const auto count = statement_count(snapshot, id);
    if (!count) return tl::unexpected(count.error());
    order.emplace_back(~*count, id);
  }
  std::sort(order.begin(), order.end());
  order.resize(std::min(order.size(), limit));
  for (const auto& [count, id] : order) {
    auto entity = snapshot.entity(id);
    if (!entity) return tl::unexpected(entity.error());
    found.names.push_back({std::move(*entity), ~count, 1000});
  }
  return {};
}

}  // namespace

Result<SearchResult> search(const Snapshot& snapshot, std::string_view text,
                            const SearchLimits& limits) {
  SearchResult found;
  const std::vector<std::u32string> words = search_words(text);
  if (words.empty()) return found;
  if (auto done = search_names(snapshot, fold_name(text), limits.names, found); !done) {
    return tl::unexpected(done.error());
  }
  std::vector<Hit> hits;
  Result<void> done;
  const auto read = snapshot.for_each_document([&](const DocumentRecord& record) {
    done = find_in(snapshot, record, words, hits);
    return done.has_value();
  });
  if (!read) return tl::unexpected(read.error());
  if (!done) return tl::unexpected(done.error());
  found.sentence_count = hits.size();
  std::sort(hits.begin(), hits.end(), before);
  hits.resize(std::min(hits.size(), limits.sentences));
  Quoter quoter(snapshot);
  for (const Hit& hit : hits) {
    auto quote = quoter.quote(hit.place);
    if (!quote) return tl::unexpected(quote.error());
    auto entities = entities_in(snapshot, hit.place);
    if (!entities) return tl::unexpected(entities.error());
    found.sentences.push_back({std::move(*quote), std::move(*entities)});
  }
  return found;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (const std::u32string& word : search_words(text)) words.push_back(to_utf8(word));
  return words;
}

}  // namespace quipu
