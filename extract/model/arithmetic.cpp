#include "extract/model/arithmetic.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <dnnl.hpp>
#include <map>
#include <mutex>

// One thread a document is our way to use many cores; oneDNN must not start its own inside it.
extern "C" void omp_set_num_threads(int);

// The same source for each instruction set; the loader picks. Contraction is off, so the bits are
// the same. Sanitizers and resolvers of clones do not go together.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define QUIPU_CLONES __attribute__((target_clones("default", "avx2", "avx512f")))
#else
#define QUIPU_CLONES
#endif

namespace quipu {
namespace {

constexpr std::size_t kLanes = 16;
constexpr std::size_t kKeyBlock = 4 * kLanes;  // keys scored at once
constexpr std::size_t kRowBlock = 64;          // rows are padded to these: few kernels to generate
constexpr int kZero = 128;                     // activations are unsigned bytes around this

// Cephes' expf: 2^n times a polynomial on [-ln 2 / 2, ln 2 / 2].
inline __attribute__((always_inline)) float exp_inline(float x) {
  x = x > 88.0f ? 88.0f : x;
  const float cut = x < -87.0f ? -87.0f : x;
  const float n = std::floor(cut * 1.44269504088896341f + 0.5f);
  const float r = (cut - n * 0.693359375f) - n * -2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * (r * r) + r + 1.0f;
  const float scale = std::bit_cast<float>((static_cast<std::int32_t>(n) + 127) << 23);
  return x < -87.0f ? 0.0f : p * scale;
}

inline __attribute__((always_inline)) float sum_of(const float* x, std::size_t n) {
  std::array<float, kLanes> lanes{};
  std::size_t i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    for (std::size_t k = 0; k < kLanes; ++k) lanes[k] += x[i + k];
  }
  for (std::size_t k = 0; i + k < n; ++k) lanes[k] += x[i + k];
  float sum = 0;
  for (const float lane : lanes) sum += lane;
  return sum;
}

QUIPU_CLONES void quantize_row(const float* x, std::size_t n, std::uint8_t* out, float* scale) {
  std::array<float, kLanes> lanes{};
  std::size_t at = 0;
  for (; at + kLanes <= n; at += kLanes) {
    for (std::size_t k = 0; k < kLanes; ++k) lanes[k] = std::max(lanes[k], std::fabs(x[at + k]));
  }
  for (; at < n; ++at) lanes[0] = std::max(lanes[0], std::fabs(x[at]));
  const float top = *std::max_element(lanes.begin(), lanes.end());
  const float inverse = top > 0 ? 127.0f / top : 0.0f;
  for (std::size_t i = 0; i < n; ++i) {
    // Half away from zero by truncation of a positive number: one rule on every machine.
    out[i] = static_cast<std::uint8_t>(
        static_cast<std::int32_t>(x[i] * inverse + (static_cast<float>(kZero) + 0.5f)));
  }
  *scale = top / 127.0f;
}

QUIPU_CLONES void dequantize_row(const std::int32_t* sums, const std::int32_t* column_sums,
                                 const float* scales, const float* bias, float row_scale,
                                 std::size_t n, float* out) {
  for (std::size_t i = 0; i < n; ++i) {
    const auto exact = static_cast<float>(sums[i] - kZero * column_sums[i]);
    out[i] = exact * (row_scale * scales[i]) + bias[i];
  }
}

QUIPU_CLONES void norm_row(float* x, std::size_t n, const float* weight, const float* bias) {
  const float mean = sum_of(x, n) / static_cast<float>(n);
  std::array<float, kLanes> lanes{};
  for (std::size_t i = 0; i < n; ++i) x[i] -= mean;
  std::size_t i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    for (std::size_t k = 0; k < kLanes; ++k) lanes[k] += x[i + k] * x[i + k];
  }
  for (std::size_t k = 0; i + k < n; ++k) lanes[k] += x[i + k] * x[i + k];
  float variance = 0;
  for (const float lane : lanes) variance += lane;
  const float scale = 1.0f / std::sqrt(variance / static_cast<float>(n) + 1e-12f);
  for (i = 0; i < n; ++i) x[i] = x[i] * scale * weight[i] + bias[i];
}

QUIPU_CLONES void gelu_all(float* x, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    const float z = std::fabs(x[i]) * 0.70710678118654752f;
    const float t = 1.0f / (1.0f + 0.3275911f * z);
    float p = 1.061405429f;
    p = p * t - 1.453152027f;
    p = p * t + 1.421413741f;
    p = p * t - 0.284496736f;
    p = p * t + 0.254829592f;
    const float tail = p * t * exp_inline(-z * z);
    const float erf = x[i] < 0 ? tail - 1.0f : 1.0f - tail;
    x[i] = 0.5f * x[i] * (1.0f + erf);
  }
}

// Eight floats; lowered to whatever the instruction set has.
using Vector = float __attribute__((vector_size(8 * sizeof(float))));

