#include "extract/model/network.h"

#include <algorithm>
#include <charconv>

#include "extract/model/arithmetic.h"
#include "extract/model/tensor_file.h"

namespace quipu {
namespace {

constexpr std::string_view kFormatVersion = "1";
constexpr std::size_t kPositions = 512, kShapes = 8, kKinds = 6, kDistances = 16;

struct Norm {
  std::span<const float> weight, bias;
};

struct Layer {
  Linear qkv, out, up, down;
  Norm norm1, norm2;
};

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto part = text.substr(0, text.find('\n'));
    out.emplace_back(part);
    text.remove_prefix(std::min(part.size() + 1, text.size()));
  }
  return out;
}

// Reads tensors and remembers the first one that is not as it should be.
class Reader {
 public:
  explicit Reader(const TensorFile& file) : file_(file) {}

  std::span<const float> floats(const std::string& name, std::initializer_list<std::size_t> shape) {
    const auto out = file_.float32(name, shape);
    if (out.empty()) missing(name);
    return out;
  }

  Linear linear(const std::string& name, std::size_t outputs, std::size_t inputs, bool bias) {
    const auto weights = file_.int8(name + ".weight", {outputs, inputs});
    const auto scales = floats(name + ".scale", {outputs});
    if (weights.empty()) missing(name + ".weight");
    const auto b = bias ? floats(name + ".bias", {outputs}) : std::span<const float>{};
    if (!missing_.empty()) return Linear({}, {}, {}, inputs);
    return Linear(weights, scales, b, inputs);
  }

  Norm norm(const std::string& name, std::size_t width) {
    return {floats(name + ".weight", {width}), floats(name + ".bias", {width})};
  }

  std::size_t number(std::string_view key, std::size_t low, std::size_t high) {
    const auto text = file_.metadata(key);
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || value < low || value > high) missing(std::string(key));
    return std::clamp(value, low, high);
  }

  void missing(const std::string& name) {
    if (missing_.empty()) missing_ = name;
  }
  const std::string& first_missing() const { return missing_; }

 private:
  const TensorFile& file_;
  std::string missing_;
};

}  // namespace

struct Network::Impl {
  TensorFile file;
  Tokenizer tokenizer{""};
  Labels labels;
  std::string hash;
  std::size_t width = 0, heads = 0, hidden = 0, vocabulary = 0;
  std::span<const std::int8_t> words;
  std::span<const float> word_scales, positions, shapes, kinds;
  Norm norm;
  std::vector<Layer> layers;
  std::vector<Linear> tags;                    // one
  std::vector<Linear> first, second, between;  // one each
  std::span<const float> first_type, second_type, distance, output, output_bias;

  void embed(const Window& window, float* out) const {
    for (std::size_t i = 0; i < window.tokens.size(); ++i) {
      const auto& token = window.tokens[i];
      const std::size_t id = std::min<std::size_t>(token.id, vocabulary - 1);
      const std::int8_t* word = words.data() + id * width;
      const float* position = positions.data() + std::min(i, kPositions - 1) * width;
      const float* shape = shapes.data() + static_cast<std::size_t>(token.shape) * width;
      const float* kind = kinds.data() + static_cast<std::size_t>(window.kinds[i]) * width;
      float* row = out + i * width;
      for (std::size_t k = 0; k < width; ++k) {
        row[k] =
            ((static_cast<float>(word[k]) * word_scales[id] + position[k]) + shape[k]) + kind[k];
      }
    }
  }
};

