// What is wrong in a dialogue script (.fst).
#pragma once

#include "tools/checks.h"

namespace mmdtool {

// Lines that cannot be read, in included files too, and files named by commands that are not there.
// Names with variables are not looked at.
void check_script(Report& report, const Content& content, const std::filesystem::path& file);

}  // namespace mmdtool
