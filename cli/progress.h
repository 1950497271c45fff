// The progress bar: bytes done of bytes in all, rate, time left. Only on a terminal.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace quipu {

class Progress {
 public:
  // `unit` is what is counted ("articles"). `total_bytes` 0: the end is not known.
  Progress(std::string_view unit, std::uint64_t total_bytes);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() { clear(); }

  void advance(std::uint64_t bytes);
  void say(std::string_view what);  // in the bar's place, for work without a measure
  void clear();

 private:
  std::string line() const;

  std::string unit_;
  std::uint64_t total_bytes_ = 0, done_bytes_ = 0, done_count_ = 0;
  bool on_terminal_ = false, shown_ = false;
  std::chrono::steady_clock::time_point begin_, last_;
};

// The sizes of these files together; 0 when one of them is standard input.
std::uint64_t total_file_size(const std::vector<std::string>& paths);

}  // namespace quipu
