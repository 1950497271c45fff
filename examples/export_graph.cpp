// The graph of a store, written in a format that other programs read.
//   export_graph STORE FORMAT FILE       FORMAT: graphml, jsonld, jsonl
#include <fstream>
#include <iostream>

#include "export/export.h"
#include "graph/store/store.h"

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: export_graph STORE FORMAT FILE\nformats:";
    for (const std::string_view format : quipu::export_formats()) std::cerr << ' ' << format;
    std::cerr << '\n';
    return 2;
  }

  // Reading takes no lock: a build may go on in another process.
  quipu::StoreOptions reading;
  reading.read_only = true;
  const auto store = quipu::Store::open(argv[1], reading);
  if (!store) {
    std::cerr << store.error().message << '\n';
    return 1;
  }

  // A snapshot is one moment of the store. It is streamed: memory does not grow with the graph.
  std::ofstream file(argv[3], std::ios::binary);
  quipu::ExportOptions options;
  options.min_confidence = 500;  // thousandths: leaves out what is less likely than not
  const auto done = quipu::export_graph(store->snapshot(), argv[2], options, file);
  if (!done) {
    std::cerr << done.error().message << '\n';
    return 1;
  }
  std::cout << "wrote " << argv[3] << '\n';
  return 0;
}
