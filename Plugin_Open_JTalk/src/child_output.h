// Runs a program to its end: text in, text out.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace open_jtalk {

// Looks for arguments[0] in PATH. What it writes to standard error is dropped. Waits until it has
// closed its output or `seconds` are over; it is then killed. nullopt: `error` tells why there is
// no output. The exit status does not matter. Any thread but the agent's: it waits.
std::optional<std::string> output_of(const std::vector<std::string>& arguments,
                                     const std::string& input, int seconds, std::string& error);

}  // namespace open_jtalk
