#include "runtime/update_pool.h"

#include <pthread.h>

namespace mmdagent {
namespace {

constexpr std::uint64_t run_unit = std::uint64_t{1} << 32;
constexpr std::uint64_t tasks_mask = run_unit - 1;

// A task lasts some ten microseconds: looking again this often is shorter than falling asleep.
constexpr int looks_before_sleep = 2000;

void pause() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#else
  std::this_thread::yield();
#endif
}

}  // namespace

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
  std::uint32_t finished = finished_.load(std::memory_order_acquire);
  for (int look = 0; finished != count_; finished = finished_.load(std::memory_order_acquire)) {
    if (++look < looks_before_sleep)
      pause();
    else
      finished_.wait(finished, std::memory_order_acquire);
  }
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
    for (int look = 0; look < looks_before_sleep && runs_.load(std::memory_order_relaxed) == runs;
         ++look)
      pause();
    runs_.wait(runs, std::memory_order_acquire);
  }
}

}  // namespace mmdagent
