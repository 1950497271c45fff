// A memory-mapped tensor file in the safetensors format (github.com/huggingface/safetensors):
// 8 bytes little-endian length of a JSON header, the header {name: {dtype, shape, data_offsets}},
// then the data.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extract/value/result.h"

namespace quipu {

class TensorFile {
 public:
  // Errors: kNotFound, kUnreadable, kInvalid (a header that does not fit the file).
  static Result<TensorFile> open(const std::string& path);

  // The data of a tensor; empty when it is not there with this type and shape. Lives as long as the
  // TensorFile or any copy of it.
  std::span<const std::int8_t> int8(std::string_view name,
                                    std::initializer_list<std::size_t> shape) const;
  std::span<const float> float32(std::string_view name,
                                 std::initializer_list<std::size_t> shape) const;
  std::string_view text(std::string_view name) const;     // a U8 tensor of one dimension
  std::string_view metadata(std::string_view key) const;  // "" when it is not there
  std::string hash() const;                               // XXH3-128 of the file, hexadecimal

 private:
  struct Tensor {
    std::string type;
    std::vector<std::size_t> shape;
    std::string_view bytes;
  };
  std::string_view bytes(std::string_view name, std::string_view type,
                         std::span<const std::size_t> shape) const;

  std::shared_ptr<const char> map_;
  std::size_t size_ = 0;
  std::map<std::string, Tensor, std::less<>> tensors_;
  std::map<std::string, std::string, std::less<>> metadata_;
};

}  // namespace quipu
