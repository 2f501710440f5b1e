#include "scene/user_input.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <glm/gtc/quaternion.hpp>
#include <glm/trigonometric.hpp>

#include "MMDFiles/text.h"
#include "content/content_arguments.h"
#include "options/options.h"
#include "overlay/log_panels.h"
#include "overlay/overlay.h"
#include "overlay/tab_bar.h"
#include "scene/camera.h"
#include "scene/file_drop.h"
#include "scene/models.h"
#include "scene/motion_lead.h"
#include "scene/picking.h"
#include "scene/scene.h"
#include "scene/scene_keys.h"

namespace mmdagent {
namespace {

// host.md section 6.4 and rendering.md section 2.5; `distance` counts as 10 or more.
constexpr float turn_per_unit = 0.1F;     // of rotate_step
constexpr float pan_per_unit = 0.0005F;   // of the distance
constexpr float model_per_unit = 0.001F;  // of translate_step and the distance
constexpr float least_distance = 10.0F;
constexpr float fast_wheel = 5.0F;
constexpr float slow_wheel = 0.2F;
constexpr float adjust_step = 0.01F;  // seconds of motion_adjust_time
constexpr int left_button = 0;

bool is_typed(char32_t character) {
  return (character >= 32 && character <= 126) || character >= 160;
}

glm::ivec2 whole(glm::vec2 at) { return {std::lround(at.x), std::lround(at.y)}; }

}  // namespace

UserInput::UserInput(Scene& scene)
    : scene_(scene), gestures_([this](const Gesture& gesture) { act(gesture); }) {}

void UserInput::set_window_size(glm::ivec2 size) {
  window_ = size;
  const glm::vec2 sides = glm::max(glm::vec2(size), glm::vec2(1.0F));
  gestures_.set_window_size(sides);
  scene_.overlay().resize(sides);
  scene_.overlay().set_in_window();
}

void UserInput::take(const InputEvent& event) {
  modifiers_ = event.modifiers;
  switch (event.kind) {
    case InputEvent::Kind::character:
      type(static_cast<char32_t>(event.code));
      return;
    case InputEvent::Kind::key:
      if (event.key == Key::shift) modifiers_.shift = event.pressed;
      if (event.key == Key::control) modifiers_.control = event.pressed;
      if (event.pressed) press(event.key, modifiers_, true);
      return;
    case InputEvent::Kind::button:
      if (event.code != left_button) return;
      button_down_ = event.pressed;
      if (event.pressed) {
        gestures_.press(event.pointer, event.seconds);
      } else {
        gestures_.release(event.pointer, event.seconds);
      }
  }
}

void UserInput::move_pointer(glm::vec2 at, double seconds) {
  pointer_ = at;
  has_pointer_ = true;
  scene_.overlay().hover(at);
  if (button_down_) {
    gestures_.move(at, seconds);
  } else {
    scene_.overlay().tab_bar().wake();
  }
}

void UserInput::post_key(char32_t character) {
  if (!is_typed(character)) return;
  std::string text;
  mmd::append_utf8(text, character);
  scene_.events().post("KEY", {text});
}

void UserInput::type(char32_t character) {
  post_key(character);
  if (!scene_.overlay().type(character)) run_scene_key(scene_, character);
}

void UserInput::press(Key key, Modifiers modifiers, bool quits) {
  if (scene_.overlay().press(key, modifiers)) return;
  const Options& options = scene_.services().options();
  const bool sideways = key == Key::left || key == Key::right;
  const float sign = key == Key::up || key == Key::left ? -1.0F : 1.0F;
  switch (key) {
    case Key::escape:
      if (quits) scene_.services().request(HostRequest::quit);
      return;
    case Key::remove:
      remove_selected();
      return;
    case Key::insert:
      request(DesktopRequest::open_clipboard);
      return;
    case Key::page_up:
    case Key::page_down:
      scene_.overlay().log_panels().scroll_page(key == Key::page_up);
      return;
    case Key::up:
    case Key::down:
    case Key::left:
    case Key::right:
      break;
    default:
      return;
  }
  if (sideways && modifiers.control) {
    scene_.motion_lead().add_seconds(sign * adjust_step);
  } else if (modifiers.shift) {
    const float step = sign * options.translate_step;
    scene_.camera().shift(sideways ? glm::vec3(step, 0.0F, 0.0F) : glm::vec3(0.0F, -step, 0.0F));
  } else {
    const float step = sign * options.rotate_step;
    scene_.camera().orbit(sideways ? glm::vec2(0.0F, step) : glm::vec2(step, 0.0F));
  }
}

void UserInput::request(DesktopRequest request) {
  requests_ |= 1U << static_cast<unsigned>(request);
}

std::optional<DesktopRequest> UserInput::take_request() {
  if (requests_ == 0) return std::nullopt;
  const int lowest = std::countr_zero(requests_);
  requests_ &= requests_ - 1;
  return static_cast<DesktopRequest>(lowest);
}

void UserInput::paste(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n";
  const std::size_t begin = std::min(text.find_first_not_of(blank), text.size());
  text.remove_prefix(begin);
  text = text.substr(0, text.find_first_of(blank));
  if (!is_web_address(text)) {
    scene_.services().log(Level::warning, "clipboard: it holds no web address");
    return;
  }
  scene_.services().open_content(text);
}

void UserInput::scroll(float steps) {
  if (steps == 0.0F || scene_.overlay().scroll(pointer_, steps)) return;
  if (!mouse_moves_camera_) return;
  const Options& options = scene_.services().options();
  if (modifiers_.control && modifiers_.shift) {
    scene_.camera().widen(-steps * options.fovy_step);
    return;
  }
  const float speed = modifiers_.control ? fast_wheel : modifiers_.shift ? slow_wheel : 1.0F;
  scene_.camera().approach_by(steps * speed * options.distance_step);
}

const SceneModel* UserInput::model_at(glm::vec2 at) const {
  return pick_model(scene_.models(), scene_.camera().pose(), at, glm::vec2(window_));
}

bool UserInput::highlights(const SceneModel& model) const {
  return model.id == selected_ || (moves_model_ && model.id == pressed_);
}

void UserInput::act(const Gesture& gesture) {
  if (scene_.overlay().act(gesture)) return;
  switch (gesture.kind) {
    case Gesture::Kind::tap:
    case Gesture::Kind::drag_begin:
      begin_press(gesture);
      return;
    case Gesture::Kind::drag:
      drag(gesture);
      return;
    case Gesture::Kind::drag_end:
      moves_model_ = false;
      return;
    case Gesture::Kind::double_tap: {
      const SceneModel* model = model_at(gesture.position);
      selected_ = model != nullptr ? model->id : 0;
      return;
    }
    case Gesture::Kind::long_press:
      post_long_press("SCREEN_EVENT_LONGPRESSED", gesture.position);
      return;
    case Gesture::Kind::long_release:
      post_long_press("SCREEN_EVENT_LONGRELEASED", gesture.position);
      return;
    case Gesture::Kind::flick:
      return;
  }
}

void UserInput::begin_press(const Gesture& gesture) {
  const SceneModel* model = model_at(gesture.position);
  pressed_ = model != nullptr ? model->id : 0;
  moves_model_ = false;
  if (model != nullptr) scene_.events().post("MODEL_EVENT_SELECT", {model->alias});
  const glm::ivec2 at = whole(gesture.position);
  scene_.events().post("TAPPED", {fmt::format("{:02}", at.x), fmt::format("{:02}", at.y)});
}

void UserInput::drag(const Gesture& gesture) {
  if (!mouse_moves_camera_) return;
  const Options& options = scene_.services().options();
  const float turn = turn_per_unit * options.rotate_step;
  const glm::vec2& moved = gesture.moved;
  if (modifiers_.control) {
    if (pressed_ != 0) {
      drag_model(moved);
    } else if (modifiers_.shift) {
      const glm::quat rotation =
          glm::angleAxis(glm::radians(turn * moved.y), glm::vec3(1.0F, 0.0F, 0.0F)) *
          glm::angleAxis(glm::radians(turn * moved.x), glm::vec3(0.0F, 1.0F, 0.0F));
      scene_.light().direction = rotation * scene_.light().direction;
    }
    return;
  }
  if (modifiers_.shift || gesture.of_double_tap) {
    const float step = pan_per_unit * std::max(scene_.camera().goal_distance(), least_distance);
    scene_.camera().pan(step * glm::vec2(moved.x, -moved.y));
    return;
  }
  scene_.camera().orbit(turn * glm::vec2(moved.y, moved.x));
}

void UserInput::drag_model(glm::vec2 moved) {
  SceneModel* model = scene_.models().find(pressed_);
  if (model == nullptr) return;
  moves_model_ = true;
  const float step = model_per_unit * scene_.services().options().translate_step *
                     std::max(scene_.camera().goal_distance(), least_distance);
  glm::vec3 position = model->root.position();
  position.x += step * moved.x;
  (modifiers_.shift ? position.y : position.z) += step * (modifiers_.shift ? -moved.y : moved.y);
  model->root.set_position(position);
}

void UserInput::drop(std::string_view file, glm::vec2 at, Modifiers modifiers) {
  const SceneModel* model = scene_.models().find(selected_);
  if (model == nullptr) model = model_at(at);
  const glm::ivec2 place = whole(at);
  drop_file(scene_, file, std::to_string(place.x), std::to_string(place.y), model, modifiers);
}

void UserInput::post_long_press(std::string_view type, glm::vec2 at) {
  const glm::ivec2 position = glm::max(whole(at), glm::ivec2(0));
  scene_.events().post(
      type, {fmt::format("{:05}_{:05}_{:05}_{:05}", position.x, position.y, window_.x, window_.y)});
}

void UserInput::remove_selected() {
  const SceneModel* model = scene_.models().find(selected_);
  selected_ = 0;
  if (model != nullptr) scene_.services().post("MODEL_DELETE", model->alias);
}

}  // namespace mmdagent
