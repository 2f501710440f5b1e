// All bounds of this plugin.
#pragma once

#include <chrono>
#include <cstddef>

#include "MMDAgent/Message.h"

namespace anyscript::limits {

inline constexpr std::size_t children = 10;
// A printed line without its end; a longer one is skipped up to its end.
inline constexpr std::size_t line_bytes = mmdagent::max_message_bytes;
// What may wait for one child; beyond it its oldest whole lines are skipped.
inline constexpr std::size_t backlog_bytes = std::size_t{4} << 20;
// Messages taken from one child, and bytes read from it or written to it, before the others have
// their turn.
inline constexpr std::size_t turn_lines = 256;
inline constexpr std::size_t turn_bytes = std::size_t{64} << 10;

inline constexpr std::chrono::milliseconds start_pause{100};     // between two starts
inline constexpr std::chrono::milliseconds warning_pause{1000};  // between two of one kind
inline constexpr std::chrono::milliseconds backlog_check{100};   // while a child does not read
inline constexpr std::chrono::milliseconds end_patience{500};    // after its input was closed
inline constexpr std::chrono::milliseconds term_patience{200};   // after SIGTERM

}  // namespace anyscript::limits
