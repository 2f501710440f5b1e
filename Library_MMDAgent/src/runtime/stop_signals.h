// SIGINT and SIGTERM as a call: the first asks for the end, the second ends the process at once.
#pragma once

#include <functional>
#include <thread>

#include "message/event_fd.h"

namespace mmdagent {

class StopSignals {
 public:
  // Before the first other thread starts: they inherit that these signals are blocked. SIGPIPE is
  // ignored from here on. `first` is called on a thread of this class.
  explicit StopSignals(std::function<void()> first);
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

 private:
  void run(int descriptor);

  std::function<void()> first_;
  EventFd end_;
  std::thread thread_;
};

}  // namespace mmdagent
