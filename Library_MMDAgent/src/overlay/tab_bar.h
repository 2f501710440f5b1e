// The bar of tabs along the lower edge of the window (host.md section 7.2).
#pragma once

#include <array>
#include <cstddef>
#include <glm/vec2.hpp>
#include <optional>

#include "overlay/rectangle.h"
#include "overlay/widget.h"

namespace mmdagent {

class Scene;
class TextMeasure;

// Agent thread only. It comes when the pointer moves or something is tapped, and goes by itself.
class TabBar final : public Widget {
 public:
  TabBar(Scene& scene, const TextMeasure& measure) : scene_(scene), measure_(measure) {}

  // What brings it: the pointer moved, nothing being dragged.
  void wake();
  // How much of the window it covers now, pixels from below.
  float height() const;

  bool visible() const override { return presence_ > 0.0; }
  void paint(Painter& painter) const override;
  void resize(const glm::vec2& size) override { size_ = size; }
  void step(double frames) override;
  bool act(const Gesture& gesture) override;
  void hover(const glm::vec2& at) override { pointer_ = at; }

 private:
  float unit() const;  // pixels
  Rectangle place() const;
  Rectangle tab_place(std::size_t index) const;
  std::optional<std::size_t> tab_at(const glm::vec2& at) const;
  void paint_icon(Painter& painter, std::size_t index) const;

  Scene& scene_;
  const TextMeasure& measure_;
  glm::vec2 size_{1.0F};
  glm::vec2 pointer_{-1.0F};
  double shown_left_ = 0.0;  // frames
  double presence_ = 0.0;    // frames that it has come up
  std::size_t pressed_ = 0;
  double flash_left_ = 0.0;
};

}  // namespace mmdagent
