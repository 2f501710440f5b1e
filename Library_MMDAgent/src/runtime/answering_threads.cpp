#include "runtime/answering_threads.h"

#ifdef __linux__
#include <pthread.h>
#include <sched.h>
#include <unistd.h>

#include <ctime>
#include <mutex>
#include <utility>
#include <vector>
#endif

namespace mmdagent {

#ifdef __linux__
namespace {

using Seconds = std::chrono::duration<double>;

// False when the system refuses. Threads that the thread starts do not inherit the priority.
bool set_real_time(pid_t thread, bool on) {
  sched_param parameters{};
  parameters.sched_priority = on ? 1 : 0;
  const int policy = (on ? SCHED_RR : SCHED_OTHER) | SCHED_RESET_ON_FORK;
  return sched_setscheduler(thread, policy, &parameters) == 0;
}

double processor_seconds(clockid_t clock) {
  timespec time{};
  if (clock_gettime(clock, &time) != 0) return 0.0;
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

}  // namespace

class AnsweringThreads::List {
 public:
  class Entry {
   public:
    explicit Entry(std::shared_ptr<List> list) : list_(std::move(list)), thread_(gettid()) {
      if (pthread_getcpuclockid(pthread_self(), &clock_) != 0) clock_ = CLOCK_REALTIME;
      used_ = processor_seconds(clock_);
      const std::scoped_lock lock(list_->mutex_);
      list_->entries_.push_back(this);
    }
    ~Entry() {
      const std::scoped_lock lock(list_->mutex_);
      std::erase(list_->entries_, this);
      if (ahead_) set_real_time(thread_, false);
    }
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;

    void watch(bool rasterises, double seconds) {
      const double used = processor_seconds(clock_);
      const double busy = (used - used_) / seconds;
      used_ = used;
      const bool wanted = rasterises && busy < (ahead_ ? most_busy : calm_again);
      if (wanted == ahead_ || refused_) return;
      refused_ = !set_real_time(thread_, wanted);
      ahead_ = wanted && !refused_;
    }

   private:
    const std::shared_ptr<List> list_;
    const pid_t thread_;
    clockid_t clock_{};
    double used_ = 0.0;  // processor seconds at the last watch
    bool ahead_ = false;
    bool refused_ = false;
  };

  void watch(bool rasterises, double seconds) {
    const std::scoped_lock lock(mutex_);
    for (Entry* entry : entries_) entry->watch(rasterises, seconds);
  }

 private:
  std::mutex mutex_;
  std::vector<Entry*> entries_;
};

std::shared_ptr<void> AnsweringThreads::add_this_thread() {
  return std::make_shared<List::Entry>(list_);
}

void AnsweringThreads::watch(bool rasterises, Clock::time_point now) {
  if (now - watched_ < watch_period) return;
  list_->watch(rasterises, Seconds(now - watched_).count());
  watched_ = now;
}
#else
class AnsweringThreads::List {};

std::shared_ptr<void> AnsweringThreads::add_this_thread() { return nullptr; }

void AnsweringThreads::watch(bool, Clock::time_point) {}
#endif

AnsweringThreads::AnsweringThreads() : list_(std::make_shared<List>()) {}

AnsweringThreads::~AnsweringThreads() = default;

}  // namespace mmdagent
