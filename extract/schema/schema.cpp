#include "extract/schema/schema.h"

#include <xxhash.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace quipu {
namespace {

PredicateSchema read_predicate(const nlohmann::json& json) {
  PredicateSchema out;
  out.name = json.at("name");
  if (json.contains("pairs")) {
    out.allowed = json["pairs"].get<std::vector<std::pair<std::string, std::string>>>();
  } else {
    for (const std::string subject : json.at("domain")) {
      for (const std::string object : json.at("range")) out.allowed.emplace_back(subject, object);
    }
  }
  out.symmetric = json.value("symmetric", false);
  out.qualifiers = json.at("qualifiers").get<std::vector<std::string>>();
  out.roles = json.value("roles", std::vector<std::string>{});
  out.iri = json.at("iri");
  out.label_zh = json.at("label").at("zh");
  out.label_en = json.at("label").at("en");
  out.inverse_zh = json.at("inverse_label").at("zh");
  out.inverse_en = json.at("inverse_label").at("en");
  return out;
}

}  // namespace

bool PredicateSchema::allows(std::string_view subject_type, std::string_view object_type) const {
  return std::any_of(allowed.begin(), allowed.end(), [&](const auto& pair) {
    return pair.first == subject_type && pair.second == object_type;
  });
}

bool PredicateSchema::has_qualifier(std::string_view qualifier) const {
  return std::find(qualifiers.begin(), qualifiers.end(), qualifier) != qualifiers.end();
}

const TypeSchema* Schema::type(std::string_view wanted) const {
  const auto it = std::find_if(types.begin(), types.end(),
                               [&](const TypeSchema& t) { return t.name == wanted; });
  return it == types.end() ? nullptr : &*it;
}

const PredicateSchema* Schema::predicate(std::string_view wanted) const {
  const auto it = std::find_if(predicates.begin(), predicates.end(),
                               [&](const PredicateSchema& p) { return p.name == wanted; });
  return it == predicates.end() ? nullptr : &*it;
}

Result<Schema> load_schema(const std::string& folder) {
  Schema schema;
  std::string all;
  const auto load = [&](const std::string& path, const auto& read) -> Result<void> {
    std::ifstream in(path, std::ios::binary);
    if (!in) {
      return fail(ErrorCode::kNotFound,
                  "cannot open the schema pack " + path + "; name its folder with --schema", path);
    }
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    all += text;
    const auto shallow = [](int depth, nlohmann::json::parse_event_t, nlohmann::json&) {
      return depth <= 16;
    };
    const auto json = nlohmann::json::parse(text, shallow, false);
    std::string why = json.is_object() ? "" : "it is not a JSON object";
    try {
      if (why.empty()) why = read(json);
    } catch (const nlohmann::json::exception& error) {
      why = error.what();
    }
    if (why.empty()) return {};
    return fail(ErrorCode::kInvalid, "the schema pack " + path + " is not valid: " + why, path);
  };
  auto loaded = load(folder + "/schema.json", [&](const nlohmann::json& json) -> std::string {
    schema.name = json.at("name");
    for (const auto& type : json.at("types")) {
      schema.types.push_back(
          {type.at("name"), type.at("label").at("zh"), type.at("label").at("en"), type.at("iri")});
    }
    for (const auto& predicate : json.at("predicates")) {
      schema.predicates.push_back(read_predicate(predicate));
    }
    for (const auto& predicate : schema.predicates) {
      for (const auto& [subject, object] : predicate.allowed) {
        for (const auto& name : {subject, object}) {
          if (schema.type(name) == nullptr) {
            return predicate.name + " speaks of " + name + ", which is no type of the pack";
          }
        }
      }
    }
    return "";
  });
  if (!loaded) return tl::unexpected(loaded.error());
  loaded = load(folder + "/cues.json", [&](const nlohmann::json& json) -> std::string {
    schema.furniture = json.at("furniture").get<std::vector<std::string>>();
    return "";
  });
  if (!loaded) return tl::unexpected(loaded.error());
  const auto hash = XXH3_64bits(all.data(), all.size());
  for (int shift = 60; shift >= 0; shift -= 4) {
    schema.hash += "0123456789abcdef"[(hash >> shift) & 15];
  }
  return schema;
}

}  // namespace quipu
