// What is wrong in a settings file (.mdf).
#pragma once

#include "tools/checks.h"

namespace mmdtool {

// Lines that cannot be read, values that do not count, keys that nothing knows, missing files.
void check_settings(Report& report, const Content& content, const std::filesystem::path& file);

// A key that the program or a plugin of its own or of the reference reads.
bool is_known_key(std::string_view key);

}  // namespace mmdtool
