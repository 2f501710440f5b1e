#include "runtime/loader_pool.h"

#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

#include <boost/lockfree/queue.hpp>
#include <exception>
#include <utility>

namespace mmdagent {
namespace {

// Decoding an image must not delay a message or a frame.
constexpr int loader_nice = 15;

void lower_own_priority() {
  // Per thread on Linux: the id of the calling thread names it alone. Refusal changes speed, not
  // meaning.
  setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), loader_nice);
}

// Only a first guess: the queue takes more nodes from the heap when a script loads more files at
// once.
constexpr std::size_t expected_jobs = 64;

}  // namespace

struct LoaderPool::Queue {
  boost::lockfree::queue<LoadJob*> jobs{expected_jobs};

  std::unique_ptr<LoadJob> pop() {
    LoadJob* job = nullptr;
    return std::unique_ptr<LoadJob>(jobs.pop(job) ? job : nullptr);
  }
};

LoaderPool::LoaderPool(std::size_t threads, Deliver deliver, Complain complain)
    : deliver_(std::move(deliver)),
      complain_(std::move(complain)),
      queue_(std::make_unique<Queue>()) {
  for (std::size_t i = 0; i < threads; ++i) {
    threads_.emplace_back([this](std::stop_token stop) { work(std::move(stop)); });
  }
}

LoaderPool::~LoaderPool() { stop(); }

void LoaderPool::submit(std::unique_ptr<LoadJob> job) {
  ++pending_;
  queue_->jobs.push(job.release());
  submitted_.release();
}

void LoaderPool::stop() {
  for (std::jthread& thread : threads_) thread.request_stop();
  submitted_.release(static_cast<std::ptrdiff_t>(threads_.size()));
  for (std::jthread& thread : threads_) thread.join();
  threads_.clear();
  while (queue_->pop()) {
  }
}

void LoaderPool::work(std::stop_token stop) {
  pthread_setname_np(pthread_self(), "loader");
  lower_own_priority();
  while (true) {
    submitted_.acquire();
    if (stop.stop_requested()) return;
    std::unique_ptr<LoadJob> job = queue_->pop();
    if (!job) continue;
    try {
      job->run();
    } catch (const std::exception& error) {
      complain_(error.what());
    }
    deliver_(std::move(job), stop);
  }
}

}  // namespace mmdagent
