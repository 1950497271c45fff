// The native network against the training framework, and against itself in other batches.
#include "extract/model/network.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "extract/model/tagging.h"

using namespace quipu;

namespace {

const std::filesystem::path kModels = std::filesystem::path(QUIPU_SOURCE_DIR) / "models";

Window window_of(const nlohmann::json& sample) {
  Window window;
  for (std::size_t i = 0; i < sample["ids"].size(); ++i) {
    Token token;
    token.id = sample["ids"][i];
    token.shape = static_cast<Shape>(sample["shapes"][i].get<int>());
    window.tokens.push_back(token);
    window.kinds.push_back(static_cast<TokenKind>(sample["kinds"][i].get<int>()));
    window.sentences.push_back(0);
  }
  window.body_begin = 1;
  window.body_end = window.tokens.size() - 1;
  return window;
}

Network load(const char* language) {
  auto network = Network::load((kModels / (std::string(language) + ".safetensors")).string());
  REQUIRE_MESSAGE(network.has_value(), network.error().message);
  return std::move(*network);
}

nlohmann::json sample_of(const char* language) {
  std::ifstream in(kModels / (std::string(language) + ".sample.json"));
  REQUIRE(in.good());
  return nlohmann::json::parse(in);
}

std::vector<PairMention> mentions_of(const nlohmann::json& sample) {
  std::vector<PairMention> out;
  for (std::size_t i = 0; i < sample["spans"].size(); ++i) {
    out.push_back({sample["spans"][i][0], sample["spans"][i][1], sample["types"][i]});
  }
  return out;
}

std::vector<Pair> pairs_of(const nlohmann::json& sample) {
  std::vector<Pair> out;
  for (const auto& pair : sample["pairs"]) out.push_back({pair[0], pair[1]});
  return out;
}

// Root of the mean squared difference, relative to the spread of the expected values.
double deviation(const std::vector<float>& got, const nlohmann::json& expected) {
  double error = 0, sum = 0, squares = 0, count = 0;
  std::size_t at = 0;
  for (const auto& row : expected) {
    for (const double value : row) {
      error += (got[at] - value) * (got[at] - value);
      sum += value;
      squares += value * value;
      ++count;
      ++at;
    }
  }
  return std::sqrt(error / (squares - sum * sum / count));
}

}  // namespace

TEST_CASE("the native network answers as the training framework does, within the quantisation") {
  for (const char* language : {"zh", "en"}) {
    CAPTURE(language);
    const auto network = load(language);
    const auto sample = sample_of(language);
    const auto states = network.encode(std::vector{window_of(sample)});
    CHECK(deviation(network.tag_scores(states[0]), sample["tags"]) < 0.05);
    CHECK(deviation(network.pair_scores(states[0], mentions_of(sample), pairs_of(sample)),
                    sample["scores"]) < 0.05);
  }
}

TEST_CASE("a window gives the same bits alone, in a batch, and on another thread") {
  for (const char* language : {"zh", "en"}) {
    CAPTURE(language);
    const auto network = load(language);
    const auto whole = window_of(sample_of(language));
    std::vector<Window> windows;
    for (const std::size_t size : {whole.tokens.size(), std::size_t{17}, std::size_t{40}}) {
      auto window = whole;
      window.tokens.resize(size);
      window.kinds.resize(size);
      window.sentences.resize(size);
      windows.push_back(window);
    }
    const auto together = network.encode(windows);
    std::vector<States> alone(windows.size());
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < windows.size(); ++i) {
      threads.emplace_back(
          [&, i] { alone[i] = network.encode(std::span(windows).subspan(i, 1))[0]; });
    }
    for (auto& thread : threads) thread.join();
    for (std::size_t i = 0; i < windows.size(); ++i) CHECK(alone[i] == together[i]);
    CHECK(network.tag_scores(together[1]) == network.tag_scores(alone[1]));
  }
}

TEST_CASE("many threads at one network give the bits that one thread gives") {
  const auto network = load("zh");
  const auto window = window_of(sample_of("zh"));
  const auto expected = network.encode(std::vector{window})[0];
  std::vector<int> wrong(4);
  std::vector<std::thread> threads;
  for (auto& count : wrong) {
    threads.emplace_back([&] {
      for (int i = 0; i < 10; ++i) count += network.encode(std::vector{window})[0] != expected;
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(wrong == std::vector<int>(4));
}

TEST_CASE("a damaged or foreign model file is one clear sentence") {
  const auto folder = std::filesystem::temp_directory_path() / "quipu-network-test";
  std::filesystem::create_directories(folder);
  const auto path = (folder / "zh.safetensors").string();
  const auto original = kModels / "zh.safetensors";
  std::string bytes;
  {
    std::ifstream in(original, std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(in), {});
  }
  const auto load_bytes = [&](std::string_view content) {
    std::ofstream(path, std::ios::binary) << content;
    return Network::load(path);
  };
  CHECK(Network::load((folder / "none").string()).error().code == ErrorCode::kNotFound);
  CHECK(load_bytes("").error().code == ErrorCode::kInvalid);
  CHECK(load_bytes("not a model at all").error().code == ErrorCode::kInvalid);
  CHECK(load_bytes(std::string_view(bytes).substr(0, bytes.size() / 2)).error().code ==
        ErrorCode::kInvalid);
  auto other = bytes;
  other.replace(other.find("\"format\":\"1\""), 12, "\"format\":\"9\"");
  const auto result = load_bytes(other);
  CHECK(result.error().code == ErrorCode::kUnsupported);
  CHECK(result.error().message.find(path) != std::string::npos);
  std::filesystem::remove_all(folder);
}
