// Texts at the edges of the window: errors, what the mouse does to the camera, and with the log
// where models and camera are (host.md sections 5.3 and 5.4).
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "overlay/widget.h"

namespace mmdagent {

class Scene;

// Agent thread only.
class ScreenNotes final : public Widget {
 public:
  explicit ScreenNotes(Scene& scene) : scene_(scene) {}

  // Off screen neither errors nor help are shown.
  void set_in_window() { in_window_ = true; }
  void add_error(std::string_view module, std::string_view text);

  bool visible() const override { return true; }
  void paint(Painter& painter) const override;
  void lift(float height) override { lift_ = height; }
  void step(double frames) override;

 private:
  struct Error {
    std::string text;  // with line breaks
    double frames_left = 0.0;
  };

  std::vector<std::string> notes() const;
  void paint_errors(Painter& painter, float unit) const;

  Scene& scene_;
  bool in_window_ = false;
  float lift_ = 0.0F;  // pixels
  std::deque<Error> errors_;
  std::size_t error_bytes_ = 0;
};

}  // namespace mmdagent
