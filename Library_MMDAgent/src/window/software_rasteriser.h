// What the process does for a picture that the processors draw, so that the agent is not kept
// waiting.
#pragma once

namespace mmdagent {

inline constexpr int rasteriser_nice = 10;

// Puts the calling thread and the workers that Mesa's software rasteriser started in this process
// at rasteriser_nice. Lowering a priority needs no rights. On other systems than Linux: nothing.
void lower_rasteriser_priority();

// Makes the heap of this process keep what is freed. The rasteriser frees megabytes with each
// picture and takes them anew: giving them back to the system in between costs over a thousand page
// faults a picture, and calls of a millisecond during which others wait. With other C libraries
// than GNU's: nothing.
void keep_rasteriser_memory();

}  // namespace mmdagent
