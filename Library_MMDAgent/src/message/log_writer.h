// The log writer: one thread that carries the outbound chain to files and standard streams. It may
// be slow or stuck; the agent never notices.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "message/log_format.h"
#include "message/outbound.h"

namespace mmdagent {

class LogRecording;
class ModuleTable;

// Bit n: Level n is written.
using LevelSet = std::uint32_t;
inline constexpr LevelSet all_log_levels = 0xffffffffU;
constexpr LevelSet level_bit(Level level) { return 1U << static_cast<unsigned>(level); }

// One destination: a path (opened for append) or, when that is empty, an open descriptor, which is
// neither closed nor changed. Stream `wire` writes the bare messages (--print-messages).
struct LogDestination {
  OutboundStream stream = OutboundStream::log;
  std::string path;
  int descriptor = 1;
  LevelSet levels = all_log_levels;  // of stream `log`
  LogFormat format = LogFormat::text;
  // Written at once, always. Else lines that keep coming are collected for 10 ms, which spares the
  // agent a wake-up each; one prompt destination makes all of them so.
  bool prompt = false;
};

class LogWriter {
 public:
  // Lines written to `outbound` from now on reach every destination. A destination that cannot be
  // opened or written costs one line on standard error, then it is left out.
  LogWriter(OutboundLog& outbound, const ModuleTable& modules,
            std::vector<LogDestination> destinations, LogClock clock = LogClock::local);
  ~LogWriter();  // stop()

  LogWriter(const LogWriter&) = delete;
  LogWriter& operator=(const LogWriter&) = delete;

  // A file of its own for what is logged from now on. Agent thread, all three; before stop(). Empty
  // when there are too many readers.
  std::shared_ptr<LogRecording> record();
  // Its file: `descriptor` of a regular file, which the writer closes; once.
  void open(const std::shared_ptr<LogRecording>& recording, int descriptor, std::string path);
  // What was logged last was its last line; `text` follows it. Once, before or after open().
  void end(const std::shared_ptr<LogRecording>& recording, std::string text);

  // Writes what was published before the call, at most for `patience`, then ends the thread. What a
  // stuck destination did not take is counted on standard error. Called once nothing writes any
  // more.
  void stop(std::chrono::milliseconds patience = std::chrono::milliseconds(500));

 private:
  class Worker;

  OutboundLog& outbound_;
  std::unique_ptr<Worker> worker_;
};

}  // namespace mmdagent
