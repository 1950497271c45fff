#include "graph/decision/ledger.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <utility>

#include "graph/decision/quoted.h"

namespace quipu {
namespace {

constexpr std::string_view kFirstLine = "# quipu decisions 1";
constexpr std::size_t kLongestWord = 256;

// The words before the mentions of either side.
struct Sides {
  std::string_view first, second;
};

Sides sides_of(DecisionKind kind) {
  if (kind == DecisionKind::kSplit) return {"stays", "leaves"};
  if (kind == DecisionKind::kRename) return {"of", {}};
  if (kind == DecisionKind::kUndo) return {};
  return {"one", "other"};
}

void append_evidence(std::string_view side, const MentionEvidence& evidence, std::string& out) {
  out.append(side).append(" ").append(quoted(evidence.type));
  out.append(" ").append(quoted(evidence.name)).append(" in ").append(quoted(evidence.uri));
  if (!evidence.text.empty()) {
    out.append(" as ").append(quoted(evidence.text));
    out.append(" ").append(std::to_string(evidence.occurrence));
  }
  if (!evidence.span.empty()) {
    out.append(" at ").append(std::to_string(evidence.span.begin));
    out.append("-").append(std::to_string(evidence.span.end));
  }
  if (evidence.alone) out.append(" alone");
  out += '\n';
}

std::string body(const Decision& decision) {
  std::string out;
  if (decision.kind == DecisionKind::kUndo) out += "of " + id_text(decision.target) + '\n';
  if (decision.kind == DecisionKind::kRename) {
    out += "to " + quoted(decision.name);
    if (!decision.language.empty()) out += " for " + quoted(decision.language);
    out += '\n';
  }
  if (decision.kept_id != 0) out += "id " + id_text(decision.kept_id) + '\n';
  const auto said = [&](std::string_view key, const std::string& value) {
    if (!value.empty()) out.append(key).append(" ").append(quoted(value)).append("\n");
  };
  said("because", decision.because);
  said("by", decision.by);
  said("date", decision.date);
  if (decision.repetition > 0) out += "again " + std::to_string(decision.repetition) + '\n';
  const Sides sides = sides_of(decision.kind);
  for (const MentionEvidence& evidence : decision.first) {
    append_evidence(sides.first, evidence, out);
  }
  for (const MentionEvidence& evidence : decision.second) {
    append_evidence(sides.second, evidence, out);
  }
  return out;
}

// One line, read word by word. The first thing that cannot be read is kept as `wrong`.
class LineReader {
 public:
  explicit LineReader(std::string_view line) : rest_(line) { skip_blanks(); }

  const std::string& wrong() const { return wrong_; }
  bool at_end() const { return rest_.empty(); }

  std::string word() {
    const std::string_view text = rest_.substr(0, rest_.find(' '));
    if (text.empty() || text.size() > kLongestWord) {
      fail("a word is missing");
      return {};
    }
    std::string out(text);
    rest_.remove_prefix(text.size());
    skip_blanks();
    return out;
  }
  bool take(std::string_view expected) {
    if (!rest_.starts_with(expected)) return false;
    const std::string_view after = rest_.substr(expected.size());
    if (!after.empty() && after.front() != ' ') return false;
    rest_ = after;
    skip_blanks();
    return true;
  }
  // A type or a language may stand without quotation marks.
  std::string name() { return rest_.starts_with('"') ? text() : word(); }
  std::string text() {
    auto out = take_quoted(rest_);
    if (!out) fail("a text in quotation marks is missing, or one does not end");
    if (out && !rest_.empty() && rest_.front() != ' ') fail("a blank is missing behind a text");
    skip_blanks();
    return out ? *std::move(out) : std::string();
  }
  std::uint32_t number() {
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (error != std::errc()) {
      fail("a number is missing");
      return 0;
    }
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return value;
  }
  ByteSpan span() {
    ByteSpan out;
    out.begin = number();
    if (!rest_.starts_with('-')) {
      fail("a place has the form BEGIN-END");
      return {};
    }
    rest_.remove_prefix(1);
    out.end = number();
    if (out.empty()) fail("a place ends before it begins");
    skip_blanks();
    return out;
  }
  std::uint64_t id() {
    std::uint64_t value = 0;
    if (!parse_id(word(), &value)) fail("an id has 16 hexadecimal digits");
    return value;
  }
  void fail(std::string_view what) {
    if (wrong_.empty()) wrong_ = what;
    rest_ = {};
  }
  void skip_blanks() { rest_.remove_prefix(std::min(rest_.find_first_not_of(' '), rest_.size())); }