// c[r][0, 16) = sum over t < n of a[r][t] b[t][0, 16) for four rows r: one order of summation for
// each element, all sums in registers (8 of the 16 that AVX2 has).
inline __attribute__((always_inline)) void four_rows(const float* a, std::size_t a_stride,
                                                     const float* b, std::size_t b_stride,
                                                     std::size_t n, float* c,
                                                     std::size_t c_stride) {
  Vector sums[4][2] = {};
  for (std::size_t t = 0; t < n; ++t) {
    Vector row[2];
    std::memcpy(row, b + t * b_stride, sizeof row);
    for (std::size_t r = 0; r < 4; ++r) {
      const float weight = a[r * a_stride + t];
      sums[r][0] += weight * row[0];
      sums[r][1] += weight * row[1];
    }
  }
  for (std::size_t r = 0; r < 4; ++r) std::memcpy(c + r * c_stride, sums[r], sizeof sums[r]);
}

// Four queries of one head: scores against all keys, softmax, mean of the values.
// queries: [4, size], scaled; keys: [size, padded]; values: [tokens, size]; scores: [4, padded];
// out: [4, size]. `padded` is a multiple of kKeyBlock, `size` of kLanes.
QUIPU_CLONES void attend(const float* queries, const float* keys, const float* values,
                         std::size_t tokens, std::size_t padded, std::size_t size, float* scores,
                         float* out) {
  for (std::size_t j = 0; j < padded; j += kLanes) {
    four_rows(queries, size, keys + j, padded, size, scores + j, padded);
  }
  for (std::size_t q = 0; q < 4; ++q) {
    float* row = scores + q * padded;
    float top = row[0];
    for (std::size_t j = 1; j < tokens; ++j) top = std::max(top, row[j]);
    for (std::size_t j = 0; j < tokens; ++j) row[j] = exp_inline(row[j] - top);
    const float inverse = 1.0f / sum_of(row, tokens);
    for (std::size_t j = 0; j < tokens; ++j) row[j] *= inverse;
  }
  for (std::size_t d = 0; d < size; d += kLanes) {
    four_rows(scores, padded, values + d, size, tokens, out + d, size);
  }
}

}  // namespace

float exp_fixed(float x) { return exp_inline(x); }

// ln(2^e m) = e ln 2 + 2 atanh((m - 1) / (m + 1)), by the first terms of the series.
float log_fixed(float x) {
  int exponent = 0;
  double m = std::frexp(static_cast<double>(x), &exponent);
  if (m < 0.70710678118654752) {
    m *= 2;
    --exponent;
  }
  const double z = (m - 1) / (m + 1), s = z * z;
  const double series = 1 + s * (1.0 / 3 + s * (1.0 / 5 + s * (1.0 / 7 + s * (1.0 / 9))));
  return static_cast<float>(exponent * 0.69314718055994531 + 2 * z * series);
}

void add(std::span<float> x, std::span<const float> y) {
  for (std::size_t i = 0; i < x.size(); ++i) x[i] += y[i];
}

void layer_norm(std::span<float> x, std::span<const float> weight, std::span<const float> bias) {
  const std::size_t width = weight.size();
  for (std::size_t i = 0; i < x.size(); i += width) {
    norm_row(x.data() + i, width, weight.data(), bias.data());
  }
}

void gelu(std::span<float> x) { gelu_all(x.data(), x.size()); }

void attention(std::span<const float> qkv, std::size_t tokens, std::size_t heads,
               std::span<float> out) {
  const std::size_t width = out.size() / tokens, size = width / heads;
  const std::size_t padded = (tokens + kKeyBlock - 1) / kKeyBlock * kKeyBlock;
  const float scale = 1.0f / std::sqrt(static_cast<float>(size));
  std::vector<float> keys(size * padded), values(tokens * size), scores(4 * padded);
  std::vector<float> queries(4 * size), result(4 * size);
  for (std::size_t head = 0; head < heads; ++head) {
    const auto row = [&](std::size_t token) {
      return qkv.data() + token * 3 * width + head * size;
    };
    for (std::size_t j = 0; j < tokens; ++j) {
      for (std::size_t k = 0; k < size; ++k) keys[k * padded + j] = row(j)[width + k];
      std::copy_n(row(j) + 2 * width, size, values.data() + j * size);
    }
    for (std::size_t first = 0; first < tokens; first += 4) {
      const std::size_t count = std::min<std::size_t>(4, tokens - first);
      for (std::size_t q = 0; q < count; ++q) {
        for (std::size_t k = 0; k < size; ++k) queries[q * size + k] = row(first + q)[k] * scale;
      }
      attend(queries.data(), keys.data(), values.data(), tokens, padded, size, scores.data(),
             result.data());
      for (std::size_t q = 0; q < count; ++q) {
        std::copy_n(result.data() + q * size, size, out.data() + (first + q) * width + head * size);
      }
    }
  }
}

