// Lines from a person at a terminal, with history and completion; or from a pipe, as they are.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace quipu {

class LineEditor {
 public:
  // `words` are offered for completion, whatever their case. History is read from `history_file`
  // and kept there, where one is named.
  LineEditor(std::vector<std::string> words, std::string history_file);
  LineEditor(const LineEditor&) = delete;
  LineEditor& operator=(const LineEditor&) = delete;
  ~LineEditor();

  bool is_terminal() const { return is_terminal_; }
  // Without its end; nothing at the end of the input.
  std::optional<std::string> line(const std::string& prompt);
  void remember(const std::string& entry);

 private:
  bool is_terminal_;
  std::string history_file_;
};

// Those of `words` that begin with `begun`, ASCII letters of either case alike; at most `limit`.
std::vector<std::string> completions(const std::vector<std::string>& words, std::string_view begun,
                                     std::size_t limit);

}  // namespace quipu
