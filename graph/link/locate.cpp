#include "graph/link/locate.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "graph/decision/evidence.h"
#include "graph/decision/ledger.h"

namespace quipu {
namespace {

class Locator {
 public:
  Locator(std::vector<LinkInput>& inputs, const ArticleText& text) : text_(text) {
    for (LinkInput& input : inputs) inputs_.emplace(input.document, &input);
  }

  Result<void> locate(Located& located) {
    const Decision& decision = located.decision;
    auto first = find(decision.first);
    if (!first) return tl::unexpected(first.error());
    auto second = find(decision.second);
    if (!second) return tl::unexpected(second.error());
    located.second = std::move(*second);
    located.first = std::move(*first);
    if (decision.kind == DecisionKind::kDistinct || decision.kind == DecisionKind::kSplit) {
      keep_apart(located);
    }
    return {};
  }

 private:
  // What is there of these mentions; those that leave alone have their own local entity then.
  Result<std::vector<LocalRef>> find(const std::vector<MentionEvidence>& side) {
    std::set<LocalRef> refs;
    std::map<LocalRef, std::vector<std::size_t>> alone;
    for (const MentionEvidence& evidence : side) {
      const DocumentId document = document_id(evidence.uri);
      const auto input = inputs_.find(document);
      if (input == inputs_.end()) continue;
      const auto text = article(document);
      if (!text) return tl::unexpected(text.error());
      const auto found = find_evidence(evidence, **text, input->second->extraction);
      if (!found) continue;
      const LocalRef ref{document, found->local};
      if (evidence.alone) {
        if (found->mention) alone[ref].push_back(*found->mention);
      } else {
        refs.insert(ref);
      }
    }
    for (auto& [ref, mentions] : alone) {
      std::sort(mentions.begin(), mentions.end());
      mentions.erase(std::unique(mentions.begin(), mentions.end()), mentions.end());
      const auto text = article(ref.document);
      if (!text) return tl::unexpected(text.error());
      Extraction& extraction = inputs_.at(ref.document)->extraction;
      refs.insert({ref.document, divide(extraction, **text, ref.local, mentions)});
    }
    return std::vector<LocalRef>(refs.begin(), refs.end());
  }

  void keep_apart(const Located& located) {
    for (const LocalRef& a : located.first) {
      for (const LocalRef& b : located.second) {
        if (a.document != b.document || a.local == b.local) continue;
        inputs_.at(a.document)->apart.push_back(std::minmax(a.local, b.local));
      }
    }
  }

  Result<const std::string*> article(DocumentId id) {
    const auto known = texts_.find(id);
    if (known != texts_.end()) return &known->second;
    auto text = text_(id);
    if (!text) return tl::unexpected(text.error());
    return &texts_.emplace(id, std::move(*text)).first->second;
  }

  std::map<DocumentId, LinkInput*> inputs_;
  const ArticleText& text_;
  std::map<DocumentId, std::string> texts_;
};

}  // namespace

Result<std::vector<Located>> locate(const Ledger& ledger, std::vector<LinkInput>& inputs,
                                    const ArticleText& text) {
  std::vector<Located> out;
  Locator locator(inputs, text);
  std::set<DecisionId> before;
  const std::vector<DecisionId> undone = undone_by(ledger);
  for (std::size_t i = 0; i < ledger.size(); ++i) {
    Located& located = out.emplace_back();
    located.decision = ledger[i];
    located.id = decision_id(ledger[i]);
    located.undone_by = undone[i];
    located.has_target = before.contains(ledger[i].target);
    before.insert(located.id);
    if (located.undone_by != 0) continue;
    if (auto done = locator.locate(located); !done) return tl::unexpected(done.error());
  }
  return out;
}

}  // namespace quipu
