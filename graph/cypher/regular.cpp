#include "graph/cypher/regular.h"

#include <re2/re2.h>

namespace quipu::cypher {
namespace {

constexpr std::int64_t kMostMemory = std::int64_t{8} << 20;  // bytes of a compiled pattern

}  // namespace

Execution::Pattern::Pattern() = default;
Execution::Pattern::Pattern(Pattern&&) noexcept = default;
Execution::Pattern::~Pattern() = default;

std::string Execution::Pattern::compile(const std::string& pattern) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kMostMemory);
  options.set_dot_nl(false);
  pattern_ = pattern;
  compiled_ = std::make_unique<re2::RE2>(pattern, options);
  return compiled_->ok() ? std::string() : compiled_->error();
}

bool Execution::Pattern::matches(const std::string& text) const {
  return re2::RE2::FullMatch(text, *compiled_);
}

}  // namespace quipu::cypher
