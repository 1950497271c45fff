// Questions to a made-up graph, timed one by one. scripts/bench-questions runs it beside its peers.
//
//   question_bench make DB STATEMENTS SEED TABLES   a store, and the same as tab-separated tables
//   question_bench ask DB TABLES                    medians in microseconds, a line a question
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "bench/question_graph.h"
#include "graph/query/adjacency.h"
#include "graph/query/neighbors.h"
#include "graph/query/path.h"
#include "graph/query/show.h"
#include "graph/store/store.h"

namespace quipu::bench {
namespace {

constexpr std::size_t kQuestions = 400;

template <typename T>
T value(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

void write_tables(const QuestionGraph& made, const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  std::ofstream entities(folder / "entities.tsv"), statements(folder / "statements.tsv"),
      documents(folder / "documents.tsv"), pairs(folder / "pairs.tsv");
  // Signed, as the databases beside us have their integers.
  const auto number = [](std::uint64_t id) { return static_cast<std::int64_t>(id); };
  for (const EntityRecord& entity : made.graph.entities) {
    entities << number(entity.id) << '\t' << entity.type << '\t' << entity.name << '\n';
  }
  for (const StatementRecord& s : made.graph.statements) {
    const Evidence& evidence = s.evidence.front();
    statements << number(s.id) << '\t' << number(s.subject) << '\t' << s.predicate << '\t'
               << number(s.object) << '\t' << s.confidence << '\t' << number(evidence.document)
               << '\t' << evidence.span.begin << '\t' << evidence.span.end << '\n';
  }
  for (const Document& document : made.documents) {
    documents << number(document_id(document)) << '\t' << document.uri << '\t' << document.published
              << '\n';
  }
  // Pairs of persons, each in a statement at least.
  std::vector<EntityId> persons;
  std::set<EntityId> subjects;
  for (const StatementRecord& s : made.graph.statements) subjects.insert(s.subject);
  for (const EntityRecord& entity : made.graph.entities) {
    if (entity.type == "Person" && subjects.contains(entity.id)) persons.push_back(entity.id);
  }
  std::mt19937_64 random(7);
  for (std::size_t i = 0; i < kQuestions;) {
    const EntityId a = persons[random() % persons.size()], b = persons[random() % persons.size()];
    if (a == b) continue;
    pairs << number(a) << '\t' << number(b) << '\n';
    ++i;
  }
}

void make(const std::string& db, std::size_t statements, std::uint64_t seed,
          const std::string& tables) {
  const QuestionGraph made = make_question_graph(statements, seed);
  write_tables(made, tables);
  StoreOptions options;
  options.create = true;
  Store store = value(Store::open(db, options));
  for (const Document& document : made.documents) value(store.put(document, {}));
  value(store.replace_linked(made.graph));
  value(store.flush());
  std::cout << made.documents.size() << " articles, " << made.graph.entities.size() << " entities, "
            << made.graph.statements.size() << " statements\n";
}

using Pair = std::pair<EntityId, EntityId>;

std::vector<Pair> read_pairs(const std::filesystem::path& folder) {
  std::ifstream in(folder / "pairs.tsv");
  std::vector<Pair> pairs;
  for (std::int64_t a = 0, b = 0; in >> a >> b;) {
    pairs.emplace_back(static_cast<EntityId>(a), static_cast<EntityId>(b));
  }
  if (pairs.empty()) throw std::runtime_error("no pairs.tsv; run `question_bench make` first");
  return pairs;
}

// Once to warm up, then each question timed. `ask` returns how much it found.
void measure(const std::string& name, const std::vector<Pair>& pairs,
             const std::function<std::size_t(const Pair&)>& ask) {
  std::size_t found = 0;
  for (const Pair& pair : pairs) found += ask(pair);
  std::vector<double> times;
  for (const Pair& pair : pairs) {
    const auto begin = std::chrono::steady_clock::now();
    ask(pair);
    times.push_back(
        std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin)
            .count());
  }
  std::sort(times.begin(), times.end());
  std::cout << name << '\t' << times[times.size() / 2] << '\t' << times[times.size() * 95 / 100]
            << '\t' << found << '\n';
}

// Statements with the other end's name, and where they are said.
std::size_t neighbors_with_evidence(const Snapshot& snapshot, EntityId id) {
  std::size_t found = 0;
  for (const bool outgoing : {true, false}) {
    const auto statements =
        value(outgoing ? snapshot.statements_from(id) : snapshot.statements_to(id));
    for (const StatementRecord& statement : statements) {
      const auto other = value(snapshot.entity(outgoing ? statement.object : statement.subject));
      for (const Evidence& evidence : statement.evidence) {
        found += !other.name.empty() && !value(snapshot.document(evidence.document)).uri.empty();
      }
    }
  }
  return found;
}

// Entities within two statements.
std::size_t two_hops(const Adjacency& graph, Node start, std::vector<std::uint32_t>& seen,
                     std::uint32_t stamp) {
  std::size_t count = 0;
  seen[start] = stamp;
  std::vector<Node> first;
  const auto visit = [&](Node node, std::vector<Node>* into) {
    const auto meet = [&](Node other) {
      if (seen[other] == stamp) return;
      seen[other] = stamp;
      ++count;
      if (into != nullptr) into->push_back(other);
    };
    for (const Edge& edge : graph.out(node)) meet(edge.object);
    for (const EdgeIndex edge : graph.in(node)) meet(graph.edge(edge).subject);
  };
  visit(start, &first);
  for (const Node node : first) visit(node, nullptr);
  return count;
}

void ask(const std::string& db, const std::string& tables) {
  const std::vector<Pair> pairs = read_pairs(tables);
  StoreOptions options;
  options.read_only = true;
  const Store store = value(Store::open(db, options));
  const Snapshot snapshot = store.snapshot();
  measure("neighbors", pairs,
          [&](const Pair& pair) { return neighbors_with_evidence(snapshot, pair.first); });
  measure("neighbors_quoted", pairs, [&](const Pair& pair) {
    return value(neighbors_of(snapshot, {pair.first, 1, {}, 20, 1})).neighbors.size();
  });
  const auto begin = std::chrono::steady_clock::now();
  const Adjacency graph = value(Adjacency::load(snapshot));
  std::cout
      << "load\t"
      << std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin).count()
      << "\t0\t" << graph.edge_count() << '\n';
  std::vector<std::uint32_t> seen(graph.node_count(), 0);
  std::uint32_t stamp = 0;
  measure("two_hops", pairs, [&](const Pair& pair) {
    return two_hops(graph, *graph.find(pair.first), seen, ++stamp);
  });
  RouteFinder finder(graph);
  measure("path_k1", pairs, [&](const Pair& pair) {
    return finder.find({pair.first, pair.second, 4, 1, {}}).size();
  });
  measure("path_k3", pairs, [&](const Pair& pair) {
    return finder.find({pair.first, pair.second, 4, 3, {}}).size();
  });
  // Without the graph in memory; few pairs, an entity with many statements takes its time.
  const std::vector<Pair> few(pairs.begin(), pairs.begin() + 20);
  const auto routes_in_store = [&](const Pair& pair, std::size_t count) {
    return value(find_routes(snapshot, {pair.first, pair.second, 4, count, {}})).size();
  };
  measure("path_store_k1", few, [&](const Pair& pair) { return routes_in_store(pair, 1); });
  measure("path_store_k3", few, [&](const Pair& pair) { return routes_in_store(pair, 3); });
  measure("scan", {{0, 0}, {0, 0}, {0, 0}},
          [&](const Pair&) { return value(snapshot.statements_with("attended")).size(); });
}

}  // namespace
}  // namespace quipu::bench

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  try {
    if (arguments.size() == 5 && arguments[0] == "make") {
      quipu::bench::make(arguments[1], std::stoul(arguments[2]), std::stoull(arguments[3]),
                         arguments[4]);
    } else if (arguments.size() == 3 && arguments[0] == "ask") {
      quipu::bench::ask(arguments[1], arguments[2]);
    } else {
      std::cerr << "usage: question_bench make DB STATEMENTS SEED TABLES | ask DB TABLES\n";
      return 2;
    }
  } catch (const std::exception& error) {
    std::cerr << "question_bench: " << error.what() << '\n';
    return 1;
  }
  return 0;
}
