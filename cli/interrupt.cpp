#include "cli/interrupt.h"

#include <signal.h>

#include <atomic>

namespace quipu {
namespace {

std::atomic<bool> wished{false};
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void on_interrupt(int) { wished.store(true); }

}  // namespace

void heed_interrupts() {
  struct sigaction action = {};
  action.sa_handler = on_interrupt;
  // Not SA_RESTART: a read that waits for input comes back.
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, nullptr);
}

bool interrupted() { return wished.load(); }

}  // namespace quipu
