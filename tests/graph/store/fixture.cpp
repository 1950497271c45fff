#include "tests/graph/store/fixture.h"

#include <stdlib.h>

#include <fstream>
#include <iterator>
#include <random>
#include <sstream>
#include <stdexcept>

#include "graph/store/encoding.h"

namespace quipu::test {
namespace {

std::string bureau_name(std::size_t n) { return "第" + std::to_string(n % 7) + "区教育局"; }
std::string person_name(std::size_t n) { return "林桥" + std::to_string(n); }

ByteSpan span_of(const std::string& text, const std::string& part) {
  const auto at = static_cast<std::uint32_t>(text.find(part));
  return {at, at + static_cast<std::uint32_t>(part.size())};
}

EntityId entity_id(const std::string& name) { return document_id(name); }

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "quipu-test-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Article article(std::size_t n, std::size_t edition, std::size_t padding) {
  Article made;
  Document& document = made.document;
  document.uri = "https://news.example/a/" + std::to_string(n);
  document.title = "任命 " + std::to_string(n);
  document.language = "zh";
  document.published = "2024-05-10";
  const std::string sentence =
      person_name(n) + "任" + bureau_name(n) + "局长" + std::to_string(edition) + "年。";
  document.bytes = "本报讯。" + sentence + "该局昨日公布。";
  std::minstd_rand random(static_cast<std::uint_fast32_t>(n + 1));
  while (document.bytes.size() < padding) {
    document.bytes.push_back(static_cast<char>('!' + random() % 90));
  }

  Extraction& extraction = made.extraction;
  extraction.entities = {{"Person", {person_name(n)}}, {"Organization", {bureau_name(n), "该局"}}};
  const std::string& text = document.bytes;
  extraction.mentions = {{span_of(text, person_name(n)), "Person", false, 0, 950},
                         {span_of(text, bureau_name(n)), "Organization", false, 1, 900},
                         {span_of(text, "局长"), "Title", false, kNoEntity, 1000},
                         {span_of(text, "该局"), "Organization", true, 1, 700}};
  Statement statement;
  statement.subject = 0;
  statement.predicate = "holds_post_in";
  statement.object = 1;
  statement.qualifiers = {{"title", "局长"}};
  statement.status = edition % 2 == 0 ? Status::kAsserted : Status::kFormer;
  statement.confidence = 812;
  statement.method = "model";
  statement.evidence = {span_of(text, sentence)};
  extraction.statements = {statement};
  extraction.refused = {{"range", 2}};
  return made;
}

LinkedGraph graph_of(std::size_t count, std::size_t edition) {
  LinkedGraph graph;
  std::map<EntityId, EntityRecord> entities;
  for (std::size_t n = 0; n < count; ++n) {
    const Article source = article(n, edition);
    const DocumentId document = document_id(source.document);
    const EntityId person = entity_id(person_name(n));
    const EntityId bureau = entity_id(bureau_name(n));
    entities[person] = {person, "Person", person_name(n), {person_name(n)}, {}, {}};
    entities[bureau] = {bureau,           "Organization", bureau_name(n),
                        {bureau_name(n)}, {"same name"},  {}};
    for (const Mention& mention : source.extraction.mentions) {
      if (mention.entity == kNoEntity) continue;
      graph.mentions.push_back({document, mention.span, mention.entity == 0 ? person : bureau,
                                mention.type, mention.anaphor, mention.confidence});
    }
    const Statement& said = source.extraction.statements[0];
    StatementRecord statement;
    statement.id = document_id(person_name(n) + "/" + bureau_name(n));
    statement.subject = person;
    statement.predicate = said.predicate;
    statement.object = bureau;
    statement.qualifiers = said.qualifiers;
    statement.status = said.status;
    statement.confidence = said.confidence;
    statement.method = said.method;
    statement.evidence = {{document, said.evidence[0]}};
    graph.statements.push_back(statement);
    statement.id += 1;
    statement.predicate = n % 2 == 0 ? "attended" : "visited";
    statement.qualifiers = {};
    graph.statements.push_back(statement);
  }
  for (const auto& [id, entity] : entities) {
    graph.entities.push_back(entity);
    graph.names.emplace_back(entity.name, id);
    graph.decisions.emplace_back("merge " + id_text(id), "same name and type");
    graph.aliases.emplace_back(id ^ 0xFF, id);
  }
  return graph;
}

std::string dump(const Snapshot& snapshot) {
  std::ostringstream out;
  out << "linked " << value(snapshot.linked()) << '\n';
  const auto text_of = [&](const StatementRecord& statement) {
    std::ostringstream line;
    line << id_text(statement.id) << ' ' << id_text(statement.subject) << ' ' << statement.predicate
         << ' ' << id_text(statement.object) << ' ' << status_name(statement.status) << ' '
         << statement.confidence << ' ' << statement.method;
    for (const auto& [key, text] : statement.qualifiers) line << ' ' << key << '=' << text;
    for (const Evidence& evidence : statement.evidence) {
      line << ' ' << id_text(evidence.document) << ':' << evidence.span.begin << '-'
           << evidence.span.end;
    }
    return line.str() + "\n";
  };
  const auto add = [&](const std::vector<StatementRecord>& statements) {
    for (const StatementRecord& statement : statements) out << text_of(statement);
  };

  std::vector<DocumentId> documents;
  value(snapshot.for_each_document([&](const DocumentRecord& record) {
    documents.push_back(record.id);
    out << id_text(record.id) << ' ' << encode(record) << '\n';
    return true;
  }));
  for (const DocumentId id : documents) {
    out << value(snapshot.document_bytes(id)) << '\n'
        << encode(value(snapshot.extraction(id))) << '\n'
        << value(snapshot.mentions_in(id)).size() << '\n';
  }
  std::vector<EntityRecord> entities;
  value(snapshot.for_each_entity([&](const EntityRecord& entity) {
    entities.push_back(entity);
    return true;
  }));
  for (const EntityRecord& entity : entities) {
    out << id_text(entity.id) << ' ' << entity.type << ' ' << entity.name;
    for (const std::string& name : entity.names) {
      out << ' ' << name << ':' << value(snapshot.entities_named(name)).size();
    }
    for (const std::string& reason : entity.reasons) out << ' ' << reason;
    out << '\n';
    add(value(snapshot.statements_from(entity.id)));
    add(value(snapshot.statements_to(entity.id)));
  }
  value(snapshot.for_each_mention([&](const MentionRecord& mention) {
    out << id_text(mention.document) << ' ' << mention.span.begin << '-' << mention.span.end << ' '
        << id_text(mention.entity) << ' ' << mention.type << ' ' << mention.anaphor << ' '
        << mention.confidence << '\n';
    return true;
  }));
  value(snapshot.for_each_statement([&](const StatementRecord& statement) {
    out << text_of(statement);
    return true;
  }));
  for (const char* predicate : {"attended", "holds_post_in", "visited"}) {
    add(value(snapshot.statements_with(predicate)));
  }
  value(snapshot.for_each_decision([&](std::string_view key, std::string_view reason) {
    out << key << ' ' << reason << '\n';
    return true;
  }));
  return out.str();
}

Store open_store(const std::string& path) {
  StoreOptions options;
  options.create = true;
  return value(Store::open(path, options));
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

void write_file(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace quipu::test
