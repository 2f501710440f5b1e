// The characters that do something to the scene when they are typed (host.md section 6.3).
#pragma once

namespace mmdagent {

class Scene;

// Does what the character stands for; nothing when it stands for nothing.
void run_scene_key(Scene& scene, char32_t character);

}  // namespace mmdagent
