// Annotated articles: what is right.
#pragma once

#include <cstdint>
#include <istream>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "extract/value/result.h"

namespace quipu {

struct GoldMention {
  std::string type;
  std::int64_t begin = 0, end = 0;
  bool anaphor = false;
};

struct GoldEntity {
  std::string id, type, link;  // link: key of the same thing in other documents; may be empty
  std::vector<std::string> names;
  bool optional = false;
};

struct GoldStatement {
  std::string subject, predicate, object, status;
  std::map<std::string, std::string> qualifiers;
  bool optional = false;
};

struct GoldDocument {
  std::string doc, language, kind;
  std::vector<GoldMention> mentions;  // empty where the annotation has none
  std::vector<GoldEntity> entities;
  std::vector<GoldStatement> statements;
  std::vector<std::string> forbidden;
};

// Errors: kInvalid with file:line.
Result<std::vector<GoldDocument>> read_gold(std::istream& in, const std::string& file);

}  // namespace quipu
