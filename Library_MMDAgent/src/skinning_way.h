// Who poses the vertices of models, in a header of its own because settings and renderer name it.
#pragma once

#include <cstdint>

namespace mmdagent {

// The processor, transform feedback (GL 3.3) or a compute shader (GL 4.3). `automatic`: the
// processor where it draws the pictures too, else the newest that the driver has.
enum class SkinningWay : std::uint8_t { automatic, cpu, feedback, compute };

}  // namespace mmdagent
