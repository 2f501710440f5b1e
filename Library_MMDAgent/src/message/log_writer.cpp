#include "message/log_writer.h"

#include <poll.h>

#include <algorithm>
#include <atomic>
#include <list>
#include <optional>
#include <thread>
#include <utility>

#include "message/event_fd.h"
#include "message/log_sink.h"
#include "message/standard_error.h"

namespace mmdagent {

class LogWriter::Worker {
 public:
  using Clock = std::chrono::steady_clock;

  // While messages come, lines are written together after so long, unannounced: the agent then has
  // nobody to wake, and the peers' answers do not share the processor with formatting.
  static constexpr std::chrono::milliseconds collecting_time{10};

  Worker(OutboundLog& outbound, const ModuleTable& modules,
         std::vector<LogDestination> destinations, LogClock clock)
      : modules_(modules), clock_(clock) {
    prompt_ = std::ranges::any_of(destinations, &LogDestination::prompt);
    for (LogDestination& destination : destinations) {
      auto reader = outbound.open(destination.stream, wake());
      if (!reader) {
        tell_standard_error("mmdagent: too many readers of messages: a log is left out\n");
        continue;
      }
      sinks_.emplace_back(std::move(destination), std::move(*reader), modules, clock);
    }
    thread_ = std::thread([this] { run(); });
  }

  Wake wake() {
    return {[](void* event) noexcept { static_cast<EventFd*>(event)->signal(); }, &event_};
  }
  void signal() { event_.signal(); }

  void add(std::unique_ptr<LogSink> sink) {
    auto added = std::make_unique<Added>(Added{std::move(sink), added_.load()});
    while (!added_.compare_exchange_weak(added->next, added.get())) {
    }
    (void)added.release();
    signal();
  }

  const ModuleTable& modules() const { return modules_; }
  LogClock clock() const { return clock_; }

  void stop(std::chrono::milliseconds patience) {
    if (!thread_.joinable()) return;
    deadline_ = Clock::now() + patience;
    stopping_.store(true);
    event_.signal();
    thread_.join();
    take_added();
    for (LogSink& sink : sinks_) sink.close();
  }

 private:
  // Sinks on their way to the thread: the agent puts one in front, the thread takes all.
  struct Added {
    std::unique_ptr<LogSink> sink;
    Added* next;
  };

  void take_added() {
    std::unique_ptr<Added> added(added_.exchange(nullptr));
    while (added) {
      sinks_.push_back(std::move(*added->sink));
      added.reset(added->next);
    }
  }

  void run() {
    for (;;) {
      // Read first: what was published before the stop is then seen by the pass below.
      const bool stopping = stopping_.load();
      bool found = false;
      take_added();
      for (LogSink& sink : sinks_) found = sink.pump() || found;
      sinks_.remove_if([](const LogSink& sink) { return !sink.alive(); });
      const bool stuck = std::any_of(sinks_.begin(), sinks_.end(),
                                     [](const LogSink& sink) { return sink.stuck(); });
      if (stopping && (!stuck || Clock::now() >= deadline_)) return;
      if (stopping) {
        wait(std::chrono::ceil<std::chrono::milliseconds>(deadline_ - Clock::now()));
      } else if (found && !prompt_) {
        wait(collecting_time);
      } else if (!found && all_asleep()) {
        wait(std::nullopt);
      }
    }
  }

  // A stuck sink waits for its descriptor, not for more to write.
  bool all_asleep() {
    bool asleep = true;
    for (LogSink& sink : sinks_) {
      if (sink.alive() && !sink.stuck()) asleep = sink.prepare_sleep() && asleep;
    }
    return asleep;
  }

  void wait(std::optional<std::chrono::milliseconds> longest) {
    waited_for_.assign(1, {event_.descriptor(), POLLIN, 0});
    for (const LogSink& sink : sinks_) {
      if (sink.stuck()) waited_for_.push_back({sink.descriptor(), POLLOUT, 0});
    }
    const int timeout =
        longest ? static_cast<int>(std::max<std::int64_t>(longest->count(), 0)) : -1;
    poll(waited_for_.data(), waited_for_.size(), timeout);
    event_.clear();
  }

  const ModuleTable& modules_;
  const LogClock clock_;
  EventFd event_;
  std::atomic<Added*> added_{nullptr};
  bool prompt_ = false;
  std::atomic<bool> stopping_{false};
  Clock::time_point deadline_;  // written before stopping_
  std::list<LogSink> sinks_;
  std::vector<pollfd> waited_for_;
  std::thread thread_;
};

LogWriter::LogWriter(OutboundLog& outbound, const ModuleTable& modules,
                     std::vector<LogDestination> destinations, LogClock clock)
    : outbound_(outbound),
      worker_(std::make_unique<Worker>(outbound, modules, std::move(destinations), clock)) {}

LogWriter::~LogWriter() { stop(); }

std::shared_ptr<LogRecording> LogWriter::record() {
  auto reader = outbound_.open(OutboundStream::log, worker_->wake());
  return reader ? std::make_shared<LogRecording>(std::move(*reader)) : nullptr;
}

void LogWriter::open(const std::shared_ptr<LogRecording>& recording, int descriptor,
                     std::string path) {
  worker_->add(std::make_unique<LogSink>(recording, descriptor, std::move(path), worker_->modules(),
                                         worker_->clock()));
}

void LogWriter::end(const std::shared_ptr<LogRecording>& recording, std::string text) {
  recording->last_text_ = std::move(text);
  recording->end_.store(outbound_.lines(OutboundStream::log), std::memory_order_release);
  worker_->signal();
}

void LogWriter::stop(std::chrono::milliseconds patience) { worker_->stop(patience); }

}  // namespace mmdagent
