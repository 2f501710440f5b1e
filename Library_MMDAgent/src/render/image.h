// Decoded pictures are those of the file readers: RGBA, straight alpha, rows from the top.
#pragma once

#include "MMDFiles/image.h"

namespace mmdagent {

using Image = mmd::Image;

}  // namespace mmdagent
