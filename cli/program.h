// The program: a command line in, an exit code out.
#pragma once

namespace quipu {

int run_program(int argc, const char* const* argv);

}  // namespace quipu
