// Every hard limit of the host library. What is beyond one is refused, skipped or clamped, and
// said. (Not limits.h: in an include root that name would hide the C header.)
#pragma once

#include <cstddef>
#include <cstdint>

namespace mmdagent::limits {

// Settings files (.mdf) and settings given on the command line.
inline constexpr std::size_t settings_file_bytes = std::size_t{16} << 20;  // larger: refused
inline constexpr std::size_t settings_line_bytes = 65'535;  // without line end; longer: skipped
inline constexpr std::size_t settings_warnings = 100;  // of one file; one more line counts the rest
inline constexpr int environment_passes = 8;  // of replacing %ENV{}; then the text stays as it is

// Pixels, for the setting window_size and --size alike.
inline constexpr int window_side = 16'384;

// Global variables.
inline constexpr std::size_t variables = 65'536;
inline constexpr std::size_t variable_bytes = 65'535;

}  // namespace mmdagent::limits
