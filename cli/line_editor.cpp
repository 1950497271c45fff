#include "cli/line_editor.h"

#include <unistd.h>

#include <algorithm>
#include <clocale>
#include <cstdlib>
#include <cstring>
#include <iostream>

// libedit's interface that is named after readline; libedit itself has the BSD licence.
#include <editline/readline.h>

namespace quipu {
namespace {

constexpr std::size_t kOffered = 200;
constexpr int kHistoryKept = 1000;

// libedit calls plain functions: the words are those of the one editor there is.
std::vector<std::string>* offered_words = nullptr;

bool same_letter(char a, char b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return lower(a) == lower(b);
}

char* next_completion(const char* begun, int state) {
  static std::vector<std::string> found;
  static std::size_t next = 0;
  if (state == 0) {
    found =
        offered_words ? completions(*offered_words, begun, kOffered) : std::vector<std::string>();
    next = 0;
  }
  return next < found.size() ? strdup(found[next++].c_str()) : nullptr;
}

char** complete(const char* begun, int, int) {
  rl_attempted_completion_over = 1;  // no file names
  rl_completion_append_character = 0;
  return rl_completion_matches(begun, next_completion);
}

}  // namespace

std::vector<std::string> completions(const std::vector<std::string>& words, std::string_view begun,
                                     std::size_t limit) {
  std::vector<std::string> found;
  for (const std::string& word : words) {
    if (found.size() == limit) break;
    if (word.size() >= begun.size() &&
        std::equal(begun.begin(), begun.end(), word.begin(), same_letter)) {
      found.push_back(word);
    }
  }
  return found;
}

LineEditor::LineEditor(std::vector<std::string> words, std::string history_file)
    : is_terminal_(isatty(STDIN_FILENO) == 1), history_file_(std::move(history_file)) {
  if (!is_terminal_) return;
  std::setlocale(LC_CTYPE, "");
  static std::vector<std::string> kept;
  kept = std::move(words);
  offered_words = &kept;
  static char name[] = "quipu";
  rl_readline_name = name;
  rl_initialize();
  rl_attempted_completion_function = complete;
  static char breaks[] = " \t\n\"'`()[]{}<>-=,.:|;+*/%^$!&";
  rl_completer_word_break_characters = breaks;
  stifle_history(kHistoryKept);
  if (!history_file_.empty()) read_history(history_file_.c_str());
}

LineEditor::~LineEditor() {
  if (is_terminal_ && !history_file_.empty()) write_history(history_file_.c_str());
}

std::optional<std::string> LineEditor::line(const std::string& prompt) {
  if (!is_terminal_) {
    std::string text;
    if (!std::getline(std::cin, text)) return std::nullopt;
    return text;
  }
  char* const read = readline(prompt.c_str());
  if (!read) return std::nullopt;
  std::string text = read;
  std::free(read);
  return text;
}

void LineEditor::remember(const std::string& entry) {
  if (is_terminal_ && !entry.empty()) add_history(entry.c_str());
}

}  // namespace quipu
