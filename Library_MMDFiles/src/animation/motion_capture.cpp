#include "MMDFiles/motion_capture.h"

#include "MMDFiles/model.h"
#include "MMDFiles/pose.h"

namespace mmd {

void capture_bones(const Model& model, const Pose& pose, std::span<RecordedBone> bones) {
  constexpr std::uint16_t moved_by_others = bone_flag::simulated | bone_flag::under_rotate;
  const Rig& rig = model.rig();
  for (std::size_t i = 0; i < rig.size(); ++i) {
    bones[i].translation = pose.positions[i] + pose.morph_positions[i];
    // PMD rules keep the result of IK in the rotation itself, PMX rules beside it.
    bones[i].rotation = pose.ik_rotations[i] * pose.morph_rotations[i] * pose.rotations[i];
    bones[i].recorded = (rig.flags[i] & moved_by_others) == 0;
  }
}

}  // namespace mmd
