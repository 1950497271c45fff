#include "graph/decision/judgement.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "extract/value/json_depth.h"

namespace quipu {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kDateLength = 10;  // of an ISO timestamp

enum class Field { kLeft, kRight, kJudgement, kUser, kTime, kNone };

Field field_of(std::string_view name) {
  constexpr std::pair<std::string_view, Field> kNames[] = {
      {"left", Field::kLeft},           {"left_id", Field::kLeft},       {"target", Field::kLeft},
      {"right", Field::kRight},         {"right_id", Field::kRight},     {"source", Field::kRight},
      {"judgement", Field::kJudgement}, {"judgment", Field::kJudgement}, {"user", Field::kUser},
      {"timestamp", Field::kTime},      {"created_at", Field::kTime}};
  for (const auto& [known, field] : kNames) {
    if (name == known) return field;
  }
  return Field::kNone;
}

// What a line says, in the words it says it in.
struct Said {
  std::string judgement;
  Judgement rest;

  void set(Field field, std::string value) {
    if (field == Field::kLeft) rest.left = std::move(value);
    if (field == Field::kRight) rest.right = std::move(value);
    if (field == Field::kJudgement) judgement = std::move(value);
    if (field == Field::kUser) rest.by = std::move(value);
    if (field == Field::kTime) rest.date = value.substr(0, kDateLength);
  }
};

std::optional<Verdict> verdict_of(std::string_view judgement) {
  if (judgement == "positive") return Verdict::kPositive;
  if (judgement == "negative") return Verdict::kNegative;
  if (judgement == "unsure") return Verdict::kUnsure;
  return std::nullopt;
}

std::string text_of(const Json& json) {
  return json.is_string() ? json.get<std::string>() : std::string();
}

// A line of JSON: an object with names, or [target, source, judgement, score, user, timestamp].
std::optional<Said> said_in_json(std::string_view line) {
  if (is_json_too_deep(line)) return std::nullopt;
  const Json json = Json::parse(line, nullptr, false);
  Said said;
  if (json.is_object()) {
    for (const auto& [name, value] : json.items()) said.set(field_of(name), text_of(value));
    return said;
  }
  if (!json.is_array() || json.size() < 3) return std::nullopt;
  constexpr Field kPlaces[] = {Field::kLeft, Field::kRight, Field::kJudgement,
                               Field::kNone, Field::kUser,  Field::kTime};
  for (std::size_t i = 0; i < json.size() && i < std::size(kPlaces); ++i) {
    said.set(kPlaces[i], text_of(json[i]));
  }
  return said;
}

// The cells of a line of CSV (RFC 4180; a cell is one line). Nothing when a quotation does not end.
std::optional<std::vector<std::string>> cells_of(std::string_view line) {
  std::vector<std::string> cells(1);
  bool inside = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"') {
      if (inside && i + 1 < line.size() && line[i + 1] == '"') {
        cells.back() += '"';
        ++i;
      } else {
        inside = !inside;
      }
    } else if (c == ',' && !inside) {
      cells.emplace_back();
    } else {
      cells.back() += c;
    }
  }
  if (inside) return std::nullopt;
  return cells;
}

class JudgementReader {
 public:
  explicit JudgementReader(std::string_view file) : file_(file) {}

  Result<std::vector<Judgement>> read(std::string_view bytes) {
    while (!bytes.empty()) {
      const std::size_t end = bytes.find('\n');
      std::string_view line = bytes.substr(0, end);
      bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
      ++line_number_;
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (line.find_first_not_of(' ') == std::string_view::npos) continue;
      if (auto done = read_line(line); !done) return tl::unexpected(done.error());
    }
    return std::move(judgements_);
  }

 private:
  Result<void> read_line(std::string_view line) {
    const bool is_json = line.starts_with('{') || line.starts_with('[');
    if (is_json) {
      const auto said = said_in_json(line);
      return said ? add(*said) : bad("the line is not JSON of the form that is expected");
    }
    const auto cells = cells_of(line);
    if (!cells) return bad("a quotation does not end");
    if (heading_.empty()) {
      for (const std::string& name : *cells) heading_.push_back(field_of(name));
      for (const Field wanted : {Field::kLeft, Field::kRight, Field::kJudgement}) {
        if (std::find(heading_.begin(), heading_.end(), wanted) == heading_.end()) {
          return bad("the heading must name left, right and judgement");
        }
      }
      return {};
    }
    if (cells->size() != heading_.size()) return bad("the line has other cells than the heading");
    Said said;
    for (std::size_t i = 0; i < cells->size(); ++i) said.set(heading_[i], (*cells)[i]);
    return add(said);
  }

  Result<void> add(const Said& said) {
    if (said.judgement == "no_judgement") return {};
    const auto verdict = verdict_of(said.judgement);
    if (!verdict) return bad("a judgement is positive, negative, unsure or no_judgement");
    if (said.rest.left.empty() || said.rest.right.empty()) return bad("an id is missing");
    Judgement judgement = said.rest;
    judgement.verdict = *verdict;
    judgement.line = line_number_;
    judgements_.push_back(std::move(judgement));
    return {};
  }

  Result<void> bad(std::string_view what) const {
    return fail(ErrorCode::kInvalid, "The judgements cannot be read: " + std::string(what) + ".",
                std::string(file_) + ":" + std::to_string(line_number_));
  }

  std::string_view file_;
  std::vector<Field> heading_;  // of CSV
  std::vector<Judgement> judgements_;
  std::size_t line_number_ = 0;
};

}  // namespace

Result<std::vector<Judgement>> parse_judgements(std::string_view bytes, std::string_view file) {
  return JudgementReader(file).read(bytes);
}

}  // namespace quipu
