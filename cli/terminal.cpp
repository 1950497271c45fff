#include "cli/terminal.h"

#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <utility>

#include "cli/display.h"
#include "extract/text/clean_text.h"
#include "extract/text/search_form.h"
#include "extract/text/width.h"

namespace quipu {
namespace {

constexpr const char* kBold = "\x1b[1m";
constexpr const char* kPlain = "\x1b[0m";

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : value;
}

std::size_t number_or(const std::string& text, std::size_t otherwise) {
  char* end = nullptr;
  const unsigned long number = std::strtoul(text.c_str(), &end, 10);
  return number > 0 && *end == '\0' ? number : otherwise;
}

// Lines that the text takes on the screen.
std::size_t lines_on_screen(std::string_view text, std::size_t columns) {
  std::size_t lines = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines += 1 + (std::max<std::size_t>(1, display_width(text.substr(0, end))) - 1) / columns;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// False when the pager could not be started.
bool page(std::string_view text, const std::string& pager) {
  setenv("LESS", "FRX", 0);  // as git does: quit on one screen, pass colours, leave the screen
  std::cout.flush();
  const auto previous = ::signal(SIGPIPE, SIG_IGN);  // a reader who quits early is no error
  std::FILE* to = popen(pager.c_str(), "w");
  if (to != nullptr) std::fwrite(text.data(), 1, text.size(), to);
  const int status = to == nullptr ? -1 : pclose(to);
  ::signal(SIGPIPE, previous);
  constexpr int kNoSuchCommand = 127;
  return status != -1 && !(WIFEXITED(status) && WEXITSTATUS(status) == kNoSuchCommand);
}

}  // namespace

Terminal terminal() {
  Terminal out;
  out.is_terminal = isatty(STDOUT_FILENO) == 1;
  if (!out.is_terminal) return out;
  winsize size{};
  const bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  out.columns = number_or(environment("COLUMNS"), known ? size.ws_col : 80);
  out.rows = number_or(environment("LINES"), known && size.ws_row > 0 ? size.ws_row : 24);
  out.colour = environment("NO_COLOR").empty() && environment("TERM") != "dumb";
  return out;
}

void print_paged(std::string_view text, bool allow_pager) {
  const Terminal screen = terminal();
  const char* named = std::getenv("PAGER");
  const std::string pager = named == nullptr ? "less" : named;
  const bool wanted = allow_pager && screen.is_terminal && !pager.empty() && pager != "cat" &&
                      lines_on_screen(text, screen.columns) > screen.rows;
  if (!wanted || !page(text, pager)) std::cout << text;
}

std::string highlighted(std::string_view sentence, const std::vector<std::string>& words,
                        bool colour) {
  const auto decoded = colour ? decode_utf8(sentence) : fail(ErrorCode::kInvalid, "");
  if (!decoded) return displayed(sentence);
  const std::u32string form = search_form(decoded->text);
  std::vector<std::pair<std::size_t, std::size_t>> places;
  for (const std::string& word : words) {
    const auto letters = decode_utf8(word);
    if (!letters) continue;
    const auto found = places_of(search_form(letters->text), form);
    places.insert(places.end(), found.begin(), found.end());
  }
  std::sort(places.begin(), places.end());
  std::string out;
  std::size_t done = 0;
  const auto part = [&](std::size_t begin, std::size_t end) {
    return displayed(to_utf8(std::u32string_view(decoded->text).substr(begin, end - begin)));
  };
  for (const auto& [begin, end] : places) {
    if (end <= done) continue;
    const std::size_t from = std::max(begin, done);
    out += part(done, from) + kBold + part(from, end) + kPlain;
    done = end;
  }
  return out + part(done, decoded->text.size());
}

}  // namespace quipu
