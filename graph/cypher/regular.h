// Regular expressions of =~: RE2, whose time is linear in the text whatever the pattern.
#pragma once

#include <memory>
#include <string>

#include "graph/cypher/execution.h"

namespace quipu::cypher {

struct Execution::Pattern {
 public:
  Pattern();
  Pattern(Pattern&&) noexcept;
  ~Pattern();

  bool is(const std::string& pattern) const { return compiled_ && pattern_ == pattern; }
  std::string compile(const std::string& pattern);  // what is wrong with it; empty: nothing
  bool matches(const std::string& text) const;      // the whole of it

 private:
  std::string pattern_;
  std::unique_ptr<re2::RE2> compiled_;
};

}  // namespace quipu::cypher
