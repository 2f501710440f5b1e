#include "overlay/notification.h"

#include <utility>

#include "overlay/painter.h"

namespace mmdagent {
namespace {

constexpr double frames_per_second = 30.0;
constexpr glm::vec4 color(0.8F, 0.4F, 0.2F, 0.8F);

}  // namespace

void Notification::show(std::string text, double seconds) {
  box_.show(std::move(text), {});
  frames_left_ = frames_per_second * seconds;
  stays_ = seconds <= 0.0;
}

void Notification::paint(Painter& painter) const { box_.paint(painter, {color, {}, 0.0F}); }

void Notification::step(double frames) {
  box_.step(frames);
  if (!box_.open() || stays_) return;
  frames_left_ -= frames;
  if (frames_left_ <= 0.0) box_.hide();
}

}  // namespace mmdagent
