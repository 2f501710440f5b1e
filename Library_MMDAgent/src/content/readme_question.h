// The document that a content wants to be seen before it begins (host.md section 8.6). Everything
// here reads or changes files and blocks.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace mmdagent {

struct ContentInfo;

// There is one, and the content has changed since somebody agreed to it. `content_dir` is the
// folder of the content's settings file.
bool readme_waits(const ContentInfo& info, const std::filesystem::path& content_dir);

// Somebody agreed, at that time (seconds since 1970). One line that names the file when it could
// not be written.
std::optional<std::string> write_agreement(const std::filesystem::path& content_dir,
                                           std::int64_t seconds);

// Removes a content that was declined, if it lies below the user's content folder; others stay. One
// line when something could not be removed.
std::optional<std::string> remove_declined(const std::filesystem::path& content_dir);

}  // namespace mmdagent
