// Keeps a software rasteriser from taking the processor away from the agent thread.
#pragma once

namespace mmdagent {

inline constexpr int rasteriser_nice = 10;

// Puts the calling thread and the workers that Mesa's software rasteriser started in this process
// at rasteriser_nice. Lowering a priority needs no rights. On other systems than Linux: nothing.
void lower_rasteriser_priority();

}  // namespace mmdagent
