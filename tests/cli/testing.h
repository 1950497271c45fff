// For the tests of the program: runs it, and makes the files that it reads.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace quipu::testing {

// A folder that is gone with its contents at the end.
class Folder {
 public:
  Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder();

  std::string path(std::string_view name) const;
  std::string write(std::string_view name, std::string_view bytes) const;  // its path
  std::string read(std::string_view name) const;                           // empty: no such file
  std::vector<std::string> names() const;                                  // sorted

 private:
  std::filesystem::path path_;
};

struct Ran {
  int code = -1;  // exit code, or minus the signal that ended it
  std::string out, err;
};

// The program while it runs.
class Running {
 public:
  explicit Running(const std::vector<std::string>& arguments);
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running();

  void feed(std::string_view input);  // to its standard input
  void signal(int number);
  Ran wait();  // closes its standard input first

 private:
  Folder folder_;
  pid_t process_ = -1;
  int input_ = -1;
};

Ran run(const std::vector<std::string>& arguments, std::string_view input = {});

// Extraction JSONL of one article: every occurrence of a name is a mention.
struct NamedEntity {
  std::string id, type;
  std::vector<std::string> names;
};
struct Claim {
  std::string subject, predicate, object;
  std::vector<std::pair<std::string, std::string>> qualifiers;
  std::string status;
};
std::string article_line(const std::string& uri, const std::string& text,
                         const std::vector<NamedEntity>& entities, const std::vector<Claim>& claims,
                         bool with_source = true);

// Whether models are there to extract with; says so when they are not.
bool has_models();

}  // namespace quipu::testing
