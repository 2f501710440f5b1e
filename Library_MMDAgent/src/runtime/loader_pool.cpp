#include "runtime/loader_pool.h"

#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <exception>
#include <mutex>
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

}  // namespace

// A list from the agent thread to all loaders, as long as a script makes it. Loaders wait for each
// other at its front; the agent, which appends at its end, waits for nobody.
struct LoaderPool::Queue {
  struct Node {
    std::unique_ptr<LoadJob> job;
    std::unique_ptr<Node> next;
    std::atomic<bool> has_next{false};  // publishes `next`
  };

  std::mutex front_lock;
  std::unique_ptr<Node> front = std::make_unique<Node>();  // its job is taken already
  Node* back = front.get();                                // agent thread only

  void push(std::unique_ptr<LoadJob> job) {
    Node& last = *back;
    last.next = std::make_unique<Node>();
    back = last.next.get();
    back->job = std::move(job);
    last.has_next.store(true, std::memory_order_release);
  }

  std::unique_ptr<LoadJob> pop() {
    const std::scoped_lock lock(front_lock);
    if (!front->has_next.load(std::memory_order_acquire)) return nullptr;
    front = std::move(front->next);
    return std::move(front->job);
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
  queue_->push(std::move(job));
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
