#include "extract/model/tagging.h"

#include <doctest/doctest.h>

using namespace quipu;

namespace {

// Two span types and one value type, one nesting tier: tags O B-a I-a B-b I-b | O B-v I-v.
Labels labels() {
  Labels out;
  out.tagged = {"a", "b"};
  out.values = {"v"};
  out.types = {"a", "b", "v"};
  out.tiers = 1;
  return out;
}

// A row of scores that favours one tag of each tier.
std::vector<float> row(std::size_t tag, std::size_t value_tag = 0) {
  std::vector<float> out(8, 0.0f);
  out[tag] = 4;
  out[5 + value_tag] = 4;
  return out;
}

std::vector<float> rows(std::initializer_list<std::vector<float>> list) {
  std::vector<float> out;
  for (const auto& r : list) out.insert(out.end(), r.begin(), r.end());
  return out;
}

}  // namespace

TEST_CASE("neighbouring spans of one type stay two spans") {
  const auto spans = read_tags(rows({row(1), row(2), row(1), row(0)}), labels(), 0, 4);
  REQUIRE(spans.size() == 2);
  CHECK(spans[0].begin == 0);
  CHECK(spans[0].end == 2);
  CHECK(spans[1].begin == 2);
  CHECK(spans[1].end == 3);
  CHECK(spans[0].type == 0);
}

TEST_CASE("a span never goes on in another type, even where single tokens would say so") {
  auto mixed = row(4);  // I-b, a little better than I-a
  mixed[2] = 3.5f;
  const auto spans = read_tags(rows({row(1), mixed, row(0)}), labels(), 0, 3);
  REQUIRE(spans.size() == 1);
  CHECK(spans[0].type == 0);
  CHECK(spans[0].end == 2);
}

TEST_CASE("a span never starts inside") {
  const auto spans = read_tags(rows({row(0), row(2), row(0)}), labels(), 0, 3);
  for (const auto& span : spans) CHECK(span.begin < span.end);
  CHECK(spans.size() <= 1);
}

TEST_CASE("values are a tier of their own and may lie on names") {
  const auto spans = read_tags(rows({row(1, 1), row(2, 2)}), labels(), 0, 2);
  REQUIRE(spans.size() == 2);
  CHECK(spans[0].type == 0);
  CHECK(spans[1].type == 2);
  CHECK(spans[1].tier == 1);
}

TEST_CASE("only the asked tokens are read, and the probability is that of the least sure token") {
  auto unsure = row(2);
  unsure[2] = 1;
  const auto spans = read_tags(rows({row(1), row(1), unsure, row(1)}), labels(), 1, 3);
  REQUIRE(spans.size() == 1);
  CHECK(spans[0].begin == 1);
  CHECK(spans[0].end == 3);
  CHECK(spans[0].probability < 0.6f);
  CHECK(read_tags({}, labels(), 0, 0).empty());
}
