#include "extract/model/tensor_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>

namespace quipu {
namespace {

constexpr std::size_t kLargestHeader = 1 << 20;

std::size_t element_size(std::string_view type) {
  if (type == "I8" || type == "U8") return 1;
  return type == "F32" || type == "I32" ? 4 : 0;
}

}  // namespace

Result<TensorFile> TensorFile::open(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    return fail(errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kUnreadable,
                "cannot open the model file " + path + ": " + std::strerror(errno), path);
  }
  struct stat status {};
  const bool known = ::fstat(file, &status) == 0 && S_ISREG(status.st_mode);
  const auto size = known ? static_cast<std::size_t>(status.st_size) : 0;
  void* map = size > 8 ? ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0) : MAP_FAILED;
  ::close(file);
  const auto invalid = [&](const char* why) {
    return fail(ErrorCode::kInvalid,
                "the model file " + path + " is damaged (" + why +
                    "); put the one that came with quipu in its place",
                path);
  };
  if (map == MAP_FAILED) return invalid("too short");

  TensorFile out;
  out.size_ = size;
  out.map_ = {static_cast<const char*>(map),
              [size](const char* p) { ::munmap(const_cast<char*>(p), size); }};
  std::uint64_t header_size = 0;
  std::memcpy(&header_size, out.map_.get(), 8);
  if (header_size > size - 8 || header_size > kLargestHeader) return invalid("header length");
  const std::string_view header(out.map_.get() + 8, header_size);
  const std::string_view data(header.data() + header.size(), size - 8 - header_size);
  // Two levels of objects and a list: a callback keeps a hostile header from nesting deeper.
  const auto shallow = [](int depth, nlohmann::json::parse_event_t, nlohmann::json&) {
    return depth <= 4;
  };
  const auto json = nlohmann::json::parse(header, shallow, false);
  if (!json.is_object()) return invalid("header");
  try {
    for (const auto& [name, entry] : json.items()) {
      if (name == "__metadata__") {
        for (const auto& [key, value] : entry.items()) {
          out.metadata_[key] = value.get<std::string>();
        }
        continue;
      }
      Tensor tensor{entry.at("dtype"), entry.at("shape"), {}};
      const auto begin = entry.at("data_offsets").at(0).get<std::size_t>();
      const auto end = entry.at("data_offsets").at(1).get<std::size_t>();
      std::size_t expected = element_size(tensor.type);
      for (const auto n : tensor.shape) {
        if (n > size) return invalid("shape");
        expected *= n;
        if (expected > size) return invalid("shape");
      }
      if (begin > end || end > data.size() || end - begin != expected) return invalid("offsets");
      tensor.bytes = data.substr(begin, end - begin);
      if (reinterpret_cast<std::uintptr_t>(tensor.bytes.data()) % element_size(tensor.type) != 0) {
        return invalid("alignment");
      }
      out.tensors_.emplace(name, std::move(tensor));
    }
  } catch (const nlohmann::json::exception&) {
    return invalid("header");
  }
  return out;
}

std::string_view TensorFile::bytes(std::string_view name, std::string_view type,
                                   std::span<const std::size_t> shape) const {
  const auto it = tensors_.find(name);
  if (it == tensors_.end() || it->second.type != type ||
      !std::equal(shape.begin(), shape.end(), it->second.shape.begin(), it->second.shape.end())) {
    return {};
  }
  return it->second.bytes;
}

std::span<const std::int8_t> TensorFile::int8(std::string_view name,
                                              std::initializer_list<std::size_t> shape) const {
  const auto b = bytes(name, "I8", {shape.begin(), shape.size()});
  return {reinterpret_cast<const std::int8_t*>(b.data()), b.size()};
}

std::span<const float> TensorFile::float32(std::string_view name,
                                           std::initializer_list<std::size_t> shape) const {
  const auto b = bytes(name, "F32", {shape.begin(), shape.size()});
  return {reinterpret_cast<const float*>(b.data()), b.size() / sizeof(float)};
}

std::string_view TensorFile::text(std::string_view name) const {
  const auto it = tensors_.find(name);
  return it == tensors_.end() || it->second.type != "U8" ? std::string_view{} : it->second.bytes;
}

std::string_view TensorFile::metadata(std::string_view key) const {
  const auto it = metadata_.find(key);
  return it == metadata_.end() ? std::string_view{} : std::string_view{it->second};
}

std::string TensorFile::hash() const {
  const auto h = XXH3_128bits(map_.get(), size_);
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, h);
  std::string out;
  for (const unsigned char c : canonical.digest) {
    out += "0123456789abcdef"[c >> 4];
    out += "0123456789abcdef"[c & 15];
  }
  return out;
}

}  // namespace quipu
