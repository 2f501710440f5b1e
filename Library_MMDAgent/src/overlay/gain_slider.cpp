#include "overlay/gain_slider.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "overlay/painter.h"
#include "scene/event_poster.h"

namespace mmdagent {
namespace {

constexpr double sliding = 10.0;  // frames
constexpr char32_t own_key = U'a';

// The longer side of the window is so many units, but all of the panel is in the window.
constexpr float longer_side = 20.0F;
constexpr float left = 0.4F;
constexpr float right = 2.2F;
constexpr float low = 1.5F;
constexpr float high = 17.5F;
constexpr float bar_left = 1.15F;
constexpr float bar_width = 0.3F;
constexpr float bar_low = 2.0F;
constexpr float bar_high = 17.0F;
constexpr glm::vec2 tick(1.3F, 0.1F);
constexpr glm::vec2 knob(0.6F, 0.6F);

constexpr glm::vec4 panel_color(1.0F);
constexpr glm::vec4 above_color(0.9F, 0.9F, 0.9F, 1.0F);
constexpr glm::vec4 below_color(1.0F, 0.6F, 0.2F, 1.0F);
constexpr glm::vec4 tick_color(0.5F, 0.5F, 0.5F, 1.0F);
constexpr glm::vec4 knob_color(0.7F, 0.7F, 0.7F, 1.0F);

float height_of(int step) {
  return bar_low +
         (bar_high - bar_low) * static_cast<float>(step) / static_cast<float>(GainSlider::steps);
}

}  // namespace

float GainSlider::gain(int step) {
  constexpr float per_step_above = 0.6F;
  const auto above = static_cast<float>(step - neutral);
  if (step > neutral) return 1.0F + per_step_above * above;
  return static_cast<float>(step) / static_cast<float>(neutral);
}

float GainSlider::unit() const {
  return std::min(std::max(size_.x, size_.y) / longer_side, size_.y / high);
}

Rectangle GainSlider::place() const {
  return {unit() * glm::vec2(left, low), unit() * glm::vec2(right - left, high - low)};
}

int GainSlider::step_at(float height) const {
  const float share = (height / unit() - bar_low) / (bar_high - bar_low);
  return static_cast<int>(std::lround(std::clamp(share, 0.0F, 1.0F) * static_cast<float>(steps)));
}

void GainSlider::set(int step) {
  const int within = std::clamp(step, 0, steps);
  if (within == step_) return;
  step_ = within;
  events_.post("RECOG_MODIFY", {"GAIN", fmt::format("{:.2f}", gain(step_))});
}

void GainSlider::step(double frames) {
  shown_ = std::clamp(shown_ + (open_ ? frames : -frames) / sliding, 0.0, 1.0);
}

void GainSlider::paint(Painter& painter) const {
  const float away = 1.0F - static_cast<float>(shown_);
  const Painter::Moved moved(painter, {{-away * right * unit(), 0.0F}, {}, 1.0F, 1.0F});
  const auto box = [&](const glm::vec2& corner, const glm::vec2& extent, const glm::vec4& color) {
    painter.box({unit() * corner, unit() * extent}, color);
  };
  const float at = height_of(step_);
  const float middle = bar_left + 0.5F * bar_width;
  painter.box(place(), panel_color);
  box({bar_left, bar_low}, {bar_width, at - bar_low}, below_color);
  box({bar_left, at}, {bar_width, bar_high - at}, above_color);
  box(glm::vec2(middle, height_of(neutral)) - 0.5F * tick, tick, tick_color);
  box(glm::vec2(middle, at) - 0.5F * knob, knob, knob_color);
}

bool GainSlider::press(Key key, Modifiers) {
  if (!open_) return false;
  if (key == Key::up) set(step_ + 1);
  if (key == Key::down) set(step_ - 1);
  if (key == Key::escape) open_ = false;
  return true;
}

bool GainSlider::type(char32_t character) {
  if (!open_) return false;
  if (character == own_key) open_ = false;
  return true;
}

bool GainSlider::act(const Gesture& gesture) {
  if (!open_) return false;
  const bool inside = place().contains(gesture.position);
  switch (gesture.kind) {
    case Gesture::Kind::tap:
      if (inside) set(step_at(gesture.position.y));
      open_ = inside;
      return true;
    case Gesture::Kind::drag_begin:
      dragged_to_ = gesture.position.y;
      return inside;
    case Gesture::Kind::drag:
      dragged_to_ += gesture.moved.y;
      set(step_at(dragged_to_));
      return true;
    default:
      return inside;
  }
}

}  // namespace mmdagent