// One oneDNN product a padded row count; weights are reordered once into the form it prefers.
struct Linear::Product {
  struct Shape {
    dnnl::matmul primitive;
    dnnl::memory weights;
    dnnl::memory::desc scratchpad;
  };

  std::size_t inputs = 0, outputs = 0;
  std::vector<std::int8_t> plain;  // [outputs, inputs]
  std::mutex mutex;
  std::map<std::size_t, Shape> shapes;
  dnnl::engine engine{dnnl::engine::kind::cpu, 0};

  const Shape& of(std::size_t rows) {
    const std::lock_guard lock(mutex);
    if (const auto it = shapes.find(rows); it != shapes.end()) return it->second;
    using Memory = dnnl::memory;
    const auto m = static_cast<Memory::dim>(rows), k = static_cast<Memory::dim>(inputs),
               n = static_cast<Memory::dim>(outputs);
    const Memory::desc x({m, k}, Memory::data_type::u8, Memory::format_tag::ab);
    const Memory::desc any({k, n}, Memory::data_type::s8, Memory::format_tag::any);
    const Memory::desc y({m, n}, Memory::data_type::s32, Memory::format_tag::ab);
    // A scratchpad of the library's own would be shared by all threads that run the product.
    dnnl::primitive_attr attributes;
    attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
    const dnnl::matmul::primitive_desc description({x, any, y}, attributes, engine);
    dnnl::stream stream(engine);
    Memory from({{k, n}, Memory::data_type::s8, Memory::format_tag::ba}, engine, plain.data());
    Memory to;
    for (const auto& [_, other] : shapes) {
      if (other.weights.get_desc() == description.weights_desc()) to = other.weights;
    }
    if (!to) {
      to = Memory(description.weights_desc(), engine);
      dnnl::reorder(from, to).execute(stream, from, to);
      stream.wait();
    }
    return shapes.emplace(rows, Shape{dnnl::matmul(description), to, description.scratchpad_desc()})
        .first->second;
  }
};

Linear::Linear(std::span<const std::int8_t> weights, std::span<const float> scales,
               std::span<const float> bias, std::size_t inputs)
    : inputs_(inputs),
      scales_(scales.begin(), scales.end()),
      bias_(bias.begin(), bias.end()),
      column_sums_(scales.size()),
      product_(std::make_unique<Product>()) {
  bias_.resize(scales_.size());
  for (std::size_t n = 0; n < scales_.size(); ++n) {
    for (std::size_t k = 0; k < inputs; ++k) column_sums_[n] += weights[n * inputs + k];
  }
  product_->inputs = inputs;
  product_->outputs = scales_.size();
  product_->plain.assign(weights.begin(), weights.end());
}

Linear::Linear(Linear&&) noexcept = default;
Linear& Linear::operator=(Linear&&) noexcept = default;
Linear::~Linear() = default;

std::vector<float> Linear::operator()(std::span<const float> x) const {
  const std::size_t rows = x.size() / inputs_, n = outputs();
  std::vector<float> out(rows * n);
  if (rows == 0) return out;
  thread_local const bool single = (omp_set_num_threads(1), true);
  (void)single;
  const std::size_t padded = (rows + kRowBlock - 1) / kRowBlock * kRowBlock;
  // Kept between calls: fresh pages for a few megabytes cost more than the product.
  thread_local std::vector<std::uint8_t> quantized;
  thread_local std::vector<std::int32_t> sums;
  quantized.resize(std::max(quantized.size(), padded * inputs_));
  sums.resize(std::max(sums.size(), padded * n));
  std::fill(quantized.begin() + static_cast<std::ptrdiff_t>(rows * inputs_),
            quantized.begin() + static_cast<std::ptrdiff_t>(padded * inputs_), kZero);
  std::vector<float> row_scales(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    quantize_row(x.data() + i * inputs_, inputs_, quantized.data() + i * inputs_, &row_scales[i]);
  }
  const auto& shape = product_->of(padded);
  using Memory = dnnl::memory;
  const auto m = static_cast<Memory::dim>(padded);
  Memory from(
      {{m, static_cast<Memory::dim>(inputs_)}, Memory::data_type::u8, Memory::format_tag::ab},
      product_->engine, quantized.data());
  Memory to({{m, static_cast<Memory::dim>(n)}, Memory::data_type::s32, Memory::format_tag::ab},
            product_->engine, sums.data());
  dnnl::stream stream(product_->engine);
  Memory scratchpad(shape.scratchpad, product_->engine);
  shape.primitive.execute(stream, {{DNNL_ARG_SRC, from},
                                   {DNNL_ARG_WEIGHTS, shape.weights},
                                   {DNNL_ARG_DST, to},
                                   {DNNL_ARG_SCRATCHPAD, scratchpad}});
  stream.wait();
  for (std::size_t i = 0; i < rows; ++i) {
    dequantize_row(sums.data() + i * n, column_sums_.data(), scales_.data(), bias_.data(),
                   row_scales[i], n, out.data() + i * n);
  }
  return out;
}

}  // namespace quipu
