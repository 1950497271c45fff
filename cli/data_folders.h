// Where the models and the schema pack are.
#pragma once

#include <string>

#include "extract/extractor.h"

namespace CLI {
class App;
}

namespace quipu {

void add_models_option(CLI::App& verb, ExtractorOptions& given);
void add_schema_option(CLI::App& verb, ExtractorOptions& given);

// What is not given comes from the folder that the environment variable QUIPU_DATA names, else from
// the source tree that the program was built from, else from ../share/quipu beside the program.
ExtractorOptions find_data(const ExtractorOptions& given);

}  // namespace quipu
