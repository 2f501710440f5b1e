// Environment references `%ENV{NAME}` in settings and global variables.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mmdagent {

enum class ExpansionStatus : std::uint8_t {
  done,
  unterminated,  // a `%ENV{` without `}`
  too_long,      // the result would be longer than limits::settings_line_bytes
};

struct Expansion {
  ExpansionStatus status = ExpansionStatus::done;
  std::string text;  // empty unless done
};

// Replaces every reference by the variable's value (unset: empty), again while values bring new
// references, at most limits::environment_passes times. Any thread.
Expansion expand_environment(std::string_view text);

}  // namespace mmdagent
