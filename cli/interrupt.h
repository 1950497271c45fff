// Ctrl-C as a wish: the work in hand is finished, no new work is begun. A second Ctrl-C ends the
// program at once, which a store survives.
#pragma once

namespace quipu {

void heed_interrupts();
bool interrupted();

}  // namespace quipu
