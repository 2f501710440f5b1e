// One image of the stage, where STAGE sets both.
#pragma once

#include <cstdint>
#include <string>

namespace mmdagent {

class Scene;

enum class StageImage : std::uint8_t { floor, background };

// Reads the image and sets it when it is there, or logs why not. Agent thread only.
void load_stage_image(Scene& scene, StageImage image, const std::string& file);

}  // namespace mmdagent
