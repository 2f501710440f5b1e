// Which model lies under the pointer.
#pragma once

#include <glm/vec2.hpp>

#include "render/snapshot.h"

namespace mmdagent {

class Models;
struct SceneModel;

// The nearest visible model with a triangle in the square of 15 units around `at`; null: none.
// `at` and `window` are window units, from the top left. Vertex morphs and SDEF are left out: they
// move vertices by less than the square. Agent thread; reads the poses of the last update.
const SceneModel* pick_model(const Models& models, const CameraPose& camera, glm::vec2 at,
                             glm::vec2 window);

}  // namespace mmdagent
