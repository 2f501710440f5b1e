// What the plugin holds at most. One more is refused with an Error.
#pragma once

#include <cstddef>

namespace text_area::limits {

inline constexpr std::size_t areas = 200;
inline constexpr std::size_t waiting_commands = 100;  // for one area whose image is being read

}  // namespace text_area::limits
