// Judgements as nomenklatura and its like write them: left id, right id, and a verdict.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extract/value/result.h"

namespace quipu {

enum class Verdict : std::uint8_t { kPositive, kNegative, kUnsure };

struct Judgement {
  std::string left, right;  // ids as they stand there
  Verdict verdict = Verdict::kUnsure;
  std::string by, date;  // may be empty
  std::size_t line = 0;
};

// JSON lines ({"left", "right", "judgement"} or with "source" and "target", also the lists that
// nomenklatura's resolver writes), or CSV with a heading. Lines that say "no_judgement" are left
// out. Errors: kInvalid with file:line.
Result<std::vector<Judgement>> parse_judgements(std::string_view bytes, std::string_view file);

}  // namespace quipu
