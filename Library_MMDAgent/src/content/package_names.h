// Names of entries in a package: their text, and which may be written to disk.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mmdagent {

// UTF-8 stays, anything else is taken as CP932, the charset of older Japanese content.
std::string decoded_entry_name(std::string_view raw);

// Empty, or why an entry of this name is refused: it could leave the folder, mean something else on
// another system, or is longer or deeper than the limits.
std::optional<std::string> entry_name_problem(std::string_view name);

// Two entries with the same key would be one file where case does not count (ASCII letters).
std::string entry_name_key(std::string_view name);

}  // namespace mmdagent
