// Writing pictures to files.
#pragma once

#include <optional>
#include <string>

#include "render/image.h"

namespace mmdagent {

// A picture as the renderer reads it: colours premultiplied if it is transparent. 8 bits per
// channel, RGB, or RGBA with straight alpha. Errors: one line that names the file.
std::optional<std::string> write_png(const std::string& path, const Image& image);

}  // namespace mmdagent
