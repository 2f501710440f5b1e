// The curtain before the scene: it opens when a content begins and closes before another takes its
// place (host.md section 7.10, rendering.md section 6.7).
#pragma once

#include <glm/vec2.hpp>
#include <memory>
#include <string>

#include "overlay/widget.h"

namespace mmdagent {

class ResourceHandle;
class Scene;

// Agent thread only. Without a window there is none: nobody waits for it.
class Curtain final : public Widget {
 public:
  static constexpr int patterns = 3;
  static constexpr double frames = 30.0;  // from closed to open

  // Its picture is logo.png of that folder, where there is one.
  Curtain(Scene& scene, const std::string& app_data_dir)
      : scene_(scene), logo_file_(app_data_dir + "/logo.png") {}

  // 0 to patterns - 1; what it opens and closes with from now on.
  void set_pattern(int pattern) { pattern_ = pattern; }
  // There is a window: closed as it is, it begins to open.
  void open();
  // Lets it close if it does not yet; true once it has closed.
  bool close();

  // It has not let the scene free yet.
  bool opening() const { return state_ == State::opening; }
  // The part of its way that is closed, 0 to 1.
  double closed() const { return closed_ / frames; }

  bool visible() const override { return closed_ > 0.0; }
  void paint(Painter& painter) const override;
  void step(double frames) override;

 private:
  enum class State : std::uint8_t { none, opening, gone, closing };

  void load_logo();
  void advance(double passed);
  void paint_logo(Painter& painter) const;

  Scene& scene_;
  std::string logo_file_;
  State state_ = State::none;
  int pattern_ = 0;
  double closed_ = 0.0;  // frames of its way
  int long_frames_ = 0;  // one after another
  std::shared_ptr<const ResourceHandle> logo_;
  float logo_aspect_ = 1.0F;  // height by width
};

}  // namespace mmdagent
