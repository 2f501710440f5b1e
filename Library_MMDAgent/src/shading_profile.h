// The two looks of the renderer, in a header of its own because settings and snapshots name them.
#pragma once

#include <cstdint>

namespace mmdagent {

enum class ShadingProfile : std::uint8_t { mmd, reference };

}  // namespace mmdagent
