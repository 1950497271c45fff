// GraphML as Gephi, Cytoscape, yEd, NetworkX and igraph read it: keys first, one directed
// multigraph, plain attributes.
#include <libxml/xmlwriter.h>

#include <array>
#include <cstdio>
#include <map>
#include <memory>
#include <new>
#include <set>
#include <utility>

#include "export/formats.h"
#include "export/printable.h"
#include "export/source_quotes.h"

namespace quipu {
namespace {

struct Key {
  const char* id;
  const char* element;
  const char* name;
  const char* type;
};

constexpr std::array<Key, 13> kKeys = {{{"n_label", "node", "label", "string"},
                                        {"n_type", "node", "type", "string"},
                                        {"n_names", "node", "names", "string"},
                                        {"e_label", "edge", "label", "string"},
                                        {"e_predicate", "edge", "predicate", "string"},
                                        {"e_status", "edge", "status", "string"},
                                        {"e_confidence", "edge", "confidence", "double"},
                                        {"e_weight", "edge", "weight", "double"},
                                        {"e_method", "edge", "method", "string"},
                                        {"e_evidence", "edge", "evidence", "string"},
                                        {"e_document", "edge", "document", "string"},
                                        {"e_start", "edge", "evidence_start", "long"},
                                        {"e_end", "edge", "evidence_end", "long"}}};

const xmlChar* xml(const char* text) { return reinterpret_cast<const xmlChar*>(text); }

// libxml2's writer over an ostream. A stream that fails is the stream's to tell: libxml2 is never
// told, for it would print. What is left to go wrong is memory.
class XmlWriter {
 public:
  explicit XmlWriter(std::ostream& out) : out_(out) {
    xmlOutputBuffer* buffer = xmlOutputBufferCreateIO(write, nullptr, &out, nullptr);
    writer_.reset(buffer == nullptr ? nullptr : xmlNewTextWriter(buffer));
    if (writer_ == nullptr) {
      if (buffer != nullptr) xmlOutputBufferClose(buffer);
      throw std::bad_alloc();
    }
    xmlTextWriterSetIndent(writer_.get(), 1);
    xmlTextWriterSetIndentString(writer_.get(), xml(" "));
    check(xmlTextWriterStartDocument(writer_.get(), "1.0", "UTF-8", nullptr));
  }

  void start(const char* element) { check(xmlTextWriterStartElement(writer_.get(), xml(element))); }
  void end() { check(xmlTextWriterEndElement(writer_.get())); }
  void attribute(const char* name, const std::string& value) {
    check(xmlTextWriterWriteAttribute(writer_.get(), xml(name), xml(value.c_str())));
  }
  void data(const std::string& key, const std::string& text) {
    start("data");
    attribute("key", key);
    check(xmlTextWriterWriteString(writer_.get(), xml(text.c_str())));
    end();
  }
  void finish() { check(xmlTextWriterEndDocument(writer_.get())); }
  bool good() const { return out_.good(); }

 private:
  static int write(void* context, const char* bytes, int size) {
    static_cast<std::ostream*>(context)->write(bytes, size);
    return size;
  }
  static void check(int result) {
    if (result < 0) throw std::bad_alloc();
  }

  struct Free {
    void operator()(xmlTextWriter* writer) const { xmlFreeTextWriter(writer); }
  };
  std::ostream& out_;
  std::unique_ptr<xmlTextWriter, Free> writer_;
};

std::string decimal(std::uint16_t thousandths) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%u.%03u", thousandths / 1000U, thousandths % 1000U);
  return text.data();
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : " | ") + printable(name);
  return text;
}

bool is_wanted(const StatementRecord& statement, const ExportOptions& options) {
  return is_fact(statement) && statement.confidence >= options.min_confidence;
}

class GraphmlWriter {
 public:
  GraphmlWriter(const Snapshot& snapshot, const ExportOptions& options, std::ostream& out)
      : snapshot_(snapshot), options_(options), quotes_(snapshot), writer_(out) {}

