#include "cli/data_folders.h"

#include <CLI/App.hpp>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace quipu {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPack = "education-news";

bool is_folder(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

ExtractorOptions under(const fs::path& root) {
  return {(root / "models").string(), (root / "schema" / kPack).string()};
}

ExtractorOptions default_data() {
  if (const char* root = std::getenv("QUIPU_DATA"); root != nullptr && *root != '\0') {
    return under(root);
  }
  const fs::path source = QUIPU_DATA_SOURCE;
  const fs::path source_schema = source / "extract" / "schema" / kPack;
  if (is_folder(source_schema)) return {(source / "models").string(), source_schema.string()};
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  return under(program.parent_path().parent_path() / "share" / "quipu");
}

}  // namespace

void add_models_option(CLI::App& verb, ExtractorOptions& given) {
  verb.add_option("--models", given.models, "Folder of the models (zh.safetensors, …)")
      ->type_name("DIR");
}

void add_schema_option(CLI::App& verb, ExtractorOptions& given) {
  verb.add_option("--schema", given.schema, "Folder of the schema pack")->type_name("DIR");
}

ExtractorOptions find_data(const ExtractorOptions& given) {
  ExtractorOptions data = default_data();
  data.min_confidence = given.min_confidence;
  if (!given.models.empty()) data.models = given.models;
  if (!given.schema.empty()) data.schema = given.schema;
  return data;
}

}  // namespace quipu
