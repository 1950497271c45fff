#include "cli/ledger_file.h"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <utility>

#include "graph/decision/evidence.h"
#include "graph/decision/judgement.h"
#include "graph/decision/ledger.h"

namespace quipu {
namespace {

namespace fs = std::filesystem;

bool are_judgements(std::string_view bytes) {
  const std::size_t begin = bytes.find_first_not_of(" \r\n");
  if (begin == std::string_view::npos) return false;
  const std::string_view line = bytes.substr(begin, bytes.find('\n', begin) - begin);
  return line.starts_with('{') || line.starts_with('[') ||
         (!line.starts_with('#') && line.find(',') != std::string_view::npos);
}

// Judgements as decisions on what the entities are made of now.
class Resolver {
 public:
  Resolver(const Snapshot& snapshot, const std::string& file, const DecisionOptions& options)
      : snapshot_(snapshot), file_(file), options_(options) {}

  Result<void> add(const Judgement& judgement, Imported& out) const {
    ++out.read;
    const auto refuse = [&](std::string reason) {
      out.unresolved.push_back({file_ + ":" + std::to_string(judgement.line), std::move(reason)});
    };
    std::vector<EntityRecord> ends;
    for (const std::string* id : {&judgement.left, &judgement.right}) {
      auto end = entity(*id);
      if (!end) {
        if (end.error().code != ErrorCode::kNotFound) return tl::unexpected(end.error());
        refuse("There is no entity " + *id + ".");
        return {};
      }
      ends.push_back(std::move(*end));
    }
    const bool is_one = ends[0].id == ends[1].id;
    if (is_one && judgement.verdict == Verdict::kNegative) {
      refuse(judgement.left + " and " + judgement.right +
             " are one thing in this store; `quipu split` takes articles or mentions out of it.");
      return {};
    }
    if (is_one) {
      ++out.already_one;
      return {};
    }
    if (judgement.verdict == Verdict::kPositive && ends[0].type != ends[1].type) {
      refuse(judgement.left + " is a thing of the type " + ends[0].type + " and " +
             judgement.right + " of the type " + ends[1].type +
             "; only things of one type can be merged.");
      return {};
    }
    return add(judgement, ends, out);
  }

 private:
  Result<EntityRecord> entity(const std::string& text) const {
    EntityId id = 0;
    if (!parse_id(text, &id)) return fail(ErrorCode::kNotFound, "There is no such entity.");
    const auto living = snapshot_.resolve(id);
    if (!living) return tl::unexpected(living.error());
    return snapshot_.entity(*living);
  }

  Result<void> add(const Judgement& judgement, const std::vector<EntityRecord>& ends,
                   Imported& out) const {
    DecisionOptions options = options_;
    if (options.by.empty()) options.by = judgement.by;
    if (options.date.empty()) options.date = judgement.date;
    Decision decision = decision_of(judgement.verdict == Verdict::kPositive   ? DecisionKind::kMerge
                                    : judgement.verdict == Verdict::kNegative ? DecisionKind::kDistinct
                                                                              : DecisionKind::kUnsure,
                                    options);
    for (const std::size_t i : {0U, 1U}) {
      const auto found = appearances(snapshot_, ends[i].id);
      if (!found) return tl::unexpected(found.error());
      auto evidence = evidence_of(snapshot_, *found);
      if (!evidence) return tl::unexpected(evidence.error());
      (i == 0 ? decision.first : decision.second) = std::move(*evidence);
    }
    out.decisions.push_back(std::move(decision));
    return {};
  }

  const Snapshot& snapshot_;
  const std::string& file_;
  const DecisionOptions& options_;
};

}  // namespace

Result<std::string> read_ledger_file(const std::string& path) {
  std::ostringstream content;
  if (path == "-") {
    content << std::cin.rdbuf();
    return std::move(content).str();
  }
  std::error_code error;
  if (!fs::exists(path, error)) {
    return fail(ErrorCode::kNotFound, "There is no file " + path + ".", path);
  }
  std::ifstream in(path, std::ios::binary);
  if (in.peek() != std::ifstream::traits_type::eof()) content << in.rdbuf();
  if (fs::is_directory(path, error) || !in || !content) {
    return fail(ErrorCode::kUnreadable, "Cannot read the file " + path + ".", path);
  }
  return std::move(content).str();
}

Result<Imported> import_decisions(std::string_view bytes, const std::string& file,
                                  const Snapshot& snapshot, const DecisionOptions& options) {
  Imported out;
  if (!are_judgements(bytes)) {
    auto ledger = parse_ledger(bytes, file);
    if (!ledger) return tl::unexpected(ledger.error());
    out.read = ledger->size();
    out.decisions = std::move(*ledger);
    return out;
  }
  const auto judgements = parse_judgements(bytes, file);
  if (!judgements) return tl::unexpected(judgements.error());
  const Resolver resolver(snapshot, file, options);
  for (const Judgement& judgement : *judgements) {
    if (const auto added = resolver.add(judgement, out); !added) {
      return tl::unexpected(added.error());
    }
  }
  return out;
}

}  // namespace quipu
