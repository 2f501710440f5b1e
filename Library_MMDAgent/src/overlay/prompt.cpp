#include "overlay/prompt.h"

#include <utility>

#include "overlay/painter.h"
#include "scene/event_poster.h"

namespace mmdagent {
namespace {

constexpr double flash_frames = 7.0;
constexpr glm::vec4 color(0.3F, 0.2F, 0.6F, 0.8F);
constexpr int nothing_chosen = -1;

}  // namespace

void Prompt::show(std::string text, std::vector<std::string> labels) {
  box_.show(std::move(text), std::move(labels));
  cursor_.reset();
  flash_left_ = 0.0;
  cancelled_ = false;
}

void Prompt::paint(Painter& painter) const {
  const double passed = flash_left_ > 0.0 ? flash_frames - flash_left_ : 0.0;
  box_.paint(painter, {color, cursor_, static_cast<float>(passed / flash_frames)});
}

void Prompt::step(double frames) {
  box_.step(frames);
  if (cancelled_) answer(nothing_chosen);
  if (flash_left_ <= 0.0) return;
  flash_left_ -= frames;
  if (flash_left_ <= 0.0) answer(static_cast<int>(*cursor_));
}

void Prompt::answer(int label) {
  cancelled_ = false;
  flash_left_ = 0.0;
  box_.hide();
  events_.post("PROMPT_EVENT_SELECTED", {std::to_string(label)});
}

void Prompt::move_cursor(int by) {
  const auto count = static_cast<int>(box_.labels());
  const int from = cursor_ ? static_cast<int>(*cursor_) : by > 0 ? -1 : 0;
  cursor_ = static_cast<std::size_t>((from + by + count) % count);
}

void Prompt::choose(std::size_t label) {
  cursor_ = label;
  flash_left_ = flash_frames;
}

bool Prompt::press(Key key, Modifiers) {
  if (!box_.open()) return false;
  if (flash_left_ > 0.0) return true;
  if (key == Key::up) move_cursor(-1);
  if (key == Key::down) move_cursor(1);
  if (key == Key::enter && cursor_) choose(*cursor_);
  if (key == Key::escape) cancelled_ = true;
  return true;
}

bool Prompt::act(const Gesture& gesture) {
  if (!box_.open()) return false;
  const bool inside = box_.place().contains(gesture.position);
  if (gesture.kind != Gesture::Kind::tap) return inside;
  if (flash_left_ > 0.0) return true;
  if (const std::optional<std::size_t> label = box_.label_at(gesture.position)) choose(*label);
  if (!inside) cancelled_ = true;
  return true;
}

}  // namespace mmdagent
