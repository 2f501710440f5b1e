#include "runtime/loader_pool.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <string>

using namespace std::chrono_literals;

namespace {

class Job final : public mmdagent::LoadJob {
 public:
  explicit Job(std::function<void()> work) : work_(std::move(work)) {}
  void run() override { work_(); }
  void finish() override {}

 private:
  std::function<void()> work_;
};

// Collects what the pool hands back.
class Collector {
 public:
  mmdagent::LoaderPool::Deliver deliver() {
    return [this](std::unique_ptr<mmdagent::LoadJob> job, std::stop_token) {
      const std::scoped_lock lock(mutex_);
      jobs_.push_back(std::move(job));
      changed_.notify_all();
    };
  }
  bool wait_for(std::size_t count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, 5s, [&] { return jobs_.size() >= count; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::unique_ptr<mmdagent::LoadJob>> jobs_;
};

}  // namespace

TEST(LoaderPool, RunsEveryJobAtLowPriorityAndHandsItBack) {
  Collector collector;
  std::atomic<int> ran{0};
  std::atomic<int> priority{0};
  mmdagent::LoaderPool pool(2, collector.deliver(), [](const char*) {});
  for (int i = 0; i < 200; ++i) {
    pool.submit(std::make_unique<Job>([&] {
      ++ran;
      priority = getpriority(PRIO_PROCESS, static_cast<id_t>(gettid()));
    }));
  }
  EXPECT_TRUE(collector.wait_for(200));
  EXPECT_EQ(ran, 200);
  EXPECT_EQ(priority, 15);
  EXPECT_EQ(pool.pending(), 200U);
  pool.finished();
  EXPECT_EQ(pool.pending(), 199U);
}

TEST(LoaderPool, AnEscapedExceptionIsReportedAndTheJobComesBack) {
  Collector collector;
  std::mutex mutex;
  std::string complaint;
  mmdagent::LoaderPool pool(1, collector.deliver(), [&](const char* what) {
    const std::scoped_lock lock(mutex);
    complaint = what;
  });
  pool.submit(std::make_unique<Job>([] { throw std::runtime_error("no such disk"); }));
  EXPECT_TRUE(collector.wait_for(1));
  const std::scoped_lock lock(mutex);
  EXPECT_EQ(complaint, "no such disk");
}

TEST(LoaderPool, StopDestroysWhatHasNotBegun) {
  Collector collector;
  std::atomic<int> ran{0};
  mmdagent::LoaderPool pool(1, collector.deliver(), [](const char*) {});
  for (int i = 0; i < 50; ++i) {
    pool.submit(std::make_unique<Job>([&] {
      ++ran;
      std::this_thread::sleep_for(20ms);
    }));
  }
  pool.stop();
  EXPECT_LT(ran, 50);
}
