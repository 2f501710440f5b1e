// A notification: a text that is shown for a while (messages-core.md section 16.2).
#pragma once

#include <string>

#include "overlay/message_box.h"
#include "overlay/widget.h"

namespace mmdagent {

// Agent thread only.
class Notification final : public Widget {
 public:
  explicit Notification(const TextMeasure& measure) : box_(measure) {}

  // In place of one that is shown. `seconds`: 0 or less: until another takes its place.
  void show(std::string text, double seconds);

  bool visible() const override { return box_.visible(); }
  void paint(Painter& painter) const override;
  void resize(const glm::vec2& size) override { box_.resize(size); }
  void step(double frames) override;

 private:
  MessageBox box_;
  double frames_left_ = 0.0;
  bool stays_ = false;
};

}  // namespace mmdagent
