// Fuzzer: any bytes as a ledger and as judgements. A ledger that is accepted is written in a form
// that is read as the same decisions, and written again as the same bytes.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "graph/decision/judgement.h"
#include "graph/decision/ledger.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)quipu::parse_judgements(bytes, "fuzz");
  const auto ledger = quipu::parse_ledger(bytes, "fuzz");
  if (!ledger) return 0;
  const std::string text = quipu::write_ledger(*ledger);
  const auto again = quipu::parse_ledger(text, "fuzz");
  if (!again || *again != *ledger || quipu::write_ledger(*again) != text) std::abort();
  return 0;
}
