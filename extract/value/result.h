// What a function returns when a user can cause it to fail: a value, or one sentence for the
// person.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace quipu {

enum class ErrorCode {
  kNotFound,     // a file, document, entity or key that is not there
  kUnreadable,   // the file is there, but cannot be read (permission, directory, I/O)
  kInvalid,      // malformed input: encoding, JSON, HTML, schema pack, model file
  kUnsupported,  // a format or a version that this program does not know
  kLocked,       // another process holds the store
  kCorrupt,      // stored bytes that do not agree with their checksum or with one another
  kFull,         // no space left on the device
  kUsage,        // arguments that make no sense together
};

struct Error {
  ErrorCode code = ErrorCode::kInvalid;
  std::string message;  // one sentence: what is wrong and what to do; names the file
  std::string place;    // file, "file:line" or key; may be empty when the message says it
};

template <typename T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string place = {}) {
  return tl::unexpected<Error>(Error{code, std::move(message), std::move(place)});
}

}  // namespace quipu
