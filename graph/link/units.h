// The local entities of all documents, as linking sees them: free of local ids and of input order.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "graph/link/input.h"
#include "graph/link/name_form.h"

namespace quipu {

using UnitId = std::uint32_t;
using NameId = std::uint32_t;  // in byte order of the folded names

struct FoldedName {
  std::string text;
  std::string written;  // with blanks, where the articles have some: of those, the first in order
  bool generic = false;
  std::size_t code_point_count = 0;
};

// A name as an article writes it.
struct WrittenName {
  std::string text;
  NameId folded = 0;
  bool full = false;                // of a person: see is_full_person_name()
  std::uint32_t mention_count = 0;  // named mentions of its length, at least 1
};

// A statement seen from one of its ends.
struct Tie {
  UnitId other = 0;
  std::string predicate;
  bool outgoing = false;  // the unit is the subject
  std::string title;      // folded; empty when the statement has none
  std::string date;       // ISO; empty when the statement has none
};

// One thing that one document speaks of: a local entity, or several that share type and name.
struct Unit {
  DocumentId document = 0;
  std::uint32_t document_index = 0;  // in the order of documents
  std::string type;
  std::string key;  // document, folded first name: unlike any other unit's of this type
  std::vector<WrittenName> written;
  std::vector<NameId> names;    // sorted, unique
  std::vector<NameId> derived;  // names that the article's place completes; sorted, unique
  NameNumbers numbers;
  std::vector<Tie> ties;  // statements that hold (asserted, planned or former)
};

struct Units {
  std::vector<FoldedName> names;             // by NameId
  std::vector<Unit> units;                   // by document, then by content
  std::vector<std::uint32_t> first_unit_of;  // by document index, and one more
  // For each input (inputs sorted by document) and each of its local entities, its unit.
  std::vector<std::vector<UnitId>> unit_of;
};

// `inputs` are sorted by document, one a document.
Units make_units(const std::vector<LinkInput>& inputs);

}  // namespace quipu
