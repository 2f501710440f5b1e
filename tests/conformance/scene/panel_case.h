// What cases of the program's own panels look at, and how they touch them.
#pragma once

#include <string>
#include <vector>

#include "overlay/overlay.h"
#include "scene/gesture_recognizer.h"
#include "scene_case.h"
#include "support/panel_texts.h"

namespace conformance {

using Lines = std::vector<std::string>;

inline Lines panel_texts(const test_support::SceneRun& run) {
  return test_support::panel_texts(run.snapshot());
}

// In a window of that size; `at` and `moved` from its lower left corner. Answers whether a panel
// took it.
inline bool touch(test_support::SceneRun& run, const glm::vec2& window,
                  mmdagent::Gesture::Kind kind, const glm::vec2& at, const glm::vec2& moved = {}) {
  run.scene->overlay().resize(window);
  mmdagent::Gesture gesture;
  gesture.kind = kind;
  gesture.position = {at.x, window.y - at.y};
  gesture.moved = {moved.x, -moved.y};
  const bool taken = run.scene->overlay().act(gesture);
  run.send("");  // and all that follows at once
  return taken;
}

}  // namespace conformance