  Result<void> write() {
    writer_.start("graphml");
    writer_.attribute("xmlns", "http://graphml.graphdrawing.org/xmlns");
    writer_.attribute("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
    writer_.attribute("xsi:schemaLocation",
                      "http://graphml.graphdrawing.org/xmlns "
                      "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd");
    if (auto keys = write_keys(); !keys) return keys;
    writer_.start("graph");
    writer_.attribute("id", "quipu");
    writer_.attribute("edgedefault", "directed");
    const auto nodes = snapshot_.for_each_entity([&](const EntityRecord& entity) {
      write_node(entity);
      return writer_.good();
    });
    if (!nodes) return tl::unexpected(nodes.error());
    Result<void> written;
    const auto edges = snapshot_.for_each_statement([&](const StatementRecord& statement) {
      if (is_wanted(statement, options_)) written = write_edge(statement);
      return written && writer_.good();
    });
    if (!edges) return tl::unexpected(edges.error());
    if (!written) return written;
    writer_.end();
    writer_.end();
    writer_.finish();
    return {};
  }

 private:
  // Qualifiers are the schema's, so their keys are gathered from the statements first.
  Result<void> write_keys() {
    std::set<std::string> qualifiers, taken;
    const auto statements = snapshot_.for_each_statement([&](const StatementRecord& statement) {
      if (!is_wanted(statement, options_)) return true;
      for (const auto& [name, value] : statement.qualifiers) qualifiers.insert(printable(name));
      return true;
    });
    if (!statements) return tl::unexpected(statements.error());
    for (const Key& key : kKeys) {
      write_key(key.id, key.element, key.name, key.type);
      taken.insert(key.name);
    }
    for (const std::string& name : qualifiers) {
      const std::string id = "q_" + std::to_string(qualifier_keys_.size());
      write_key(id, "edge", taken.contains(name) ? "qualifier " + name : name, "string");
      qualifier_keys_[name] = id;
    }
    return {};
  }

  void write_key(const std::string& id, const char* element, const std::string& name,
                 const char* type) {
    writer_.start("key");
    writer_.attribute("id", id);
    writer_.attribute("for", element);
    writer_.attribute("attr.name", name);
    writer_.attribute("attr.type", type);
    writer_.end();
  }

  void write_node(const EntityRecord& entity) {
    writer_.start("node");
    writer_.attribute("id", id_text(entity.id));
    writer_.data("n_label", printable(entity.name));
    writer_.data("n_type", printable(entity.type));
    writer_.data("n_names", joined(entity.names));
    writer_.end();
  }

  // Evidence is the first one's sentence; the weight says how many there are.
  Result<void> write_edge(const StatementRecord& statement) {
    if (statement.evidence.empty()) {
      return fail(ErrorCode::kCorrupt, "A statement has no evidence; run 'quipu verify'.",
                  "statement " + id_text(statement.id));
    }
    const Evidence& evidence = statement.evidence.front();
    const auto quote = quotes_.quote(evidence);
    if (!quote) return tl::unexpected(quote.error());
    const auto uri = quotes_.uri(evidence.document);
    if (!uri) return tl::unexpected(uri.error());
    writer_.start("edge");
    writer_.attribute("id", id_text(statement.id));
    writer_.attribute("source", id_text(statement.subject));
    writer_.attribute("target", id_text(statement.object));
    writer_.data("e_label", printable(statement.predicate));
    writer_.data("e_predicate", printable(statement.predicate));
    writer_.data("e_status", std::string(status_name(statement.status)));
    writer_.data("e_confidence", decimal(statement.confidence));
    writer_.data("e_weight", std::to_string(statement.evidence.size()) + ".0");
    writer_.data("e_method", printable(statement.method));
    writer_.data("e_evidence", printable(*quote));
    writer_.data("e_document", printable(*uri));
    writer_.data("e_start", std::to_string(evidence.span.begin));
    writer_.data("e_end", std::to_string(evidence.span.end));
    for (const auto& [name, value] : statement.qualifiers) {
      writer_.data(qualifier_keys_[printable(name)], printable(value));
    }
    writer_.end();
    return {};
  }

  const Snapshot& snapshot_;
  const ExportOptions& options_;
  SourceQuotes quotes_;
  XmlWriter writer_;
  std::map<std::string, std::string> qualifier_keys_;
};

}  // namespace

Result<void> write_graphml(const Snapshot& snapshot, const ExportOptions& options,
                           std::ostream& out) {
  Result<void> written;
  {
    GraphmlWriter writer(snapshot, options, out);
    written = writer.write();
  }  // flushes what libxml2 still holds
  return finish(written, out);
}

}  // namespace quipu
