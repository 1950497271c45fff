#include "cli/pipeline.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

namespace quipu {
namespace {

using Numbers = Pipeline<int, int>;

void produce_numbers(int count, std::size_t byte_count, const Numbers::Push& push) {
  for (int i = 0; i < count; ++i) {
    if (!push(i, byte_count)) return;
  }
}

}  // namespace

TEST_CASE("results come out in the order of what went in, whatever the number of threads") {
  for (const unsigned jobs : {1U, 2U, 7U}) {
    std::vector<int> made;
    Numbers::run(
        jobs, [](const Numbers::Push& push) { produce_numbers(500, 1, push); },
        [](int i) {
          if (i % 50 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(2));
          return i * 2;
        },
        [&](int i) {
          made.push_back(i);
          return true;
        });
    REQUIRE(made.size() == 500);
    for (int i = 0; i < 500; ++i) CHECK(made[static_cast<std::size_t>(i)] == i * 2);
  }
}

TEST_CASE("no more than a bounded number of items is in hand") {
  std::atomic<int> in_hand{0}, most{0};
  Numbers::run(
      2,
      [&](const Numbers::Push& push) {
        for (int i = 0; i < 300; ++i) {
          const int now = ++in_hand;
          if (now > most) most = now;
          if (!push(i, 1)) return;
        }
      },
      [](int i) { return i; },
      [&](int) {
        --in_hand;
        return true;
      });
  CHECK(most <= static_cast<int>(2 * kItemsInHandPerJob) + 2);
}

TEST_CASE("an item larger than all the room goes through alone") {
  int count = 0;
  Numbers::run(
      2, [](const Numbers::Push& push) { produce_numbers(5, kBytesInHand + 1, push); },
      [](int i) { return i; },
      [&](int) {
        ++count;
        return true;
      });
  CHECK(count == 5);
}

TEST_CASE("the run ends when no more results are wanted") {
  int count = 0;
  Numbers::run(
      3, [](const Numbers::Push& push) { produce_numbers(1 << 30, 1, push); },
      [](int i) { return i; }, [&](int) { return ++count < 10; });
  CHECK(count == 10);
}

TEST_CASE("an exception of any stage ends the run and is thrown to the caller") {
  const auto run = [](int stage) {
    Numbers::run(
        2,
        [&](const Numbers::Push& push) {
          produce_numbers(100, 1, push);
          if (stage == 0) throw std::runtime_error("produce");
        },
        [&](int i) {
          if (stage == 1 && i == 30) throw std::runtime_error("work");
          return i;
        },
        [&](int i) {
          if (stage == 2 && i == 30) throw std::runtime_error("deliver");
          return true;
        });
  };
  for (const int stage : {0, 1, 2}) CHECK_THROWS_AS(run(stage), std::runtime_error);
}

TEST_CASE("an input without items gives nothing") {
  Numbers::run(
      2, [](const Numbers::Push&) {}, [](int i) { return i; },
      [](int) -> bool { throw std::logic_error("nothing to deliver"); });
}

}  // namespace quipu
