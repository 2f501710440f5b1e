// Contents of web servers, kept in the user's content folder (host.md section 8.4).
#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>

#include "MMDAgent/Message.h"

namespace mmdagent {

struct DownloadHooks {
  std::function<void(Level level, std::string_view text)> log;  // on the calling thread
  std::stop_token stop;
};

// Brings the copy in `root` (user_content_folder()) up to date; the settings file to start, or why
// there is none, one line. An earlier copy that is whole serves when the server cannot be reached.
// Blocks for as long as the download takes.
std::variant<std::filesystem::path, std::string> fetch_web_content(
    const std::string& address, const std::filesystem::path& root, const DownloadHooks& hooks);

}  // namespace mmdagent
