// Pairs that linking compares, with their features: what train/link.py learns weights from.
//
// usage: link_pairs STORE > pairs.tsv
// A line: round, type, for each side the article's file name and the bytes of a mention, features.
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "graph/link/cluster.h"
#include "graph/link/link.h"
#include "graph/link/units.h"

using namespace quipu;

namespace {

// "name.txt:120-132" for each unit: its first named mention.
std::vector<std::string> places_of_units(const Units& units, const std::vector<LinkInput>& inputs,
                                         const Snapshot& snapshot) {
  std::vector<std::string> out(units.units.size());
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const auto document = snapshot.document(inputs[i].document);
    if (!document) continue;
    const std::string file = std::filesystem::path(document->uri).filename().string();
    for (const Mention& mention : inputs[i].extraction.mentions) {
      if (mention.entity < 0 || mention.anaphor) continue;
      std::string& place = out[units.unit_of[i][static_cast<std::size_t>(mention.entity)]];
      if (place.empty()) {
        place = file + ":" + std::to_string(mention.span.begin) + "-" +
                std::to_string(mention.span.end);
      }
    }
  }
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: link_pairs STORE\n";
    return 2;
  }
  StoreOptions options;
  options.read_only = true;
  const auto store = Store::open(argv[1], options);
  if (!store) {
    std::cerr << "link_pairs: " << store.error().message << "\n";
    return 1;
  }
  const Snapshot snapshot = store->snapshot();
  const auto inputs = read_link_inputs(snapshot);
  if (!inputs) {
    std::cerr << "link_pairs: " << inputs.error().message << "\n";
    return 1;
  }
  const Units units = make_units(*inputs);
  const std::vector<std::string> places = places_of_units(units, *inputs, snapshot);
  std::cout << "round\ttype\tleft\tright";
  for (std::size_t i = 0; i < kFeatureCount; ++i) {
    std::cout << '\t' << feature_name(static_cast<Feature>(i));
  }
  std::cout << '\n';
  cluster(units, {}, [&](int round, const Candidate& pair, const Comparison& comparison) {
    std::cout << round << '\t' << units.units[pair.a].type << '\t' << places[pair.a] << '\t'
              << places[pair.b];
    for (double value : comparison.features) std::cout << '\t' << value;
    std::cout << '\n';
  });
}
