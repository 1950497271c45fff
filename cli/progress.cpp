#include "cli/progress.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <system_error>

namespace quipu {
namespace {

constexpr std::size_t kBarWidth = 30;
constexpr auto kInterval = std::chrono::milliseconds(100);

std::string clock_time(double seconds) {
  const auto whole = static_cast<std::uint64_t>(std::min(seconds, 3.6e6));
  char text[32];
  std::snprintf(text, sizeof text, "%llu:%02llu", static_cast<unsigned long long>(whole / 60),
                static_cast<unsigned long long>(whole % 60));
  return text;
}

}  // namespace

Progress::Progress(std::string_view unit, std::uint64_t total_bytes)
    : unit_(unit),
      total_bytes_(total_bytes),
      on_terminal_(isatty(STDERR_FILENO) == 1),
      begin_(std::chrono::steady_clock::now()) {}

std::string Progress::line() const {
  const double seconds = std::chrono::duration<double>(last_ - begin_).count();
  const double rate = seconds > 0 ? static_cast<double>(done_count_) / seconds : 0;
  char counts[96];
  std::snprintf(counts, sizeof counts, "%llu %s  %.1f/s",
                static_cast<unsigned long long>(done_count_), unit_.c_str(), rate);
  if (total_bytes_ == 0) return counts;
  const double share =
      std::min(1.0, static_cast<double>(done_bytes_) / static_cast<double>(total_bytes_));
  const auto filled = static_cast<std::size_t>(share * static_cast<double>(kBarWidth));
  std::string text = "[" + std::string(filled, '#') + std::string(kBarWidth - filled, '.') + "] " +
                     std::to_string(static_cast<int>(share * 100)) + " %  " + counts;
  if (share > 0) text += "  " + clock_time(seconds * (1 - share) / share) + " left";
  return text;
}

void Progress::advance(std::uint64_t bytes) {
  done_bytes_ += bytes;
  ++done_count_;
  if (!on_terminal_) return;
  const auto now = std::chrono::steady_clock::now();
  if (shown_ && now - last_ < kInterval) return;
  last_ = now;
  say(line());
}

void Progress::say(std::string_view what) {
  if (!on_terminal_) return;
  shown_ = true;
  std::cerr << '\r' << what << "\x1b[K" << std::flush;
}

void Progress::clear() {
  if (shown_) std::cerr << "\r\x1b[K" << std::flush;
  shown_ = false;
}

std::uint64_t total_file_size(const std::vector<std::string>& paths) {
  std::uint64_t total = 0;
  for (const std::string& path : paths) {
    if (path == "-") return 0;
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    if (!error) total += size;
  }
  return total;
}

}  // namespace quipu
