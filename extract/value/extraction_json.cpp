#include "extract/value/extraction_json.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <tuple>
#include <unordered_map>

#include "extract/value/json_depth.h"

namespace quipu {
namespace {

using Json = nlohmann::ordered_json;

// What breaks a line; caught in parse_json_line() and nowhere else.
struct Broken {
  std::string reason;
};

[[noreturn]] void broken(std::string reason) { throw Broken{std::move(reason)}; }

std::string base_name(std::string_view uri) { return std::string(uri.substr(uri.rfind('/') + 1)); }

std::string entity_id(std::size_t index) { return "E" + std::to_string(index + 1); }

double to_fraction(std::uint16_t thousandths) { return thousandths / 1000.0; }

Json mention_json(const Mention& mention, std::string_view bytes) {
  Json json;
  json["id"] = mention.entity == kNoEntity ? std::string()
                                           : entity_id(static_cast<std::size_t>(mention.entity));
  json["type"] = mention.type;
  json["start"] = mention.span.begin;
  json["end"] = mention.span.end;
  if (mention.span.begin < mention.span.end && mention.span.end <= bytes.size()) {
    json["text"] = bytes.substr(mention.span.begin, mention.span.size());
  }
  if (mention.anaphor) json["anaphor"] = true;
  json["confidence"] = to_fraction(mention.confidence);
  return json;
}

Json statement_json(const Statement& statement) {
  Json json;
  json["s"] = entity_id(statement.subject);
  json["p"] = statement.predicate;
  json["o"] = entity_id(statement.object);
  if (!statement.qualifiers.empty()) json["q"] = statement.qualifiers;
  json["status"] = status_name(statement.status);
  json["confidence"] = to_fraction(statement.confidence);
  json["method"] = statement.method;
  Json evidence = Json::array();
  for (const ByteSpan& span : statement.evidence) {
    evidence.push_back({{"start", span.begin}, {"end", span.end}});
  }
  json["evidence"] = std::move(evidence);
  return json;
}

// A field of an object; null when it is not there.
const Json& field(const Json& object, const char* name) {
  static const Json kNull;
  const auto found = object.find(name);
  return found == object.end() ? kNull : *found;
}

std::string text_field(const Json& object, const char* name) {
  const Json& value = field(object, name);
  if (value.is_null()) return {};
  if (!value.is_string()) broken(std::string("\"") + name + "\" is not a string");
  return value.get<std::string>();
}

const Json& array_field(const Json& object, const char* name) {
  static const Json kEmpty = Json::array();
  const Json& value = field(object, name);
  if (value.is_null()) return kEmpty;
  if (!value.is_array()) broken(std::string("\"") + name + "\" is not an array");
  for (const Json& item : value) {
    if (!item.is_object()) broken(std::string("\"") + name + "\" holds what is not an object");
  }
  return value;
}

std::uint32_t offset_field(const Json& object, const char* name) {
  const Json& value = field(object, name);
  if (!value.is_number_unsigned() ||
      value.get<std::uint64_t>() > std::numeric_limits<std::uint32_t>::max()) {
    broken(std::string("\"") + name + "\" is not a byte offset");
  }
  return value.get<std::uint32_t>();
}

std::uint16_t confidence_field(const Json& object) {
  const Json& value = field(object, "confidence");
  if (value.is_null()) return 1000;
  const double fraction = value.is_number() ? value.get<double>() : -1.0;
  if (!(fraction >= 0.0 && fraction <= 1.0)) broken("\"confidence\" is not from 0 to 1");
  return static_cast<std::uint16_t>(std::lround(fraction * 1000.0));
}

bool bool_field(const Json& object, const char* name) {
  const Json& value = field(object, name);
  if (value.is_null()) return false;
  if (!value.is_boolean()) broken(std::string("\"") + name + "\" is not true or false");
  return value.get<bool>();
}

// Reads the parts of a line that refer to one another.
class LineReader {
 public:
  LineReader(const Json& json, const Document& document, bool has_source)
      : json_(json), source_size_(has_source ? document.bytes.size() : kUnknownSize) {}

  Extraction read() {
    read_entities();
    read_mentions();
    read_statements();
    read_refused();
    return std::move(out_);
  }

 private:
  static constexpr std::size_t kUnknownSize = std::numeric_limits<std::size_t>::max();

  ByteSpan span(const Json& object) const {
    const ByteSpan result{offset_field(object, "start"), offset_field(object, "end")};
    if (result.empty()) {
      broken("a span from " + std::to_string(result.begin) + " to " + std::to_string(result.end) +
             " is not in order");
    }
    if (result.end > source_size_) broken("a span ends after the source");
    return result;
  }

  std::uint32_t entity(const std::string& id) const {
    const auto found = index_.find(id);
    if (found == index_.end()) broken("no entity has the id \"" + id + "\"");
    return found->second;
  }

  void read_entities() {
    for (const Json& item : array_field(json_, "entities")) {
      LocalEntity entity;
      entity.type = text_field(item, "type");
      const Json& names = field(item, "names");
      if (names.is_array()) {
        for (const Json& name : names) {
          if (!name.is_string()) broken("a name is not a string");
          const auto text = name.get<std::string>();
          if (std::ranges::find(entity.names, text) == entity.names.end()) {
            entity.names.push_back(text);
          }
        }
      }
      const std::string id = text_field(item, "id");
      if (id.empty() || entity.type.empty() || entity.names.empty()) {
        broken("an entity lacks id, type or names");
      }
      if (!index_.emplace(id, static_cast<std::uint32_t>(out_.entities.size())).second) {
        broken("two entities have the id \"" + id + "\"");
      }
      out_.entities.push_back(std::move(entity));
    }
  }

