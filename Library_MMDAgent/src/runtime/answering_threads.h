// Lets the threads that answer peers go ahead of a picture that is drawn on the same processors.
#pragma once

#include <chrono>
#include <memory>

namespace mmdagent {

// The scheduler of Linux makes a thread that wakes up wait for several milliseconds now and then,
// whatever the nice values, while a software rasteriser fills every processor. Real-time priority
// does not. It needs the right CAP_SYS_NICE or an rtprio limit of 1 or more; without either, and
// on other systems, the threads stay as they are. Refusal changes speed, not meaning.
//
// A thread that is busy more than half of its time would keep others off a processor: it loses the
// priority until it has less to do.
class AnsweringThreads {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr Clock::duration watch_period = std::chrono::milliseconds(250);
  static constexpr double most_busy = 0.5;   // share of a processor that ends the priority
  static constexpr double calm_again = 0.3;  // and that brings it back

  AnsweringThreads();
  ~AnsweringThreads();
  AnsweringThreads(const AnsweringThreads&) = delete;
  AnsweringThreads& operator=(const AnsweringThreads&) = delete;

  // Counts the calling thread among them until the result is destroyed, which that thread does
  // before it ends. The result may outlive this object. Any thread.
  std::shared_ptr<void> add_this_thread();

  // Gives and takes priorities; between two watch periods it does nothing. `rasterises`: pictures
  // are drawn by the processors. The agent thread calls it once a frame.
  void watch(bool rasterises, Clock::time_point now);

 private:
  class List;

  std::shared_ptr<List> list_;
  Clock::time_point watched_{};
};

}  // namespace mmdagent
