// Colours as documents and buttons give them: `RRGGBB` or `RRGGBBAA` (messages-core.md
// section 1.5).
#pragma once

#include <glm/vec4.hpp>
#include <string_view>

namespace mmdagent {

// A `#` in front is skipped; reading ends at what is no hexadecimal digit, and channels without two
// digits are 1.
glm::vec4 hex_color(std::string_view text);

}  // namespace mmdagent
