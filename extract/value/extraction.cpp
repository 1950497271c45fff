#include "extract/value/extraction.h"

#include <array>

namespace quipu {
namespace {
constexpr std::array<std::string_view, 5> kStatusNames = {"asserted", "planned", "negated",
                                                          "reported", "former"};
}

std::string_view status_name(Status status) {
  return kStatusNames[static_cast<std::size_t>(status)];
}

bool parse_status(std::string_view name, Status* out) {
  if (name.empty()) name = kStatusNames[0];
  for (std::size_t i = 0; i < kStatusNames.size(); ++i) {
    if (kStatusNames[i] != name) continue;
    *out = static_cast<Status>(i);
    return true;
  }
  return false;
}

}  // namespace quipu
