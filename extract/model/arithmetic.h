// The network's floating-point arithmetic, and its integer matrix products. Every result is the
// same bits for any batch, thread count and processor: integer sums are exact, floating-point
// sums have a fixed order (sixteen lanes, then one after another), nothing is contracted, and exp
// and erf are our own polynomials.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace quipu {

// y = x W^T + b for 8-bit weights of 7-bit range (AVX2's 16-bit pair sums cannot saturate) and
// activations quantized row by row to 8 bits. The integer product is oneDNN's.
class Linear {
 public:
  // `weights`: [outputs, inputs]; `scales`: [outputs]; `bias`: [outputs] or empty. Copied.
  Linear(std::span<const std::int8_t> weights, std::span<const float> scales,
         std::span<const float> bias, std::size_t inputs);
  Linear(Linear&&) noexcept;
  Linear& operator=(Linear&&) noexcept;
  ~Linear();

  std::size_t inputs() const { return inputs_; }
  std::size_t outputs() const { return scales_.size(); }

  // x: [rows, inputs] -> [rows, outputs]. Thread-safe.
  std::vector<float> operator()(std::span<const float> x) const;

 private:
  struct Product;
  std::size_t inputs_ = 0;
  std::vector<float> scales_, bias_;
  std::vector<std::int32_t> column_sums_;
  std::unique_ptr<Product> product_;
};

// x: [rows, width], in place: to mean 0 and variance 1 a row, then times `weight` plus `bias`.
void layer_norm(std::span<float> x, std::span<const float> weight, std::span<const float> bias);

// x / 2 (1 + erf(x / sqrt 2)), in place. erf: Abramowitz and Stegun 7.1.26, error under 2e-7.
void gelu(std::span<float> x);

// Scaled dot-product attention of `heads` heads over one window.
// qkv: [tokens, 3 width] (query, key, value side by side) -> out: [tokens, width].
void attention(std::span<const float> qkv, std::size_t tokens, std::size_t heads,
               std::span<float> out);

void add(std::span<float> x, std::span<const float> y);  // x += y

// exp with a relative error under 2e-7; 0 below -87, and x is capped at 88.
float exp_fixed(float x);

// The natural logarithm, with an error under 2e-7 of its size near 1; x > 0.
float log_fixed(float x);

}  // namespace quipu
