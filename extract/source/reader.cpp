#include "extract/source/reader.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <system_error>

#include "extract/text/date.h"
#include "extract/value/json_depth.h"

namespace quipu {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

// An article is some kilobytes, a page with pictures inside some megabytes; what is larger is
// something else.
constexpr std::size_t kMaxTextBytes = 4U << 20;
constexpr std::size_t kMaxDocumentBytes = 16U << 20;
// JSON escapes take up to six bytes for one.
constexpr std::size_t kMaxLineBytes = 4 * kMaxDocumentBytes;
constexpr const char* kTooLarge = "too large";
constexpr const char* kEmpty = "empty";
constexpr const char* kNotUtf8 = "not UTF-8";
constexpr const char* kBadJson = "broken JSON";
constexpr const char* kNoText = "no text or html";

std::string lower_extension(const fs::path& path) {
  std::string extension = path.extension().string();
  for (char& c : extension) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return extension;
}

bool is_html(const fs::path& path) {
  const std::string extension = lower_extension(path);
  return extension == ".html" || extension == ".htm";
}
bool is_jsonl(const fs::path& path) { return lower_extension(path) == ".jsonl"; }
bool is_article(const fs::path& path) {
  return is_html(path) || is_jsonl(path) || lower_extension(path) == ".txt";
}

// The path as a uri: lexically normal; bytes that are not UTF-8 as %XX.
std::string uri_of(const std::string& path) {
  const std::string normal = fs::path(path).lexically_normal().generic_string();
  if (is_utf8(normal)) return normal;
  constexpr std::size_t kLongest = 4;  // bytes of a code point
  std::string uri;
  for (std::size_t i = 0; i < normal.size();) {
    std::size_t length = 1;
    while (length <= kLongest && !is_utf8(normal.substr(i, length))) ++length;
    if (length <= kLongest) {
      uri += normal.substr(i, length);
      i += length;
    } else {
      char escape[4];
      std::snprintf(escape, sizeof escape, "%%%02X",
                    static_cast<unsigned>(static_cast<unsigned char>(normal[i])));
      uri += escape;
      ++i;
    }
  }
  return uri;
}

Result<void> list_folder(const fs::path& folder, std::vector<std::string>& out) {
  std::error_code error;
  fs::directory_iterator first(folder, error);
  if (error) {
    return fail(ErrorCode::kUnreadable,
                "Cannot read the folder " + folder.string() + ": " + error.message() + ".",
                folder.string());
  }
  std::vector<std::string> found;
  constexpr auto kOptions = fs::directory_options::skip_permission_denied;
  fs::recursive_directory_iterator it(folder, kOptions, error), end;
  while (!error && it != end) {
    std::error_code ignored;
    if (is_article(it->path()) && it->is_regular_file(ignored)) {
      found.push_back(it->path().generic_string());
    }
    it.increment(error);
  }
  std::ranges::sort(found);
  out.insert(out.end(), found.begin(), found.end());
  return {};
}

bool is_blank_text(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  return bytes.find_first_not_of(" \t\r\n\f\v") == std::string_view::npos;
}

// Hands documents on, or counts why not.
class Intake {
 public:
  Intake(ReadSummary& summary, const std::function<bool(Document)>& f) : summary_(summary), f_(f) {}

  void skip(const std::string& reason, const std::string& place) {
    summary_.skipped[reason].push_back(place);
  }

  // False: the receiver wants no more.
  bool take(Document document, const std::string& place) {
    const bool is_text = document.format == Format::kText;
    if (document.bytes.size() > (is_text ? kMaxTextBytes : kMaxDocumentBytes))
      return skip(kTooLarge, place), true;
    if (is_blank_text(document.bytes)) return skip(kEmpty, place), true;
    if (!is_utf8(document.bytes)) return skip(kNotUtf8, place), true;
    if (document.format == Format::kHtml && document.title.empty()) {
      document.title = html_title(document);
    }
    ++summary_.read;
    return f_(std::move(document));
  }

