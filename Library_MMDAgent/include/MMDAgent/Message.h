// What travels between all parts of the runtime: a type and its arguments.
// Part of the plugin interface: header only, nothing to link.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mmdagent {

// Level of a log line; the numbers are those of the log format.
enum class Level : std::uint8_t {
  none = 0,
  error = 1,
  warning = 2,
  status = 3,
  debug = 4,
  sent = 5,      // a message was posted
  captured = 6,  // a handler recognised a command
};

// A message as it is dispatched. `args` is the text after the first `|`, never split, empty when
// there are none. UTF-8. Both views are valid during the call that hands them over and no longer.
struct Message {
  std::string_view type;
  std::string_view args;
};

// A log line as it was queued, before formatting. Views are valid during the call.
struct LogLine {
  std::string_view module;
  Level level = Level::none;
  std::string_view text;
};

// Type and arguments together, with the separator; longer messages are refused everywhere.
inline constexpr std::size_t max_message_bytes = 65'535;

}  // namespace mmdagent
