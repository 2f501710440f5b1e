// One destination of the log writer, or one recording: a cursor, a buffer and a descriptor that may
// be stuck.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "message/log_format.h"
#include "message/log_recording.h"
#include "message/log_writer.h"
#include "message/outbound_reader.h"

namespace mmdagent {

class LogSink {
 public:
  // Opens the destination; a failure is said on standard error and leaves the sink dead.
  LogSink(LogDestination destination, OutboundReader reader, const ModuleTable& modules,
          LogClock clock);
  // Writes the recording into `descriptor`, which it owns from now on; `path` names it in errors.
  LogSink(std::shared_ptr<LogRecording> recording, int descriptor, std::string path,
          const ModuleTable& modules, LogClock clock);
  ~LogSink();
  LogSink(LogSink&& other) noexcept;
  LogSink& operator=(LogSink&&) = delete;

  // Writes what waits, as far as the descriptor takes it without blocking. True when something was
  // waiting.
  bool pump();
  bool alive() const { return reader_.has_value(); }
  // Something is formatted that the descriptor did not take.
  bool stuck() const { return alive() && written_ < buffer_.size(); }
  int descriptor() const { return descriptor_; }
  bool prepare_sleep() { return reader_->prepare_sleep(); }
  // Lines not written, said on standard error when there are any. The sink is dead afterwards.
  void close();

 private:
  bool fill();
  std::size_t lines_to_the_end() const;
  void finish_recording();
  void append(const OutboundRecord& record);
  void report_lost(std::uint64_t lines, const OutboundRecord& next);
  bool flush();
  void fail(int error_number);
  std::string name() const;

  LogDestination destination_;
  const ModuleTable* modules_;
  LogFormatter formatter_;
  std::optional<OutboundReader> reader_;
  int descriptor_ = -1;
  bool owned_ = false;
  bool regular_file_ = false;
  std::shared_ptr<LogRecording> recording_;  // null: a destination for all of the log
  bool complete_ = false;                    // its last text is in the buffer
  std::string buffer_;
  std::size_t written_ = 0;
};

}  // namespace mmdagent
