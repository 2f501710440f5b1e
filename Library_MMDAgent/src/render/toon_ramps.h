// The system toon images (rendering.md section 3.5), one column of 32 rows each.
#pragma once

#include "render/image.h"

namespace mmdagent {

// Slot 0 is white, 1..10 are toon01..toon10.
Image toon_ramp(int slot);

}  // namespace mmdagent
