// Lines for whoever started the program.
#pragma once

#include <string_view>

namespace mmdagent {

// Writes `line`, with its line end, to standard error if that takes it at once: a reader that has
// stopped reading its pipe must not hold up the program. Any thread.
void tell_standard_error(std::string_view line) noexcept;

}  // namespace mmdagent
