#include "graph/query/who.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "extract/text/clean_text.h"
#include "graph/query/tie.h"

namespace quipu {
namespace {

constexpr std::string_view kHoldsPosition = "holds_position";
constexpr std::string_view kAppointed = "appointed";
constexpr std::string_view kPartOf = "part_of";

// One article's word on a post.
struct Word {
  std::string date;
  Status status = Status::kAsserted;
  std::size_t statement = 0;  // index into the statements of the organization
};

struct PostKey {
  EntityId organization = 0, person = 0;
  std::string folded_title;
  auto operator<=>(const PostKey&) const = default;
};

// YYYY, YYYY-MM or YYYY-MM-DD.
bool is_date(std::string_view text) {
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 4 || i == 7;
    if (dash ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
  }
  return true;
}

// Whether a (perhaps shorter) date begins no later than `day` ends: 2024-05 is not after 2024.
bool not_after(const std::string& date, const std::string& day) {
  return date.substr(0, day.size()) <= day;
}

// The body and all that is part of it, each once.
Result<std::vector<EntityId>> with_parts(const Snapshot& snapshot, EntityId whole) {
  std::vector<EntityId> bodies = {whole};
  std::set<EntityId> known = {whole};
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    const auto statements = snapshot.statements_to(bodies[i]);
    if (!statements) return tl::unexpected(statements.error());
    for (const StatementRecord& statement : *statements) {
      if (statement.predicate == kPartOf && statement.status != Status::kNegated &&
          known.insert(statement.subject).second) {
        bodies.push_back(statement.subject);
      }
    }
  }
  return bodies;
}

std::string qualifier(const StatementRecord& statement, const char* key) {
  const auto found = statement.qualifiers.find(key);
  return found == statement.qualifiers.end() ? std::string() : found->second;
}

class PostReader {
 public:
  PostReader(const Snapshot& snapshot, const PostQuery& query)
      : snapshot_(snapshot),
        query_(query),
        folded_title_(fold_name(query.title)),
        quoter_(snapshot) {}

  Result<void> read(EntityId organization) {
    for (const bool outgoing : {true, false}) {
      auto statements = outgoing ? snapshot_.statements_from(organization)
                                 : snapshot_.statements_to(organization);
      if (!statements) return tl::unexpected(statements.error());
      for (StatementRecord& statement : *statements) {
        if (statement.predicate != (outgoing ? kAppointed : kHoldsPosition)) continue;
        if (statement.status == Status::kNegated) continue;
        const EntityId person = outgoing ? statement.object : statement.subject;
        if (auto done = add({organization, person, {}}, std::move(statement)); !done) return done;
      }
    }
    return {};
  }

  Result<Posts> posts() {
    Posts found;
    for (auto& [key, words] : words_) {
      std::sort(words.begin(), words.end(), [&](const Word& a, const Word& b) {
        // Of one day, what still holds is the last word.
        const auto rank = [&](const Word& w) {
          return std::tuple(std::string_view(w.date), w.status != Status::kFormer,
                            statements_[w.statement].id);
        };
        return rank(a) < rank(b);
      });
      std::vector<Word> heard = words;
      if (!query_.as_of.empty()) {
        std::erase_if(heard, [&](const Word& w) { return !not_after(w.date, query_.as_of); });
        if (heard.empty()) {
          ++found.later_count;
          continue;
        }
        if (heard.back().status == Status::kFormer) {
          ++found.ended_count;
          continue;
        }
      }
      auto post = make_post(key, heard);
      if (!post) return tl::unexpected(post.error());
      found.posts.push_back(std::move(*post));
    }
    std::sort(found.posts.begin(), found.posts.end(), [](const Post& a, const Post& b) {
      const auto rank = [](const Post& p) {
        return std::tuple(p.status == Status::kFormer, std::tie(p.organization.name, p.title),
                          std::tie(p.person.name, p.person.id, p.statement.id));
      };
      return rank(a) < rank(b);
    });
    return found;
  }

 private:
  Result<void> add(PostKey key, StatementRecord statement) {
    key.folded_title = fold_name(qualifier(statement, "title"));
    if (key.folded_title.find(folded_title_) == std::string::npos) return {};
    const std::string said = qualifier(statement, "date");
    const std::size_t index = statements_.size();
    DocumentId previous = 0;
    for (std::size_t i = 0; i < statement.evidence.size(); ++i) {
      const DocumentId id = statement.evidence[i].document;
      if (i > 0 && id == previous) continue;
      previous = id;
      std::string date = said;
      if (date.empty()) {
        auto document = snapshot_.document(id);
        if (!document) return tl::unexpected(document.error());
        date = std::move(document->published);
      }
      words_[key].push_back({std::move(date), statement.status, index});
    }
    statements_.push_back(std::move(statement));
    return {};
  }

  Result<Post> make_post(const PostKey& key, const std::vector<Word>& heard) {
    Post post;
    auto person = snapshot_.entity(key.person);
    if (!person) return tl::unexpected(person.error());
    auto organization = snapshot_.entity(key.organization);
    if (!organization) return tl::unexpected(organization.error());
    post.person = std::move(*person);
    post.organization = std::move(*organization);
    post.statement = statements_[heard.back().statement];
    post.status = heard.back().status;
    post.title = qualifier(post.statement, "title");
    for (const Word& word : heard) {
      if (word.date.empty()) continue;
      if (post.first_said.empty()) post.first_said = word.date;
      post.last_said = word.date;
    }
    auto quotes = quoter_.quotes(post.statement, 1);
    if (!quotes) return tl::unexpected(quotes.error());
    post.quotes = std::move(*quotes);
    return post;
  }

  const Snapshot& snapshot_;
  const PostQuery& query_;
  const std::string folded_title_;
  Quoter quoter_;
  std::vector<StatementRecord> statements_;
  std::map<PostKey, std::vector<Word>> words_;
};

}  // namespace

Result<Posts> posts_at(const Snapshot& snapshot, const PostQuery& query) {
  if (!query.as_of.empty() && !is_date(query.as_of)) {
    return fail(ErrorCode::kUsage,
                "A date is written 2024, 2024-05 or 2024-05-12; " + query.as_of + " is none.");
  }
  std::vector<EntityId> bodies = {query.organization};
  if (query.parts) {
    auto all = with_parts(snapshot, query.organization);
    if (!all) return tl::unexpected(all.error());
    bodies = std::move(*all);
  }
  PostReader reader(snapshot, query);
  for (const EntityId body : bodies) {
    if (auto done = reader.read(body); !done) return tl::unexpected(done.error());
  }
  return reader.posts();
}

}  // namespace quipu