Network::Network(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Network::Network(Network&&) noexcept = default;
Network& Network::operator=(Network&&) noexcept = default;
Network::~Network() = default;

Result<Network> Network::load(const std::string& path) {
  auto file = TensorFile::open(path);
  if (!file) return tl::unexpected(file.error());
  if (file->metadata("format") != kFormatVersion) {
    return fail(ErrorCode::kUnsupported,
                "the model file " + path + " is of format '" +
                    std::string(file->metadata("format")) + "', this quipu reads format " +
                    std::string(kFormatVersion) + "; use the models that came with it",
                path);
  }
  auto impl = std::make_unique<Impl>();
  impl->file = std::move(*file);
  Reader in(impl->file);
  auto& m = *impl;
  m.width = in.number("width", 16, 4096);
  m.heads = in.number("heads", 1, 64);
  m.hidden = in.number("hidden", 16, 4096);
  m.vocabulary = in.number("vocabulary", 3, 1 << 20);
  const auto layer_count = in.number("layers", 1, 48);
  m.labels.tiers = in.number("tiers", 1, 8);
  m.labels.tagged = split(m.file.metadata("tagged"));
  m.labels.values = split(m.file.metadata("values"));
  m.labels.types = m.labels.tagged;
  m.labels.types.insert(m.labels.types.end(), m.labels.values.begin(), m.labels.values.end());
  m.labels.outputs = split(m.file.metadata("outputs"));
  if (m.width % m.heads != 0 || m.width / m.heads % 16 != 0) in.missing("heads");
  if (m.labels.outputs.empty() || m.labels.tagged.empty()) in.missing("outputs");

  const auto w = m.width, h = m.hidden;
  m.words = m.file.int8("words", {m.vocabulary, w});
  if (m.words.empty()) in.missing("words");
  m.word_scales = in.floats("words.scale", {m.vocabulary});
  m.positions = in.floats("positions", {kPositions, w});
  m.shapes = in.floats("shapes", {kShapes, w});
  m.kinds = in.floats("kinds", {kKinds, w});
  m.norm = in.norm("norm", w);
  for (std::size_t i = 0; i < layer_count; ++i) {
    const auto name = "layers." + std::to_string(i) + ".";
    m.layers.push_back({in.linear(name + "qkv", 3 * w, w, true),
                        in.linear(name + "out", w, w, true), in.linear(name + "up", 4 * w, w, true),
                        in.linear(name + "down", w, 4 * w, true), in.norm(name + "norm1", w),
                        in.norm(name + "norm2", w)});
  }
  const auto tag_outputs =
      m.labels.tiers * (1 + 2 * m.labels.tagged.size()) + 1 + 2 * m.labels.values.size();
  m.tags.push_back(in.linear("tags", tag_outputs, w, true));
  m.first.push_back(in.linear("first", h, 2 * w, true));
  m.second.push_back(in.linear("second", h, 2 * w, true));
  m.between.push_back(in.linear("between", h, w, false));
  m.first_type = in.floats("first_type", {m.labels.types.size(), h});
  m.second_type = in.floats("second_type", {m.labels.types.size(), h});
  m.distance = in.floats("distance", {kDistances, h});
  m.output = in.floats("output", {h, m.labels.outputs.size()});  // transposed
  m.output_bias = in.floats("output.bias", {m.labels.outputs.size()});
  if (!in.first_missing().empty()) {
    return fail(ErrorCode::kInvalid,
                "the model file " + path + " lacks " + in.first_missing() +
                    " or has it in another shape; put the one that came with quipu in its place",
                path);
  }
  m.tokenizer = Tokenizer(m.file.text("vocabulary"));
  m.hash = m.file.hash();
  return Network(std::move(impl));
}

const Tokenizer& Network::tokenizer() const { return impl_->tokenizer; }
const Labels& Network::labels() const { return impl_->labels; }
const std::string& Network::hash() const { return impl_->hash; }
std::span<const float> Network::table(std::string_view name, std::size_t rows,
                                      std::size_t columns) const {
  return impl_->file.float32(name, {rows, columns});
}
std::string_view Network::metadata(std::string_view key) const { return impl_->file.metadata(key); }

std::vector<States> Network::encode(std::span<const Window> windows) const {
  const auto& m = *impl_;
  std::size_t rows = 0;
  for (const auto& window : windows) rows += window.tokens.size();
  std::vector<float> x(rows * m.width);
  std::size_t at = 0;
  for (const auto& window : windows) {
    m.embed(window, x.data() + at * m.width);
    at += window.tokens.size();
  }
  layer_norm(x, m.norm.weight, m.norm.bias);
  std::vector<float> mixed(x.size());
  for (const auto& layer : m.layers) {
    const auto qkv = layer.qkv(x);
    at = 0;
    for (const auto& window : windows) {
      const auto n = window.tokens.size();
      attention(std::span(qkv).subspan(at * 3 * m.width, n * 3 * m.width), n, m.heads,
                std::span(mixed).subspan(at * m.width, n * m.width));
      at += n;
    }
    add(x, layer.out(mixed));
    layer_norm(x, layer.norm1.weight, layer.norm1.bias);
    auto wide = layer.up(x);
    gelu(wide);
    add(x, layer.down(wide));
    layer_norm(x, layer.norm2.weight, layer.norm2.bias);
  }
  std::vector<States> out;
  at = 0;
  for (const auto& window : windows) {
    const auto n = window.tokens.size() * m.width;
    out.emplace_back(x.begin() + static_cast<std::ptrdiff_t>(at),
                     x.begin() + static_cast<std::ptrdiff_t>(at + n));
    at += n;
  }
  return out;
}

std::vector<float> Network::tag_scores(const States& states) const {
  return impl_->tags[0](states);
}

std::uint32_t distance_bucket(const PairMention& a, const PairMention& b) {
  const auto gap_between = [](std::uint32_t end, std::uint32_t begin) {
    return static_cast<std::int64_t>(begin) - static_cast<std::int64_t>(end);
  };
  const auto gap =
      std::max({gap_between(a.end, b.begin), gap_between(b.end, a.begin), std::int64_t{-1}}) + 1;
  std::uint32_t bucket = 7;
  if (gap <= 0) {
    bucket = 0;
  } else if (gap == 1) {
    bucket = 1;
  } else if (gap <= 3) {
    bucket = 2;
  } else if (gap <= 7) {
    bucket = 3;
  } else if (gap <= 15) {
    bucket = 4;
  } else if (gap <= 47) {
    bucket = 5;
  } else if (gap <= 127) {
    bucket = 6;
  }
  const bool backward = b.begin < a.begin || (b.begin == a.begin && b.end > a.end);
  return bucket + (backward ? 8 : 0);
}

std::vector<float> Network::pair_scores(const States& states, std::span<const PairMention> mentions,
                                        std::span<const Pair> pairs) const {
  const auto& m = *impl_;
  const auto w = m.width, h = m.hidden, n = m.labels.outputs.size();
  std::vector<float> edges(mentions.size() * 2 * w);
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    std::copy_n(states.data() + mentions[i].begin * w, w, edges.data() + i * 2 * w);
    std::copy_n(states.data() + (mentions[i].end - 1) * w, w, edges.data() + i * 2 * w + w);
  }
  auto a = m.first[0](edges), b = m.second[0](edges);
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    add(std::span(a).subspan(i * h, h), m.first_type.subspan(mentions[i].type * h, h));
    add(std::span(b).subspan(i * h, h), m.second_type.subspan(mentions[i].type * h, h));
  }
  // Running sums, so that the mean state between two mentions is one difference.
  const auto z = m.between[0](states);
  const std::size_t tokens = states.size() / w;
  std::vector<float> total((tokens + 1) * h);
  for (std::size_t t = 0; t < tokens; ++t) {
    for (std::size_t k = 0; k < h; ++k) total[(t + 1) * h + k] = total[t * h + k] + z[t * h + k];
  }
  std::vector<float> out(pairs.size() * n), x(h);
  for (std::size_t p = 0; p < pairs.size(); ++p) {
    const auto& i = mentions[pairs[p].first];
    const auto& j = mentions[pairs[p].second];
    const std::size_t low = std::min(i.end, j.end);
    const std::size_t high = std::max<std::size_t>(low, std::max(i.begin, j.begin));
    const float count = static_cast<float>(std::max<std::size_t>(1, high - low));
    const float* distance = m.distance.data() + distance_bucket(i, j) * h;
    const float* left = a.data() + pairs[p].first * h;
    const float* right = b.data() + pairs[p].second * h;
    for (std::size_t k = 0; k < h; ++k) {
      const float mean = (total[high * h + k] - total[low * h + k]) / count;
      x[k] = std::max(0.0f, ((left[k] + right[k]) + mean) + distance[k]);
    }
    float* row = out.data() + p * n;
    std::copy(m.output_bias.begin(), m.output_bias.end(), row);
    for (std::size_t k = 0; k < h; ++k) {
      if (x[k] == 0.0f) continue;
      const float* weights = m.output.data() + k * n;
      for (std::size_t o = 0; o < n; ++o) row[o] += x[k] * weights[o];
    }
  }
  return out;
}

}  // namespace quipu
