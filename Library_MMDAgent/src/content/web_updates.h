// Whether servers have newer versions of the web contents that are kept here (host.md section 8.7).
#pragma once

#include <filesystem>
#include <vector>

#include "content/web_content.h"

namespace mmdagent {

// The folders in `root` (user_content_folder()) that hold a copy of a web content, sorted. Blocks.
std::vector<std::filesystem::path> web_copies(const std::filesystem::path& root);

// Asks the server of each copy, one after the other, when its content was changed last, and keeps
// the answer as LastModifiedEpochTime in the copy's `.mmdagent-save`: is_outdated() then
// tells. Addresses that the file `banlist` bans are not asked. Blocks for as long as servers take.
void check_web_updates(const std::vector<std::filesystem::path>& copies,
                       const std::filesystem::path& banlist, const DownloadHooks& hooks);

}  // namespace mmdagent