  void read_mentions() {
    for (const Json& item : array_field(json_, "mentions")) {
      Mention mention;
      mention.span = span(item);
      mention.type = text_field(item, "type");
      mention.anaphor = bool_field(item, "anaphor");
      mention.confidence = confidence_field(item);
      if (mention.type.empty()) broken("a mention has no type");
      const bool qualifies = mention.type == kTitleType || mention.type == kDateType;
      const std::string id = text_field(item, "id");
      if (!qualifies) mention.entity = static_cast<std::int32_t>(entity(id));
      out_.mentions.push_back(std::move(mention));
    }
    std::ranges::stable_sort(out_.mentions, [](const Mention& a, const Mention& b) {
      return std::tuple(a.span.begin, b.span.end) < std::tuple(b.span.begin, a.span.end);
    });
  }

  void read_statements() {
    for (const Json& item : array_field(json_, "statements")) {
      Statement statement;
      statement.subject = entity(text_field(item, "s"));
      statement.predicate = text_field(item, "p");
      statement.object = entity(text_field(item, "o"));
      if (statement.predicate.empty()) broken("a statement has no predicate");
      const Json& qualifiers = field(item, "q");
      if (!qualifiers.is_null() && !qualifiers.is_object()) broken("\"q\" is not an object");
      for (const auto& [key, value] : qualifiers.items()) {
        if (!value.is_string()) broken("qualifier \"" + key + "\" is not a string");
        statement.qualifiers[key] = value.get<std::string>();
      }
      const std::string status = text_field(item, "status");
      if (!parse_status(status, &statement.status)) broken("no such status: \"" + status + "\"");
      statement.confidence = confidence_field(item);
      // Only a gold standard leaves the method out.
      statement.method = field(item, "method").is_null() ? "gold" : text_field(item, "method");
      for (const Json& place : array_field(item, "evidence")) {
        statement.evidence.push_back(span(place));
      }
      out_.statements.push_back(std::move(statement));
    }
    std::ranges::stable_sort(out_.statements, {}, [](const Statement& s) {
      return std::tie(s.subject, s.predicate, s.object, s.qualifiers, s.status);
    });
  }

  void read_refused() {
    const Json& refused = field(json_, "refused");
    if (refused.is_null()) return;
    if (!refused.is_object()) broken("\"refused\" is not an object");
    for (const auto& [reason, count] : refused.items()) {
      if (!count.is_number_unsigned()) broken("a count in \"refused\" is not a number");
      out_.refused[reason] = count.get<std::uint32_t>();
    }
  }

  const Json& json_;
  std::size_t source_size_;
  std::unordered_map<std::string, std::uint32_t> index_;
  Extraction out_;
};

ExtractionLine read_line(const Json& json) {
  ExtractionLine line;
  line.doc = text_field(json, "doc");
  line.document.uri = text_field(json, "uri");
  line.document.title = text_field(json, "title");
  line.document.published = text_field(json, "published");
  line.document.language = text_field(json, "lang");
  // The gold standard sets machine-translated English apart; its language is English.
  if (line.document.language == "en-mt") line.document.language = "en";
  const std::string format = text_field(json, "format");
  if (format != "" && format != "text" && format != "html") {
    broken("no such format: \"" + format + "\"");
  }
  line.document.format = format == "html" ? Format::kHtml : Format::kText;
  line.has_source = !field(json, "source").is_null();
  line.document.bytes = text_field(json, "source");
  line.extraction = LineReader(json, line.document, line.has_source).read();
  return line;
}

}  // namespace

std::string to_json_line(const Document& document, const Extraction& extraction, bool with_source) {
  Json json;
  json["doc"] = base_name(document.uri);
  json["uri"] = document.uri;
  json["lang"] = document.language;
  json["format"] = document.format == Format::kHtml ? "html" : "text";
  if (!document.published.empty()) json["published"] = document.published;
  if (!document.title.empty()) json["title"] = document.title;
  if (with_source) json["source"] = document.bytes;
  Json mentions = Json::array(), entities = Json::array(), statements = Json::array();
  for (const Mention& mention : extraction.mentions) {
    mentions.push_back(mention_json(mention, document.bytes));
  }
  for (std::size_t i = 0; i < extraction.entities.size(); ++i) {
    const LocalEntity& entity = extraction.entities[i];
    entities.push_back({{"id", entity_id(i)}, {"type", entity.type}, {"names", entity.names}});
  }
  for (const Statement& statement : extraction.statements) {
    statements.push_back(statement_json(statement));
  }
  json["mentions"] = std::move(mentions);
  json["entities"] = std::move(entities);
  json["statements"] = std::move(statements);
  json["refused"] = extraction.refused;
  if (extraction.refused.empty()) json["refused"] = Json::object();
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<ExtractionLine> parse_json_line(std::string_view line) {
  if (is_json_too_deep(line)) return fail(ErrorCode::kInvalid, "The JSON is nested too deep.");
  const Json json = Json::parse(line, nullptr, false);
  if (json.is_discarded()) return fail(ErrorCode::kInvalid, "The line is not JSON.");
  if (!json.is_object()) return fail(ErrorCode::kInvalid, "The line is not a JSON object.");
  try {
    return read_line(json);
  } catch (const Broken& e) {
    return fail(ErrorCode::kInvalid, "Not extraction JSONL: " + e.reason + ".");
  }
}

}  // namespace quipu
