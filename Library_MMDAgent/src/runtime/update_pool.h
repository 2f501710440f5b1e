// A few threads that share the work of one: the same task for many indices, as models are updated.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <thread>
#include <vector>

namespace mmdagent {

class UpdatePool {
 public:
  // How many threads update models: as many as are wished for; 0: what suits this machine.
  static int threads_for(int wished);

  // `threads` counts the caller's: 1 starts none.
  explicit UpdatePool(int threads);
  ~UpdatePool();
  UpdatePool(const UpdatePool&) = delete;
  UpdatePool& operator=(const UpdatePool&) = delete;

  // Calls task(0) .. task(count - 1), each once, on the caller's and the pool's threads in any
  // order, and returns when all are done. The caller works too and never waits for a thread that
  // has not begun a task. Tasks throw nothing. One caller at a time; nothing is allocated.
  template <class Task>
  void run(std::size_t count, const Task& task) {
    run(count, static_cast<const void*>(&task),
        [](const void* it, std::size_t i) { (*static_cast<const Task*>(it))(i); });
  }

  // The same for a function that gets `task` back.
  using Call = void (*)(const void* task, std::size_t index);
  void run(std::size_t count, const void* task, Call call);

 private:
  void take_tasks();
  void help();

  // Written while no task is open, read by who has taken one.
  const void* task_ = nullptr;
  Call call_ = nullptr;
  std::uint32_t count_ = 0;

  // Each in a cache line of its own: one thread looks at it while others write the next.
  static constexpr std::size_t cache_line = 64;
  // Upper half: number of the run; lower half: tasks that nobody has taken.
  alignas(cache_line) std::atomic<std::uint64_t> open_{0};
  alignas(cache_line) std::atomic<std::uint32_t> finished_{0};
  alignas(cache_line) std::atomic<std::uint32_t> runs_{0};  // what the threads sleep on
  std::atomic<bool> stopping_{false};
  std::vector<std::thread> threads_;
};

}  // namespace mmdagent
