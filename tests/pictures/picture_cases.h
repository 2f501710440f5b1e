// The cases of rendering.md sections 10.2 to 10.5 that are pictures, by their numbers there; each
// is a test PictureCases.Hold/C<number>_<M or R>. Those of the camera's motion are in
// unit/MMDAgent/scene/camera_test.cpp.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "pictures/picture_rig.h"

namespace mmdagent::test {

enum class Profiles : std::uint8_t { both, reference, mmd };

struct PictureCase {
  std::string number;
  std::function<void(PictureRig& rig)> check;  // the profile is set in rig.snapshot.options
  glm::ivec2 size = rig_q;
  Profiles profiles = Profiles::both;
};

std::vector<PictureCase> shading_cases();
std::vector<PictureCase> alpha_cases();
std::vector<PictureCase> geometry_cases();
std::vector<PictureCase> shadow_cases();
std::vector<PictureCase> effect_cases();

inline bool is_reference(const PictureRig& rig) {
  return rig.snapshot.options.profile == ShadingProfile::reference;
}

inline constexpr Color grey(int value) { return {value, value, value}; }

}  // namespace mmdagent::test
