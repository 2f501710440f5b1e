// The camera of the shadow cases: straight down on the floor's middle, -z up in the picture.
#pragma once

#include "pictures/picture_rig.h"

namespace mmdagent::test {

inline CameraPose overhead() {
  CameraPose camera;
  camera.target = {0, 0, 0};
  camera.rotation = camera_rotation({90, 0, 0});
  camera.distance = 100;
  return camera;
}

// Of the world point (x, 0, z) under that camera in rig G.
inline Color color_at(const PictureRig& rig, float x, float z) {
  constexpr float pixels_per_unit = 32.02F;
  return rig.pixel(static_cast<int>(449.5F + x * pixels_per_unit),
                   static_cast<int>(449.5F + z * pixels_per_unit));
}

}  // namespace mmdagent::test
