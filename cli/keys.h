// Answers of a person: single keys from a terminal, lines from anything else.
#pragma once

#include <termios.h>

#include <optional>
#include <string>

namespace quipu {

// Standard input. On a terminal a key counts at once and is not echoed; the terminal is as before
// when this is gone. Elsewhere a line is an answer.
class KeyReader {
 public:
  KeyReader();
  KeyReader(const KeyReader&) = delete;
  KeyReader& operator=(const KeyReader&) = delete;
  ~KeyReader();

  bool is_terminal() const { return is_terminal_; }
  // A key as a character (keys that send more are ""), or a line without blanks at its ends.
  // Nothing: the input has ended, or the user pressed Ctrl-C.
  std::optional<std::string> next();

 private:
  std::optional<std::string> line();

  bool is_terminal_ = false;
  termios before_{};
};

}  // namespace quipu
