// Files dropped on the window (host.md section 1.9).
#pragma once

#include <string_view>

namespace mmdagent {

class Scene;
struct Modifiers;
struct SceneModel;

// Posts DRAGANDDROP, then what the file stands for there: a motion is played, a model exchanged or
// added, an image or model becomes the stage. `file`: absolute path, UTF-8. `under` is the model at
// the place of the drop or null. Agent thread only.
void drop_file(Scene& scene, std::string_view file, std::string_view x, std::string_view y,
               const SceneModel* under, Modifiers modifiers);

}  // namespace mmdagent