 private:
  std::string_view rest_;
  std::string wrong_;
};

MentionEvidence read_evidence(LineReader& line) {
  MentionEvidence evidence;
  evidence.type = line.name();
  evidence.name = line.text();
  if (line.take("in")) {
    evidence.uri = line.text();
  } else {
    line.fail("the article is missing: in \"URI\"");
  }
  if (line.take("as")) {
    evidence.text = line.text();
    evidence.occurrence = line.number();
    line.skip_blanks();
    if (evidence.text.empty() || evidence.occurrence == 0) {
      line.fail("\"as\" wants a text and which of its places it is, counted from 1");
    }
  }
  if (line.take("at")) evidence.span = line.span();
  evidence.alone = line.take("alone");
  return evidence;
}

void read_line(LineReader& line, Decision& decision) {
  const Sides sides = sides_of(decision.kind);
  if (decision.kind == DecisionKind::kUndo && line.take("of")) {
    decision.target = line.id();
  } else if (decision.kind == DecisionKind::kRename && line.take("to")) {
    decision.name = line.text();
    if (line.take("for")) decision.language = line.name();
  } else if (decision.kind == DecisionKind::kSplit && line.take("id")) {
    decision.kept_id = line.id();
  } else if (line.take("because")) {
    decision.because = line.text();
  } else if (line.take("by")) {
    decision.by = line.text();
  } else if (line.take("date")) {
    decision.date = line.name();
    if (!is_iso_date(decision.date)) line.fail("a date has the form YYYY-MM-DD");
  } else if (line.take("again")) {
    decision.repetition = line.number();
  } else if (!sides.first.empty() && line.take(sides.first)) {
    decision.first.push_back(read_evidence(line));
  } else if (!sides.second.empty() && line.take(sides.second)) {
    decision.second.push_back(read_evidence(line));
  } else {
    line.fail("a " + std::string(kind_name(decision.kind)) + " has no line \"" + line.word() +
              "\"");
  }
  if (!line.at_end()) line.fail("the line goes on behind its end");
}

void sort_unique(std::vector<MentionEvidence>& evidence) {
  std::sort(evidence.begin(), evidence.end());
  evidence.erase(std::unique(evidence.begin(), evidence.end()), evidence.end());
}

// What a decision lacks; empty: nothing.
std::string_view missing(const Decision& decision) {
  const bool wants_second = !sides_of(decision.kind).second.empty();
  if (decision.kind == DecisionKind::kUndo) {
    return decision.target == 0 ? "the line \"of ID\" is missing" : std::string_view();
  }
  if (decision.first.empty() || (wants_second && decision.second.empty())) {
    return wants_second ? "it wants mentions of two sides" : "it wants a mention";
  }
  if (decision.kind == DecisionKind::kRename && decision.name.empty()) {
    return "the line to \"NAME\" is missing";
  }
  return {};
}

// Reads stanzas line by line; what is wrong is said with its line.
class LedgerReader {
 public:
  explicit LedgerReader(std::string_view file) : file_(file) {}

  Result<Ledger> read(std::string_view bytes) {
    while (!bytes.empty() && wrong_.empty()) {
      const std::size_t end = bytes.find('\n');
      std::string_view line = bytes.substr(0, end);
      bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
      if (line.ends_with('\r')) line.remove_suffix(1);
      ++line_number_;
      read(line, line_number_);
    }
    if (wrong_.empty()) finish_decision();
    if (wrong_.empty()) return std::move(ledger_);
    return fail(ErrorCode::kInvalid, "The ledger cannot be read: " + wrong_ + ".", place());
  }

 private:
  void read(std::string_view line, std::size_t number) {
    if (number == 1 && line.starts_with("# quipu decisions ") && line != kFirstLine) {
      wrong_ = "it has another form than this program's (" + std::string(kFirstLine) + ")";
    } else if (line.find_first_not_of(' ') == std::string_view::npos) {
      finish_decision();
    } else if (line.starts_with('#')) {
      return;
    } else if (!begun_) {
      begin_decision(line);
    } else {
      LineReader reader(line);
      read_line(reader, decision_);
      wrong_ = reader.wrong();
    }
  }

