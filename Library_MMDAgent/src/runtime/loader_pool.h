// The threads that read and decode files.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <semaphore>
#include <stop_token>
#include <thread>
#include <vector>

#include "scene/services.h"

namespace mmdagent {

// Runs LoadJobs in the order they were given, on low-priority threads, and hands each finished one
// back. submit() and pending() are for the agent thread; loaders never hold anything the frame path
// waits for.
class LoaderPool {
 public:
  // Called on a loader thread with a job whose run() is over; takes it to the agent thread, where
  // finished() and then LoadJob::finish() are called. May wait, but must return once `stop` is
  // requested.
  using Deliver = std::function<void(std::unique_ptr<LoadJob> job, std::stop_token stop)>;
  // Called on a loader thread when a job let an exception escape; the job is still delivered.
  using Complain = std::function<void(const char* what)>;

  LoaderPool(std::size_t threads, Deliver deliver, Complain complain);
  ~LoaderPool();
  LoaderPool(const LoaderPool&) = delete;
  LoaderPool& operator=(const LoaderPool&) = delete;

  void submit(std::unique_ptr<LoadJob> job);

  // Jobs submitted and not finished() yet.
  std::size_t pending() const { return pending_; }
  void finished() { --pending_; }

  // Ends the threads; jobs that have not begun are destroyed. Waits for the running ones.
  void stop();

 private:
  struct Queue;

  void work(std::stop_token stop);

  Deliver deliver_;
  Complain complain_;
  std::unique_ptr<Queue> queue_;
  std::counting_semaphore<> submitted_{0};
  std::size_t pending_ = 0;  // agent thread only
  std::vector<std::jthread> threads_;
};

}  // namespace mmdagent
