// Who holds or held a post at an organization.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "extract/value/result.h"
#include "graph/query/quote.h"
#include "graph/store/store.h"

namespace quipu {

struct PostQuery {
  EntityId organization = 0;
  bool parts = false;  // at the bodies that are part of it, too, and at theirs
  std::string title;   // posts whose title contains this (folded); empty: all
  std::string as_of;   // ISO date; empty: everything that is said
};

// One person's post: all statements of one title at one body.
struct Post {
  EntityRecord person, organization;
  std::string title;                  // as the latest statement has it; may be empty
  Status status = Status::kAsserted;  // of the latest statement
  std::string first_said, last_said;  // ISO dates of the articles (of the appointment, if said)
  StatementRecord statement;          // the latest
  std::vector<Quote> quotes;          // its most telling sentence
};

struct Posts {
  std::vector<Post> posts;      // held ones before former ones, each by organization, title, person
  std::size_t later_count = 0;  // with as_of: posts of which articles speak only after that date
  std::size_t ended_count = 0;  // with as_of: posts that were former by that date
};

// Posts are what `holds_position` and `appointed` say, without what is denied. An article says
// something on the date of the statement, else on its date of publication. With `as_of`, the last
// word up to that date counts: a post that was called former by then is left out, as is one of
// which articles speak only later. Of one day, what still holds counts. Articles
// without a date count as earliest.
// Errors: kUsage for a date that is none; kCorrupt.
Result<Posts> posts_at(const Snapshot& snapshot, const PostQuery& query);

}  // namespace quipu
