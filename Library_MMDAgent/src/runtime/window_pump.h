// Carries what the user did to the window over to the scene. Agent thread only.
#pragma once

#include <glm/vec2.hpp>

namespace mmdagent {

class UserInput;
class WindowInput;

class WindowPump {
 public:
  // Everything since the last call.
  void run(WindowInput& from, UserInput& to);

 private:
  glm::vec2 pointer_{-1.0F};  // as last seen
  float scrolled_ = 0.0F;     // likewise
};

}  // namespace mmdagent
