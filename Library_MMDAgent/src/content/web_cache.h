// The room that copies of web contents may take.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "MMDAgent/Message.h"

namespace mmdagent {

// Removes the copies beside `folder` that were not looked at for longest, until all copies together
// with `bytes` for that of `folder` are within limits::web_cache_bytes. The one with the working
// directory stays. Blocks.
void make_room(const std::filesystem::path& folder, std::uint64_t bytes,
               const std::function<void(Level level, std::string_view text)>& log,
               std::uint64_t most_bytes);
void make_room(const std::filesystem::path& folder, std::uint64_t bytes,
               const std::function<void(Level level, std::string_view text)>& log);

// Removes all of them in the user's content folder but the one with the working directory, and
// nothing else. One line that names the first that stays. Blocks.
std::optional<std::string> remove_web_copies(const std::filesystem::path& root);

}  // namespace mmdagent
