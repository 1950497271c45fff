#include "cli/ledger_file.h"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
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

  Result<Imported> resolve(const std::vector<Judgement>& judgements) {
    std::set<EntityId> ids;
    for (const Judgement& judgement : judgements) {
      for (const std::string* text : {&judgement.left, &judgement.right}) {
        const auto end = entity(*text);
        if (end) ids.insert(end->id);
        if (!end && end.error().code != ErrorCode::kNotFound) return tl::unexpected(end.error());
      }
    }
    auto found = appearances(snapshot_, ids);
    if (!found) return tl::unexpected(found.error());
    appearances_ = std::move(*found);
    Imported out;
    for (const Judgement& judgement : judgements) {
      ++out.read;
      const auto reason = add(judgement, out);
      if (!reason) return tl::unexpected(reason.error());
      if (reason->empty()) continue;
      out.unresolved.push_back({file_ + ":" + std::to_string(judgement.line), *reason});
    }
    return out;
  }

 private:
  Result<EntityRecord> entity(const std::string& text) const {
    EntityId id = 0;
    if (!parse_id(text, &id)) return fail(ErrorCode::kNotFound, "There is no such entity.");
    const auto living = snapshot_.resolve(id);
    if (!living) return tl::unexpected(living.error());
    return snapshot_.entity(*living);
  }

  // Why nothing can be decided; empty when there is nothing in the way.
  Result<std::string> add(const Judgement& judgement, Imported& out) const {
    const auto left = entity(judgement.left);
    if (!left) return "there is no entity " + judgement.left;
    const auto right = entity(judgement.right);
    if (!right) return "there is no entity " + judgement.right;
    const auto both = [&] { return judgement.left + " and " + judgement.right; };
    if (left->id == right->id) {
      if (judgement.verdict == Verdict::kNegative) {
        return both() + " are one thing here; `quipu split` takes articles or mentions out of it";
      }
      ++out.already_one;
      return std::string();
    }
    if (judgement.verdict == Verdict::kPositive && left->type != right->type) {
      return both() + " are of the types " + left->type + " and " + right->type +
             "; only things of one type can be merged";
    }
    Decision decision = decision_of(kind_of(judgement.verdict), options_);
    if (decision.by.empty()) decision.by = judgement.by;
    if (decision.date.empty()) decision.date = judgement.date;
    auto first = evidence_of(snapshot_, appearances_.at(left->id));
    if (!first) return tl::unexpected(first.error());
    auto second = evidence_of(snapshot_, appearances_.at(right->id));
    if (!second) return tl::unexpected(second.error());
    decision.first = std::move(*first);
    decision.second = std::move(*second);
    out.decisions.push_back(std::move(decision));
    return std::string();
  }

  static DecisionKind kind_of(Verdict verdict) {
    switch (verdict) {
      case Verdict::kPositive:
        return DecisionKind::kMerge;
      case Verdict::kNegative:
        return DecisionKind::kDistinct;
      case Verdict::kUnsure:
        break;
    }
    return DecisionKind::kUnsure;
  }

  const Snapshot& snapshot_;
  const std::string& file_;
  const DecisionOptions& options_;
  std::map<EntityId, std::vector<Appearance>> appearances_;
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
  return Resolver(snapshot, file, options).resolve(*judgements);
}

}  // namespace quipu
