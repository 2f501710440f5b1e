// One file of log lines that begins and ends while the log goes on (LOG_START). Shared by the agent
// thread, which says where it begins and ends, and the log writer, which writes it.
#pragma once

#include <atomic>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "message/outbound_reader.h"

namespace mmdagent {

class LogRecording {
 public:
  // Its first line is the next one that `reader` gives.
  explicit LogRecording(OutboundReader reader) : reader_(std::move(reader)) {}

  // The writer has written everything, or given up, and closed the file. Any thread.
  bool closed() const { return closed_.load(std::memory_order_acquire); }
  // Only once it was opened, and for threads that may wait for files.
  void wait_until_closed() const { closed_.wait(false); }

 private:
  friend class LogSink;
  friend class LogWriter;

  void close() {
    closed_.store(true, std::memory_order_release);
    closed_.notify_all();
  }

  std::optional<OutboundReader> reader_;  // until the writer takes it
  std::string last_text_;                 // behind the last line; set before end_
  std::atomic<std::uint64_t> end_{std::numeric_limits<std::uint64_t>::max()};  // line of the stream
  std::atomic<bool> closed_{false};
};

}  // namespace mmdagent
