#include "cli/keys.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>

#include "cli/interrupt.h"

namespace quipu {
namespace {

constexpr std::size_t kLongestLine = 4096;

// One byte; nothing at the end of the input, after an error, or after Ctrl-C.
std::optional<char> read_byte() {
  char byte = 0;
  while (!interrupted()) {
    const ssize_t count = ::read(STDIN_FILENO, &byte, 1);
    if (count == 1) return byte;
    if (count == 0 || errno != EINTR) return std::nullopt;
  }
  return std::nullopt;
}

bool more_waits() {
  pollfd input{STDIN_FILENO, POLLIN, 0};
  return ::poll(&input, 1, 0) > 0;
}

}  // namespace

KeyReader::KeyReader() {
  is_terminal_ = ::isatty(STDIN_FILENO) == 1 && ::tcgetattr(STDIN_FILENO, &before_) == 0;
  if (!is_terminal_) return;
  termios keys = before_;
  keys.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
  keys.c_cc[VMIN] = 1;
  keys.c_cc[VTIME] = 0;
  ::tcsetattr(STDIN_FILENO, TCSADRAIN, &keys);
}

KeyReader::~KeyReader() {
  if (is_terminal_) ::tcsetattr(STDIN_FILENO, TCSADRAIN, &before_);
}

std::optional<std::string> KeyReader::next() {
  if (!is_terminal_) return line();
  const auto key = read_byte();
  if (!key || *key == '\x04') return std::nullopt;  // Ctrl-D
  if (!more_waits()) return std::string(1, *key);
  while (more_waits() && read_byte()) {
  }
  return std::string();  // an arrow, a pasted text
}

std::optional<std::string> KeyReader::line() {
  std::string text;
  for (auto byte = read_byte(); byte != '\n'; byte = read_byte()) {
    if (!byte && text.empty()) return std::nullopt;
    if (!byte) break;
    if (text.size() < kLongestLine) text += *byte;
  }
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string::npos) return std::string();
  return text.substr(begin, text.find_last_not_of(" \t\r") + 1 - begin);
}

}  // namespace quipu
