#include "graph/link/linking.h"

#include <algorithm>
#include <utility>

#include "graph/decision/ledger.h"
#include "graph/link/link.h"

namespace quipu {
namespace {

void sort_by_document(std::vector<LinkInput>& inputs) {
  std::stable_sort(inputs.begin(), inputs.end(),
                   [](const LinkInput& a, const LinkInput& b) { return a.document < b.document; });
  inputs.erase(
      std::unique(inputs.begin(), inputs.end(),
                  [](const LinkInput& a, const LinkInput& b) { return a.document == b.document; }),
      inputs.end());
}

void join_units(Linking& linking, const std::vector<Constraint>& constraints) {
  linking.clustering = cluster(linking.units, constraints);
  linking.identities =
      identify(linking.units, linking.clustering.cluster_of, linking.inputs, linking.rulings);
}

}  // namespace

Linking link_units(std::vector<LinkInput> inputs, const ConstraintSource& constraints) {
  sort_by_document(inputs);
  Linking linking;
  linking.inputs = std::move(inputs);
  linking.units = make_units(linking.inputs);
  join_units(linking,
             constraints ? constraints(linking.units, linking.inputs) : std::vector<Constraint>());
  return linking;
}

Result<Linking> link_units(std::vector<LinkInput> inputs, const Ledger& ledger,
                           const ArticleText& text) {
  sort_by_document(inputs);
  auto located = locate(ledger, inputs, text);
  if (!located) return tl::unexpected(located.error());
  Linking linking;
  linking.inputs = std::move(inputs);
  linking.units = make_units(linking.inputs);
  linking.rulings = rule(std::move(*located), linking.units, linking.inputs);
  join_units(linking, linking.rulings.constraints);
  return linking;
}

Result<Linking> link_units(const Snapshot& snapshot) {
  auto inputs = read_link_inputs(snapshot);
  if (!inputs) return tl::unexpected(inputs.error());
  const auto ledger = read_ledger(snapshot);
  if (!ledger) return tl::unexpected(ledger.error());
  return link_units(*std::move(inputs), *ledger,
                    [&](DocumentId id) { return snapshot.document_bytes(id); });
}

}  // namespace quipu
