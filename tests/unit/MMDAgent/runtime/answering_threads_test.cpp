#include "runtime/answering_threads.h"

#include <gtest/gtest.h>
#include <sched.h>

#include <chrono>
#include <ctime>
#include <memory>
#include <thread>

namespace mmdagent::test {
namespace {

using namespace std::chrono_literals;

bool ahead() { return (sched_getscheduler(0) & ~SCHED_RESET_ON_FORK) == SCHED_RR; }

double processor_seconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

void work(double seconds) {
  const double end = processor_seconds() + seconds;
  while (processor_seconds() < end) {
  }
}

// Whether this system gives a thread of ours real-time priority at all.
bool allowed() {
  bool result = false;
  std::thread([&result] {
    sched_param parameters{};
    parameters.sched_priority = 1;
    result = sched_setscheduler(0, SCHED_RR, &parameters) == 0;
  }).join();
  return result;
}

// Every case runs on a thread of its own, which is the answering one. Its hours pass as it says.
class AnsweringThreadsTest : public testing::Test {
 protected:
  template <class Case>
  void on_thread(Case run) {
    std::thread(run).join();
  }
  void pass(AnsweringThreads::Clock::duration time) { now_ += time; }
  void watch(bool rasterises) { threads_->watch(rasterises, now_); }

  std::unique_ptr<AnsweringThreads> threads_ = std::make_unique<AnsweringThreads>();
  AnsweringThreads::Clock::time_point now_{1h};
};

TEST_F(AnsweringThreadsTest, GoAheadWhileTheProcessorsDraw) {
  const bool possible = allowed();
  on_thread([&] {
    const std::shared_ptr<void> answering = threads_->add_this_thread();
    EXPECT_FALSE(ahead()) << "nothing is drawn yet";
    watch(false);
    EXPECT_FALSE(ahead());
    pass(1s);
    watch(true);
    EXPECT_EQ(ahead(), possible);
    pass(1s);
    watch(false);
    EXPECT_FALSE(ahead()) << "a graphics card draws";
  });
}

TEST_F(AnsweringThreadsTest, AreLookedAtOnceInAPeriod) {
  const bool possible = allowed();
  on_thread([&] {
    const std::shared_ptr<void> answering = threads_->add_this_thread();
    watch(false);
    pass(AnsweringThreads::watch_period / 2);
    watch(true);
    EXPECT_FALSE(ahead());
    pass(AnsweringThreads::watch_period);
    watch(true);
    EXPECT_EQ(ahead(), possible);
  });
}

TEST_F(AnsweringThreadsTest, ABusyThreadFallsBackUntilItIsCalm) {
  const bool possible = allowed();
  on_thread([&] {
    const std::shared_ptr<void> answering = threads_->add_this_thread();
    watch(true);
    EXPECT_EQ(ahead(), possible);
    work(0.15);
    pass(250ms);
    watch(true);
    EXPECT_FALSE(ahead()) << "60 % of the period";
    work(0.10);
    pass(250ms);
    watch(true);
    EXPECT_FALSE(ahead()) << "40 % is not calm enough";
    pass(250ms);
    watch(true);
    EXPECT_EQ(ahead(), possible);
  });
}

TEST_F(AnsweringThreadsTest, AThreadThatNoLongerAnswersFallsBack) {
  const bool possible = allowed();
  on_thread([&] {
    std::shared_ptr<void> answering = threads_->add_this_thread();
    watch(true);
    EXPECT_EQ(ahead(), possible);
    answering.reset();
    EXPECT_FALSE(ahead());
    pass(1s);
    watch(true);
    EXPECT_FALSE(ahead());
  });
}

TEST_F(AnsweringThreadsTest, AThreadMayOutliveThem) {
  on_thread([&] {
    std::shared_ptr<void> answering = threads_->add_this_thread();
    watch(true);
    threads_.reset();
    answering.reset();
    EXPECT_FALSE(ahead());
  });
}

TEST_F(AnsweringThreadsTest, ThreadsStartedByOneStayOrdinary) {
  on_thread([&] {
    const std::shared_ptr<void> answering = threads_->add_this_thread();
    watch(true);
    std::thread([] { EXPECT_FALSE(ahead()); }).join();
  });
}

}  // namespace
}  // namespace mmdagent::test
