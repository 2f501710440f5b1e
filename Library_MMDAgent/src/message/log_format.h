// One log line: `[YYYY/MM/DD hh:mm:ss.mmm] [<tick>] <module>: <Level>: <text>` and a line end, or
// the same as one JSON object (--log-json).
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "message/record.h"

namespace mmdagent {

class ModuleTable;
struct OutboundRecord;

std::string_view level_name(Level level);  // "Error", ...; empty for Level::none

// Bytes of a line as text, its end included, of a module of that name.
std::size_t log_line_bytes(std::uint64_t tick, std::string_view module, Level level,
                           std::size_t text_bytes);

enum class LogClock : std::uint8_t { local, utc };

// `json`: one line `{"time":"2000-01-01T00:00:00.000Z","tick":0,"module":"MMDAgent",
// "level":"Status","text":"…"}`, valid UTF-8 whatever the text was, line breaks inside it escaped.
enum class LogFormat : std::uint8_t { text, json };

// Keeps the text of the current second, so that a line costs no calendar work. One thread.
class LogFormatter {
 public:
  explicit LogFormatter(LogClock clock = LogClock::local, LogFormat format = LogFormat::text)
      : clock_(clock), format_(format) {}

  // Appends the line to `out`; allocates only when `out` must grow. A record of a module that
  // `modules` does not know becomes `Error: InternalError: unknown module id = <id>`.
  void append(const OutboundRecord& record, const ModuleTable& modules, std::string& out);

 private:
  // The parts of one line in the order they are written.
  struct Line {
    unsigned milliseconds;
    std::uint64_t tick;
    std::string_view module;
    std::string_view level;
    std::string_view text;  // without line end
  };

  void set_second(std::int64_t second);
  void append_text(const Line& line, std::string& out) const;
  void append_json(const Line& line, std::string& out) const;

  LogClock clock_;
  LogFormat format_;
  std::int64_t second_ = std::numeric_limits<std::int64_t>::min();
  std::array<char, 96> stamp_{};  // up to the milliseconds
  std::size_t stamp_length_ = 0;
  std::array<char, 32> zone_{};  // behind them, JSON only
};

}  // namespace mmdagent
