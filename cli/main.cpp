// quipu: news articles in, a knowledge graph out.
#include <exception>
#include <iostream>

#include "cli/display.h"
#include "cli/program.h"
#include "cli/verbs.h"

int main(int argc, char** argv) {
  try {
    return quipu::run_program(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "quipu: " << quipu::displayed(error.what()) << '\n';
    return quipu::kExitError;
  }
}
