// A schema pack: the types, predicates and qualifiers of one field of news, as data.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "extract/value/result.h"

namespace quipu {

struct TypeSchema {
  std::string name;                // "Person"
  std::string label_zh, label_en;  // for people
  std::string iri;                 // compact, "schema:Person"
};

struct PredicateSchema {
  std::string name;                                          // "held_in"
  std::vector<std::pair<std::string, std::string>> allowed;  // (subject type, object type)
  bool symmetric = false;
  std::vector<std::string> qualifiers;
  std::vector<std::string> roles;  // values of the qualifier role; empty when it has none
  std::string iri;
  std::string label_zh, label_en;      // subject … object
  std::string inverse_zh, inverse_en;  // object … subject

  bool allows(std::string_view subject_type, std::string_view object_type) const;
  bool has_qualifier(std::string_view qualifier) const;
};

struct Schema {
  std::string name;
  std::vector<TypeSchema> types;
  std::vector<PredicateSchema> predicates;
  // Words that open a line around the article (editors, sources, related links), simplified script
  // and lower case, each followed there by a colon or the like: names in it are no one's.
  std::vector<std::string> furniture;
  std::string hash;  // XXH3-64 of schema.json and cues.json, hexadecimal

  const TypeSchema* type(std::string_view name) const;            // null: no such type
  const PredicateSchema* predicate(std::string_view name) const;  // null: no such predicate
};

// Reads schema.json and cues.json of the folder. Errors: kNotFound, kInvalid with what is wrong and
// where.
Result<Schema> load_schema(const std::string& folder);

}  // namespace quipu
