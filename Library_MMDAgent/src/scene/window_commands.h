// Whether what lies behind the window shows through it, where commands and a key say so.
#pragma once

#include "scene/command_table.h"

namespace mmdagent {

// Each answers with the line to log. Agent thread only.
Result start_transparency(Scene& scene);
Result stop_transparency(Scene& scene);

}  // namespace mmdagent
