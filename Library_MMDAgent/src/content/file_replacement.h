// Writing small files whole.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace mmdagent {

// The file holds either what it held before or all of `text`, whatever happens meanwhile. One line
// that names the file when it could not be written. Blocks.
std::optional<std::string> replace_file(const std::filesystem::path& file, std::string_view text);

}  // namespace mmdagent
