// One log line: `[YYYY/MM/DD hh:mm:ss.mmm] [<tick>] <module>: <Level>: <text>` and a line end.
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

enum class LogClock : std::uint8_t { local, utc };

// Keeps the text of the current second, so that a line costs no calendar work. One thread.
class LogFormatter {
 public:
  explicit LogFormatter(LogClock clock = LogClock::local) : clock_(clock) {}

  // Appends the line to `out`; allocates only when `out` must grow. A record of a module that
  // `modules` does not know becomes `Error: InternalError: unknown module id = <id>`.
  void append(const OutboundRecord& record, const ModuleTable& modules, std::string& out);

 private:
  void set_second(std::int64_t second);

  LogClock clock_;
  std::int64_t second_ = std::numeric_limits<std::int64_t>::min();
  std::array<char, 96> stamp_{};
  std::size_t stamp_length_ = 0;
};

}  // namespace mmdagent
