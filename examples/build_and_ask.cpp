// Articles into a store, one graph over all of them, and the answer to who or what a name is.
//   build_and_ask MODELS SCHEMA ARTICLES STORE NAME
#include <iostream>

#include "extract/extractor.h"
#include "extract/source/reader.h"
#include "extract/text/clean_text.h"
#include "graph/link/link.h"
#include "graph/store/store.h"

namespace {

// Each article is one atomic write, which replaces what the store knew of the same address.
quipu::Result<void> add(const char* folder, const quipu::Extractor& extractor,
                        quipu::Store& store) {
  const auto paths = quipu::list_inputs({folder});
  if (!paths) return tl::unexpected(paths.error());
  quipu::ReadSummary summary;
  for (const std::string& path : *paths) {
    quipu::Result<void> stored;
    const auto put = [&](quipu::Document document) {
      const auto extraction = extractor.extract(document);
      if (extraction) stored = store.put(document, *extraction);
      return stored.has_value();  // false ends the reading
    };
    if (auto read = quipu::read_documents(path, std::cin, summary, put); !read) return read;
    if (!stored) return stored;
  }
  return quipu::relink(store);  // decides which names of which articles are one thing
}

quipu::Result<void> answer(const quipu::Snapshot& graph, const char* name) {
  // Names are looked up folded: script, case, blanks and quotation marks make no difference.
  const auto ids = graph.entities_named(quipu::fold_name(name));
  if (!ids) return tl::unexpected(ids.error());
  for (const quipu::EntityId id : *ids) {
    const auto entity = graph.entity(id);
    if (!entity) return tl::unexpected(entity.error());
    const auto statements = graph.statements_from(id);
    if (!statements) return tl::unexpected(statements.error());
    std::cout << entity->name << ", " << entity->type << '\n';
    for (const quipu::StatementRecord& statement : *statements) {
      const auto object = graph.entity(statement.object);
      if (!object) return tl::unexpected(object.error());
      std::cout << "  " << statement.predicate << ' ' << object->name << '\n';
    }
  }
  return {};
}

quipu::Result<void> build_and_ask(char** argv) {
  const auto extractor = quipu::Extractor::load({.models = argv[1], .schema = argv[2]});
  if (!extractor) return tl::unexpected(extractor.error());
  const quipu::Provenance made_with{extractor->schema_hash(), extractor->model_hashes()};
  auto store = quipu::Store::open(argv[4], {.create = true, .provenance = made_with});
  if (!store) return tl::unexpected(store.error());
  return add(argv[3], *extractor, *store).and_then([&] { return store->flush(); }).and_then([&] {
    return answer(store->snapshot(), argv[5]);
  });
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) return 2;
  const auto done = build_and_ask(argv);
  if (!done) std::cerr << done.error().message << '\n';
  return done ? 0 : 1;
}
