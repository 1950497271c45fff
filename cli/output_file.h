// A named output that appears whole or not at all.
#pragma once

#include <functional>
#include <ostream>
#include <string>

#include "extract/value/result.h"

namespace quipu {

// Lets `write` fill a new file beside `path`, syncs it and renames it to `path`; after an error
// `path` is as it was. "-" is standard output; a device or a pipe is written to as it is.
// Errors: those of `write`; kUnreadable, kFull when the file cannot be made or written.
Result<void> write_output(const std::string& path,
                          const std::function<Result<void>(std::ostream&)>& write);

}  // namespace quipu
