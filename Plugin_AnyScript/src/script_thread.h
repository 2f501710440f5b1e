// The thread that starts the programs and waits for all of them.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <thread>
#include <vector>

#include "MMDAgent/Feed.h"
#include "child.h"
#include "child_process.h"
#include "script_options.h"

namespace anyscript {

class ScriptThread {
 public:
  // Agent thread. Each program gets a feed of its own, from now on.
  ScriptThread(mmdagent::Host& host, ScriptOptions options);
  ~ScriptThread();
  ScriptThread(const ScriptThread&) = delete;
  ScriptThread& operator=(const ScriptThread&) = delete;

  // Agent thread: the programs get messages, or none.
  void set_enabled(bool enabled) { enabled_ = enabled; }

  // Ends all programs and the thread, within a second.
  void end();

 private:
  void wake() noexcept;
  void run();
  void start_next();
  void announce();
  std::chrono::milliseconds add_waits(std::vector<struct pollfd>& waits) const;
  void end_children();
  bool wait_for_ends(std::chrono::milliseconds patience);

  mmdagent::Host& host_;
  ScriptOptions options_;
  mmdagent::FeedKind kind_;
  std::atomic<bool> enabled_{true};
  std::atomic<bool> ends_{false};
  process::Descriptor wake_;
  std::vector<std::unique_ptr<mmdagent::Feed>> feeds_;  // of the commands, until they are started
  std::size_t started_ = 0;                             // commands tried so far
  bool announced_ = false;
  Clock::time_point next_start_{};
  std::vector<std::unique_ptr<Child>> children_;
  std::thread thread_;
};

}  // namespace anyscript
