#include "fixture.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <sstream>
#include <tuple>

namespace quipu::test {
namespace {

EntityRecord entity(EntityId id, std::string type, std::string name, std::string other) {
  EntityRecord record;
  record.id = id;
  record.type = std::move(type);
  record.name = std::move(name);
  record.names = {record.name, std::move(other)};
  std::sort(record.names.begin(), record.names.end());
  record.reasons = {"the same folded name <x> in 2 documents"};
  return record;
}

StatementRecord statement(StatementId id, EntityId subject, std::string predicate, EntityId object,
                          Status status, Qualifiers qualifiers, std::vector<Evidence> evidence) {
  StatementRecord record;
  record.id = id;
  record.subject = subject;
  record.predicate = std::move(predicate);
  record.object = object;
  record.status = status;
  record.qualifiers = std::move(qualifiers);
  record.confidence = static_cast<std::uint16_t>(500 + id * 50);
  record.method = "model";
  record.evidence = std::move(evidence);
  return record;
}

}  // namespace

TestStore::TestStore(const std::string& name)
    : folder_(std::filesystem::temp_directory_path() /
              ("quipu-export-test-" + name + "-" + std::to_string(::getpid()))) {
  std::filesystem::remove_all(folder_);
  StoreOptions options;
  options.create = true;
  auto store = Store::open(folder_.string(), options);
  REQUIRE(store);
  store_.emplace(std::move(*store));
}

TestStore::~TestStore() {
  store_.reset();
  std::filesystem::remove_all(folder_);
}

DocumentId TestStore::put(const std::string& uri, const std::string& text) {
  Document document;
  document.uri = uri;
  document.title = "Title & \"quotes\"";
  document.language = "zh";
  document.published = "2024-05-12";
  document.bytes = text;
  REQUIRE(store_->put(document, Extraction()));
  return document_id(document);
}

void TestStore::link(const LinkedGraph& graph) { REQUIRE(store_->replace_linked(graph)); }

const std::vector<std::string>& hostile_names() {
  static const std::vector<std::string> names = {
      "<b>&amp;]]></b><!--",
      std::string("NUL\0 bell\a escape\x1B delete\x7F", 24),
      "two\nlines\r\tand \"quotes\" 'too' \\",
      "bidi \xE2\x80\xAE"
      "drow\xE2\x80\xAC \xE2\x80\x8F and next line \xC2\x85 noncharacter \xEF\xBF\xBF",
      std::string(10000, 'x'),
      "broken \xFF\xC0\xAF \xED\xA0\x80 \xE6\x9D",
  };
  return names;
}

LinkedGraph fill(TestStore& store) {
  const std::string text = "何溪<局长>出席了第三届云崖论坛。\n柳塘区教育局 & 云崖大学举办论坛。";
  const DocumentId a = store.put("news/甲 <a>.txt", text);
  const DocumentId b = store.put("https://news.example.org/b?x=1&y=2", text);
  const auto& odd = hostile_names();
  LinkedGraph graph;
  graph.entities = {entity(1, "Person", "何溪", odd[0]),
                    entity(2, "Organization", "柳塘区教育局 <&>", odd[1]),
                    entity(3, "Organization", "云崖\n大学", odd[2]),
                    entity(4, "Event", "第三届云崖论坛\x02", odd[3]),
                    entity(5, "Award", odd[4], "银杏园丁奖"),
                    entity(6, "Work", odd[5], "《方案》")};
  const auto end = static_cast<std::uint32_t>(text.size());
  const auto first = static_cast<std::uint32_t>(text.find('\n'));
  graph.statements = {
      statement(1, 1, "attended", 4, Status::kAsserted, {}, {{a, {0, first}}, {b, {0, first}}}),
      statement(2, 1, "holds_position", 2, Status::kAsserted, {{"title", "局长 <正>"}},
                {{a, {0, first}}}),
      statement(3, 1, "holds_position", 2, Status::kFormer,
                {{"title", "副局长"}, {"label", "x"}, {"odd <key>", "\x01"}}, {{b, {0, end}}}),
      statement(4, 3, "organized", 4, Status::kPlanned, {{"date", "2024"}},
                {{a, {first + 1, end}}}),
      statement(5, 3, "received", 5, Status::kNegated, {}, {{a, {first + 1, end}}})};
  std::sort(graph.statements.begin(), graph.statements.end(),
            [](const StatementRecord& x, const StatementRecord& y) {
              return std::tie(x.subject, x.predicate, x.object, x.id) <
                     std::tie(y.subject, y.predicate, y.object, y.id);
            });
  const auto name_end = static_cast<std::uint32_t>(std::string("何溪").size());
  graph.mentions = {{a, {0, name_end}, 1, "Person", false, 1000},
                    {b, {0, name_end}, 1, "Person", true, 875}};
  std::sort(graph.mentions.begin(), graph.mentions.end(),
            [](const auto& x, const auto& y) { return x.document < y.document; });
  store.link(graph);
  return graph;
}

std::string exported(const Snapshot& snapshot, std::string_view format,
                     std::uint16_t min_confidence) {
  std::ostringstream out;
  ExportOptions options;
  options.min_confidence = min_confidence;
  const auto result = export_graph(snapshot, format, options, out);
  REQUIRE(result);
  return out.str();
}

}  // namespace quipu::test
