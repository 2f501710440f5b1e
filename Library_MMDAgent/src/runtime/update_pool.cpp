#include "runtime/update_pool.h"

#include <pthread.h>

#include <algorithm>
#include <chrono>

namespace mmdagent {
namespace {

constexpr std::uint64_t run_unit = std::uint64_t{1} << 32;
constexpr std::uint64_t tasks_mask = run_unit - 1;

// What lies between the runs of one frame is shorter; what lies between frames is longer. A thread
// that falls asleep comes too late for tasks of some ten microseconds.
constexpr std::chrono::microseconds look_out_time{50};
constexpr int looks_between_clocks = 16;

// More than four threads win little: models differ in size, and the renderer wants processors too.
constexpr unsigned most_automatic_threads = 4;

void pause() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#else
  std::this_thread::yield();
#endif
}

// Looks at `done` again and again for a short time: whether it was true.
template <class Done>
bool look_out(const Done& done) {
  const auto end = std::chrono::steady_clock::now() + look_out_time;
  do {
    for (int look = 0; look < looks_between_clocks; ++look) {
      if (done()) return true;
      pause();
    }
  } while (std::chrono::steady_clock::now() < end);
  return done();
}

}  // namespace

int UpdatePool::threads_for(int wished) {
  if (wished > 0) return wished;
  const unsigned processors = std::max(std::thread::hardware_concurrency(), 1U);
  return static_cast<int>(std::min(processors, most_automatic_threads));
}

UpdatePool::UpdatePool(int threads) {
  for (int i = 1; i < threads; ++i) threads_.emplace_back([this] { help(); });
}

UpdatePool::~UpdatePool() {
  stopping_ = true;
  ++runs_;
  runs_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void UpdatePool::run(std::size_t count, const void* task, Call call) {
  if (threads_.empty() || count < 2) {
    for (std::size_t i = 0; i < count; ++i) call(task, i);
    return;
  }
  task_ = task;
  call_ = call;
  count_ = static_cast<std::uint32_t>(count);
  finished_.store(0, std::memory_order_relaxed);
  const std::uint64_t run = (open_.load(std::memory_order_relaxed) & ~tasks_mask) + run_unit;
  open_.store(run | count_, std::memory_order_release);
  runs_.fetch_add(1, std::memory_order_release);
  runs_.notify_all();
  take_tasks();
  const auto is_finished = [&] { return finished_.load(std::memory_order_acquire) == count_; };
  if (look_out(is_finished)) return;
  std::uint32_t finished = finished_.load(std::memory_order_acquire);
  for (; finished != count_; finished = finished_.load(std::memory_order_acquire))
    finished_.wait(finished, std::memory_order_acquire);
}

// The run's number in `open_` keeps a thread that was asleep for long from taking a task of a run
// that it did not look at.
void UpdatePool::take_tasks() {
  std::uint64_t open = open_.load(std::memory_order_acquire);
  while ((open & tasks_mask) != 0) {
    if (!open_.compare_exchange_weak(open, open - 1, std::memory_order_acquire)) continue;
    const std::uint32_t count = count_;
    call_(task_, count - (open & tasks_mask));
    if (finished_.fetch_add(1, std::memory_order_acq_rel) + 1 == count) finished_.notify_one();
    open = open_.load(std::memory_order_acquire);
  }
}

void UpdatePool::help() {
  pthread_setname_np(pthread_self(), "update");
  for (;;) {
    const std::uint32_t runs = runs_.load(std::memory_order_acquire);
    if (stopping_) return;
    take_tasks();
    const bool again = look_out([&] { return runs_.load(std::memory_order_relaxed) != runs; });
    if (!again) runs_.wait(runs, std::memory_order_acquire);
  }
}

}  // namespace mmdagent