 private:
  ReadSummary& summary_;
  const std::function<bool(Document)>& f_;
};

enum class LineState { kRead, kTooLong, kEnd };

// A line without its end; of one that is too long only that it is.
LineState read_line(std::istream& in, std::string& line) {
  line.clear();
  bool any = false, too_long = false;
  for (char c = 0; in.get(c);) {
    any = true;
    if (c == '\n') return too_long ? LineState::kTooLong : LineState::kRead;
    if (line.size() < kMaxLineBytes) {
      line.push_back(c);
    } else {
      too_long = true;
    }
  }
  if (!any) return LineState::kEnd;
  return too_long ? LineState::kTooLong : LineState::kRead;
}

std::string string_field(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// The ISO date of a "published" field: 2024-05-12, 2024-05-12T08:00:00Z, May 12, 2024.
std::string published_field(const Json& object) {
  const std::string text = string_field(object, "published");
  const std::string day = text.substr(0, 10);
  for (const std::string& candidate : {text, day}) {
    const auto date = resolve_date(candidate, "", "en");
    if (date && date->find('/') == std::string::npos) return *date;
  }
  return {};
}

// The document of a JSONL line; else the reason to skip it.
Result<Document> document_of(std::string_view line, const std::string& place) {
  if (is_json_too_deep(line)) return fail(ErrorCode::kInvalid, kBadJson);
  const Json json = Json::parse(line, nullptr, false);
  if (json.is_discarded() || !json.is_object()) {
    return fail(ErrorCode::kInvalid, is_utf8(line) ? kBadJson : kNotUtf8);
  }
  Document document;
  document.uri = string_field(json, "url");
  if (document.uri.empty()) document.uri = string_field(json, "uri");
  if (document.uri.empty()) document.uri = place;
  document.title = string_field(json, "title");
  document.published = published_field(json);
  document.bytes = string_field(json, "text");
  if (document.bytes.empty()) {
    document.bytes = string_field(json, "html");
    document.format = Format::kHtml;
    const bool has_field = json.contains("text") || json.contains("html");
    if (document.bytes.empty()) return fail(ErrorCode::kInvalid, has_field ? kEmpty : kNoText);
  }
  return document;
}

void read_lines(std::istream& in, const std::string& uri, Intake& intake) {
  std::string line;
  for (std::uint64_t number = 1;; ++number) {
    const LineState state = read_line(in, line);
    if (state == LineState::kEnd) return;
    const std::string place = uri + "#" + std::to_string(number);
    if (state == LineState::kTooLong) {
      intake.skip(kTooLarge, place);
      continue;
    }
    if (number == 1 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
    if (is_blank_text(line)) continue;
    Result<Document> document = document_of(line, place);
    if (!document) {
      intake.skip(document.error().message, place);
    } else if (!intake.take(*std::move(document), place)) {
      return;
    }
  }
}

Error cannot_open(const std::string& path, const std::string& why) {
  return {ErrorCode::kUnreadable, "Cannot read " + path + ": " + why + ".", path};
}

}  // namespace

Result<std::vector<std::string>> list_inputs(const std::vector<std::string>& paths) {
  std::vector<std::string> inputs;
  for (const std::string& path : paths) {
    if (path == "-") {
      inputs.push_back(path);
      continue;
    }
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found) {
      return fail(ErrorCode::kNotFound, "There is no file or folder " + path + ".", path);
    }
    if (fs::is_directory(status)) {
      if (const auto listed = list_folder(path, inputs); !listed) {
        return tl::unexpected(listed.error());
      }
    } else if (fs::is_regular_file(status)) {
      inputs.push_back(path);
    } else {
      const std::string why = error ? error.message() : "it is neither a file nor a folder";
      return tl::unexpected(cannot_open(path, why));
    }
  }
  return inputs;
}

Result<void> read_documents(const std::string& path, std::istream& standard_input,
                            ReadSummary& summary, const std::function<bool(Document)>& f) {
  Intake intake(summary, f);
  if (path == "-") {
    read_lines(standard_input, path, intake);
    return {};
  }
  std::error_code error;
  // Opening a pipe would wait for its writer.
  if (!fs::is_regular_file(path, error)) {
    return tl::unexpected(cannot_open(path, error ? error.message() : "it is not a regular file"));
  }
  std::ifstream in(path, std::ios::binary);
  if (!in) return tl::unexpected(cannot_open(path, "permission denied or I/O error"));
  const std::string uri = uri_of(path);
  if (is_jsonl(path)) {
    read_lines(in, uri, intake);
    return {};
  }
  if (fs::file_size(path, error) > kMaxDocumentBytes) {
    intake.skip(kTooLarge, uri);
    return {};
  }
  Document document;
  document.uri = uri;
  document.format = is_html(path) ? Format::kHtml : Format::kText;
  std::ostringstream content;
  if (in.peek() != std::ifstream::traits_type::eof()) content << in.rdbuf();
  document.bytes = std::move(content).str();
  if (in.bad() || content.bad()) return tl::unexpected(cannot_open(path, "I/O error"));
  intake.take(std::move(document), uri);
  return {};
}

}  // namespace quipu
