// What keys, characters and the pointer do to the scene, and the events that tell of them
// (host.md section 6, messages-core.md section 20). Agent thread only.
#pragma once

#include <cstdint>
#include <glm/vec2.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "scene/desktop_request.h"
#include "scene/gesture_recognizer.h"
#include "scene/input_event.h"

namespace mmdagent {

class Scene;
struct SceneModel;

class UserInput {
 public:
  explicit UserInput(Scene& scene);

  // From the window. Times are seconds of the steady clock; `size` is the window's, in its units.
  void set_window_size(glm::ivec2 size);
  void take(const InputEvent& event);
  void move_pointer(glm::vec2 at, double seconds);
  void scroll(float steps);
  // Once per displayed frame.
  void advance(double seconds) { gestures_.advance(seconds); }
  // A file was dropped on the window, UTF-8.
  void drop(std::string_view file, glm::vec2 at, Modifiers modifiers);
  // What the clipboard holds, UTF-8; a web address is opened as content.
  void paste(std::string_view text);

  // Where the pointer was last, in the window's units; none before it first moved.
  bool has_pointer() const { return has_pointer_; }
  glm::vec2 pointer() const { return pointer_; }
  glm::ivec2 window_size() const { return window_; }

  // From anywhere: as if it were typed; posts KEY and acts.
  void type(char32_t character);
  // As if it were pressed; Escape only with `quits`.
  void press(Key key, Modifiers modifiers, bool quits);
  void post_key(char32_t character);

  // Keys that the scene cannot serve: whoever runs it takes them after each frame, each kind once.
  void request(DesktopRequest request);
  std::optional<DesktopRequest> take_request();

  // The remote control's shift and control keys stay down until they are released.
  void set_modifiers(Modifiers modifiers) { modifiers_ = modifiers; }
  Modifiers modifiers() const { return modifiers_; }

  // Drawn with the edge of selected models: double-tapped, or being moved.
  bool highlights(const SceneModel& model) const;
  bool mouse_moves_camera() const { return mouse_moves_camera_; }
  void set_mouse_moves_camera(bool moves) { mouse_moves_camera_ = moves; }

 private:
  void act(const Gesture& gesture);
  void begin_press(const Gesture& gesture);
  void drag(const Gesture& gesture);
  void drag_model(glm::vec2 moved);
  void post_long_press(std::string_view type, glm::vec2 at);
  void remove_selected();
  const SceneModel* model_at(glm::vec2 at) const;

  Scene& scene_;
  GestureRecognizer gestures_;
  glm::ivec2 window_{0};
  glm::vec2 pointer_{0.0F};
  bool has_pointer_ = false;
  Modifiers modifiers_;
  bool mouse_moves_camera_ = false;
  bool button_down_ = false;
  std::uint64_t selected_ = 0;  // SceneModel::id, 0: none
  std::uint64_t pressed_ = 0;   // under the press of the running gesture
  bool moves_model_ = false;
  std::uint32_t requests_ = 0;  // a bit for each kind of DesktopRequest
};

}  // namespace mmdagent
