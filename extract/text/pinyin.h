// Chinese names as they are written in Latin letters.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace quipu {

// Remembers the reading of each character it has met. Making one takes a quarter of a second
// (ICU's Han-Latin rules), so it is for what nothing cheaper answers. Not thread-safe.
class Pinyin {
 public:
  Pinyin();
  Pinyin(const Pinyin&) = delete;
  Pinyin& operator=(const Pinyin&) = delete;
  ~Pinyin();

  // Every Han character replaced by its commonest reading, lower case, without tones and blanks;
  // the rest as it is: 孙磊 -> sunlei.
  std::string of(std::string_view utf8);

 private:
  struct Readings;
  std::unique_ptr<Readings> readings_;
};

}  // namespace quipu
