// A model of two bones and a face, and motions that drive them, for tests of layers.
#pragma once

#include <algorithm>
#include <memory>
#include <vector>

#include "support/model_builder.h"

namespace motion_scene {

inline glm::vec3 x(float value) { return {value, 0.0F, 0.0F}; }

struct Scene {
  test_support::ModelBuilder builder;
  std::unique_ptr<mmd::ModelInstance> instance;

  Scene() {
    builder.bone("センター", {0, 8, 0});
    builder.bone("other", {0, 1, 0}, 0);
    builder.morph("face", mmd::MorphKind::vertex);
    instance = std::make_unique<mmd::ModelInstance>(builder.build());
  }
  float bone_x(int bone = 0) const {
    return instance->pose().positions[static_cast<std::size_t>(bone)].x;
  }
  float face() const { return instance->pose().weights[0]; }
};

inline mmd::MotionOptions hard() {
  mmd::MotionOptions options;
  options.smooth = false;
  return options;
}

inline mmd::MotionOptions hard_loop(float priority = 0.0F) {
  mmd::MotionOptions options = hard();
  options.loop = true;
  options.priority = priority;
  return options;
}

inline mmd::MotionOptions hard_part_loop() {
  mmd::MotionOptions options = hard_loop();
  options.part = true;
  return options;
}

inline bool has(const std::vector<mmd::MotionEvent>& events, mmd::MotionEvent::Kind kind) {
  return std::ranges::any_of(events, [&](const mmd::MotionEvent& e) { return e.kind == kind; });
}

}  // namespace motion_scene
