#include "tests/cli/testing.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

namespace quipu::testing {

namespace fs = std::filesystem;

Folder::Folder() {
  std::string name = (fs::temp_directory_path() / "quipu-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

Folder::~Folder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string Folder::path(std::string_view name) const { return (path_ / name).string(); }

std::string Folder::write(std::string_view name, std::string_view bytes) const {
  const fs::path file = path_ / name;
  fs::create_directories(file.parent_path());
  std::ofstream out(file, std::ios::binary);
  out << bytes;
  return file.string();
}

std::string Folder::read(std::string_view name) const {
  std::ifstream in(path_ / name, std::ios::binary);
  std::ostringstream content;
  if (in) content << in.rdbuf();
  return std::move(content).str();
}

std::vector<std::string> Folder::names() const {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(path_)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

Running::Running(const std::vector<std::string>& arguments) {
  ::signal(SIGPIPE, SIG_IGN);  // a program that has ended wants no input
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("no pipe");
  process_ = fork();
  if (process_ < 0) throw std::runtime_error("no process");
  if (process_ == 0) {
    ::signal(SIGPIPE, SIG_DFL);
    dup2(ends[0], STDIN_FILENO);
    const auto redirect = [this](const char* name, int to) {
      dup2(open(folder_.path(name).c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), to);
    };
    redirect("out", STDOUT_FILENO);
    redirect("err", STDERR_FILENO);
    close(ends[0]);
    close(ends[1]);
    std::vector<char*> argv{const_cast<char*>(QUIPU_PROGRAM)};
    for (const std::string& argument : arguments)
      argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    execv(QUIPU_PROGRAM, argv.data());
    _exit(127);
  }
  close(ends[0]);
  input_ = ends[1];
}

Running::~Running() {
  if (process_ > 0) {
    signal(SIGKILL);
    wait();
  }
}

void Running::feed(std::string_view input) {
  while (!input.empty()) {
    const ssize_t written = write(input_, input.data(), input.size());
    if (written <= 0) return;  // it has ended
    input.remove_prefix(static_cast<std::size_t>(written));
  }
}

void Running::signal(int number) { kill(process_, number); }

Ran Running::wait() {
  close(input_);
  int status = 0;
  waitpid(process_, &status, 0);
  process_ = -1;
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status), folder_.read("out"),
          folder_.read("err")};
}

Ran run(const std::vector<std::string>& arguments, std::string_view input) {
  Running program(arguments);
  program.feed(input);
  return program.wait();
}

std::string article_line(const std::string& uri, const std::string& text,
                         const std::vector<NamedEntity>& entities, const std::vector<Claim>& claims,
                         bool with_source) {
  using Json = nlohmann::ordered_json;
  std::vector<Json> mentions;
  Json listed = Json::array();
  for (const NamedEntity& entity : entities) {
    listed.push_back({{"id", entity.id}, {"type", entity.type}, {"names", entity.names}});
    for (const std::string& name : entity.names) {
      for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
        mentions.push_back({{"id", entity.id},
                            {"type", entity.type},
                            {"start", at},
                            {"end", at + name.size()},
                            {"text", name}});
      }
    }
  }
  std::sort(mentions.begin(), mentions.end(), [](const Json& a, const Json& b) {
    return a["start"] != b["start"] ? a["start"] < b["start"] : a["end"] > b["end"];
  });
  Json statements = Json::array();
  for (const Claim& claim : claims) {
    Json statement = {{"s", claim.subject}, {"p", claim.predicate}, {"o", claim.object}};
    for (const auto& [key, value] : claim.qualifiers) statement["q"][key] = value;
    if (!claim.status.empty()) statement["status"] = claim.status;
    statements.push_back(std::move(statement));
  }
  Json line = {{"doc", uri.substr(uri.rfind('/') + 1)},
               {"uri", uri},
               {"lang", "en"},
               {"format", "text"},
               {"published", "2024-05-12"},
               {"mentions", mentions},
               {"entities", listed},
               {"statements", statements}};
  if (with_source) line["source"] = text;
  return line.dump() + "\n";
}

bool has_models() {
  const char* data = std::getenv("QUIPU_DATA");
  const fs::path root = data != nullptr ? data : QUIPU_SOURCE_DIR;
  if (fs::exists(root / "models" / "zh.safetensors") &&
      fs::exists(root / "models" / "en.safetensors")) {
    return true;
  }
  std::cout << "skipped: there are no models in " << (root / "models").string() << '\n';
  return false;
}

}  // namespace quipu::testing
