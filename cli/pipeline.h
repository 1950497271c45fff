// Work in several threads whose results come out in the order of what went in.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace quipu {

// What may be in the pipeline at one time, so that memory stays flat however long the input is.
inline constexpr std::size_t kItemsInHandPerJob = 8;
inline constexpr std::size_t kBytesInHand = std::size_t{64} << 20;

// Runs three stages at once:
//   produce(push)  in a thread of its own; push(item, byte_count) waits for room and is false when
//                  nothing more is wanted
//   work(item)     in `jobs` threads, many at a time
//   deliver(made)  in the calling thread, in the order of the items; false ends the run early
// An exception of any stage ends the run and is thrown here.
template <typename Item, typename Made>
class Pipeline {
 public:
  using Push = std::function<bool(Item, std::size_t byte_count)>;

  static void run(unsigned jobs, const std::function<void(const Push&)>& produce,
                  const std::function<Made(Item)>& work, const std::function<bool(Made)>& deliver) {
    Pipeline pipeline(jobs * kItemsInHandPerJob);
    std::vector<std::jthread> threads;
    const Stopper stopper{pipeline};  // goes before the threads, which are then joined
    threads.emplace_back([&] { pipeline.guard([&] { pipeline.produce(produce); }); });
    for (unsigned i = 0; i < jobs; ++i) {
      threads.emplace_back([&] { pipeline.guard([&] { pipeline.work(work); }); });
    }
    pipeline.deliver(deliver);
  }

 private:
  struct Slot {
    std::optional<Item> item;
    std::optional<Made> made;
    std::size_t byte_count = 0;
  };

  struct Stopper {
    Pipeline& pipeline;
    ~Stopper() { pipeline.stop(nullptr); }
  };

  explicit Pipeline(std::size_t item_limit) : item_limit_(item_limit) {}

  void stop(std::exception_ptr failure) {
    const std::lock_guard lock(mutex_);
    if (!failure_) failure_ = std::move(failure);
    stopped_ = true;
    changed_.notify_all();
  }

  template <typename Stage>
  void guard(const Stage& stage) {
    try {
      stage();
    } catch (...) {
      stop(std::current_exception());
    }
  }

  void produce(const std::function<void(const Push&)>& source) {
    source([this](Item item, std::size_t byte_count) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] {
        return stopped_ || slots_.empty() ||
               (slots_.size() < item_limit_ && byte_count_ + byte_count <= kBytesInHand);
      });
      if (stopped_) return false;
      slots_.push_back({std::move(item), std::nullopt, byte_count});
      byte_count_ += byte_count;
      changed_.notify_all();
      return true;
    });
    const std::lock_guard lock(mutex_);
    closed_ = true;
    changed_.notify_all();
  }

  void work(const std::function<Made(Item)>& make) {
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [&] { return stopped_ || closed_ || taken_ < slots_.size(); });
      if (stopped_ || taken_ == slots_.size()) return;
      Slot& slot = slots_[taken_++];  // a deque's elements stay where they are
      Item item = std::move(*slot.item);
      slot.item.reset();
      lock.unlock();
      Made made = make(std::move(item));
      lock.lock();
      slot.made.emplace(std::move(made));
      changed_.notify_all();
    }
  }

  void deliver(const std::function<bool(Made)>& sink) {
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [&] {
        return stopped_ || (slots_.empty() ? closed_ : slots_.front().made.has_value());
      });
      if (failure_) std::rethrow_exception(failure_);
      if (stopped_ || slots_.empty()) return;
      Made made = std::move(*slots_.front().made);
      byte_count_ -= slots_.front().byte_count;
      slots_.pop_front();
      --taken_;
      changed_.notify_all();
      lock.unlock();
      if (!sink(std::move(made))) return;
      lock.lock();
    }
  }

  const std::size_t item_limit_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Slot> slots_;  // in order; the first `taken_` are in work or made
  std::size_t taken_ = 0;
  std::size_t byte_count_ = 0;  // of all slots
  bool closed_ = false;         // nothing more comes
  bool stopped_ = false;
  std::exception_ptr failure_;
};

}  // namespace quipu