  void begin_decision(std::string_view line) {
    LineReader reader(line);
    decision_ = {};
    given_id_.reset();
    first_line_ = line_number_;
    const std::string kind = reader.word();
    if (!parse_kind(kind, &decision_.kind)) {
      reader.fail("there is no decision \"" + kind +
                  "\"; there are merge, distinct, split, rename, unsure, undo");
    }
    if (!reader.at_end()) given_id_ = reader.id();
    if (!reader.at_end()) reader.fail("the line goes on behind its end");
    wrong_ = reader.wrong();
    begun_ = true;
  }

  void finish_decision() {
    if (!std::exchange(begun_, false)) return;
    sort_unique(decision_.first);
    sort_unique(decision_.second);
    const DecisionId id = decision_id(decision_);
    wrong_ = missing(decision_);
    if (wrong_.empty() && given_id_ && *given_id_ != id) {
      wrong_ = "the decision was changed: its id would be " + id_text(id) +
               "; write that, or leave the id out";
    }
    if (wrong_.empty() && !ids_.insert(id).second) {
      wrong_ = "the decision " + id_text(id) + " is there twice";
    }
    if (wrong_.empty()) {
      ledger_.push_back(std::move(decision_));
    } else {
      line_number_ = first_line_;
    }
  }

  std::string place() const { return std::string(file_) + ":" + std::to_string(line_number_); }

  std::string_view file_;
  Ledger ledger_;
  std::set<DecisionId> ids_;
  Decision decision_;
  std::optional<DecisionId> given_id_;
  std::size_t line_number_ = 0, first_line_ = 0;
  bool begun_ = false;
  std::string wrong_;
};

}  // namespace

bool is_iso_date(std::string_view date) {
  constexpr std::string_view kForm = "dddd-dd-dd";
  if (date.size() != 4 && date.size() != 7 && date.size() != 10) return false;
  return std::equal(date.begin(), date.end(), kForm.begin(), [](char c, char form) {
    return form == 'd' ? c >= '0' && c <= '9' : c == form;
  });
}

std::string stanza(const Decision& decision) {
  return std::string(kind_name(decision.kind)) + '\n' + body(decision);
}

DecisionId decision_id(const Decision& decision) { return ledger_id(stanza(decision)); }

Result<Decision> parse_stanza(std::string_view text) {
  auto ledger = LedgerReader("decision").read(text);
  if (!ledger) return tl::unexpected(ledger.error());
  if (ledger->size() != 1) {
    return fail(ErrorCode::kInvalid, "The ledger cannot be read: a decision is missing.");
  }
  return std::move(ledger->front());
}

std::string write_ledger(const Ledger& ledger) {
  std::string out(kFirstLine);
  out += '\n';
  for (const Decision& decision : ledger) {
    out.append("\n").append(kind_name(decision.kind)).append(" ");
    out.append(id_text(decision_id(decision))).append("\n").append(body(decision));
  }
  return out;
}

Result<Ledger> parse_ledger(std::string_view bytes, std::string_view file) {
  return LedgerReader(file).read(bytes);
}

Result<Ledger> read_ledger(const Snapshot& snapshot) {
  Ledger ledger;
  Result<void> parsed;
  const auto read = snapshot.for_each_ledger_entry([&](const LedgerEntry& entry) {
    auto decision = parse_stanza(entry.text);
    if (decision && decision_id(*decision) == entry.id) {
      ledger.push_back(std::move(*decision));
      return true;
    }
    parsed = fail(ErrorCode::kCorrupt,
                  "The decision " + id_text(entry.id) +
                      " in the store cannot be read; restore a copy, or build the store again.",
                  "ledger/" + std::to_string(entry.position));
    return false;
  });
  if (!read) return tl::unexpected(read.error());
  if (!parsed) return tl::unexpected(parsed.error());
  return ledger;
}

Result<std::size_t> add_to_ledger(Store& store, const Ledger& decisions) {
  std::set<DecisionId> known;
  const auto read = store.snapshot().for_each_ledger_entry([&](const LedgerEntry& entry) {
    known.insert(entry.id);
    return true;
  });
  if (!read) return tl::unexpected(read.error());
  std::vector<std::string> fresh;
  for (const Decision& decision : decisions) {
    std::string text = stanza(decision);
    if (known.insert(ledger_id(text)).second) fresh.push_back(std::move(text));
  }
  if (const auto added = store.append_ledger(fresh); !added) return tl::unexpected(added.error());
  return fresh.size();
}

}  // namespace quipu
