#include "scene/gesture_recognizer.h"

#include <glm/geometric.hpp>

namespace mmdagent {
namespace {

constexpr double longest_tap = 0.2;
constexpr double second_press_within = 0.22;  // of the first
constexpr double longest_double_tap = 0.4;    // from the first press to the second release
constexpr double long_press_after = 1.0;
constexpr double move_decided_after = 0.05;
constexpr float moved_squared = 1e-4F;  // of the window's size
constexpr float flick_speed = 0.17F;    // squared way through time

}  // namespace

float GestureRecognizer::relative_squared(glm::vec2 at) const {
  const glm::vec2 way = (at - start_) / window_;
  return glm::dot(way, way);
}

bool GestureRecognizer::moved(glm::vec2 at) const { return relative_squared(at) >= moved_squared; }

void GestureRecognizer::begin(State state, glm::vec2 at) {
  state_ = state;
  start_ = at;
  last_ = at;
  of_double_tap_ = state == State::doubled;
}

void GestureRecognizer::send(Gesture::Kind kind, glm::vec2 moved) {
  sink_({kind, start_, moved, of_double_tap_});
}

void GestureRecognizer::begin_drag(bool of_double_tap) {
  state_ = State::dragging;
  of_double_tap_ = of_double_tap;
  reported_ = start_;
  send(Gesture::Kind::drag_begin);
  continue_drag(last_);
}

void GestureRecognizer::continue_drag(glm::vec2 at) {
  if (at == reported_) return;
  const glm::vec2 way = at - reported_;
  reported_ = at;
  send(Gesture::Kind::drag, way);
}

void GestureRecognizer::decide_move(double seconds) {
  const auto passed = static_cast<float>(seconds - pressed_at_);
  if (relative_squared(last_) < flick_speed * passed) {
    begin_drag(false);
    return;
  }
  state_ = State::ignored;
  send(Gesture::Kind::flick, last_ - start_);
}

void GestureRecognizer::advance(double seconds) {
  const double passed = seconds - pressed_at_;
  if (state_ == State::pressed && passed >= long_press_after) {
    state_ = State::long_pressed;
    send(Gesture::Kind::long_press);
  } else if (state_ == State::moving && seconds - moved_at_ >= move_decided_after) {
    decide_move(seconds);
  } else if (state_ == State::waiting && passed >= second_press_within) {
    state_ = State::idle;
    send(Gesture::Kind::tap);
  } else if (state_ == State::doubled && passed >= longest_double_tap) {
    begin_drag(true);
  }
}

void GestureRecognizer::press(glm::vec2 at, double seconds) {
  advance(seconds);
  if (state_ == State::waiting) {
    begin(State::doubled, at);
    return;
  }
  begin(State::pressed, at);
  pressed_at_ = seconds;
}

void GestureRecognizer::move(glm::vec2 at, double seconds) {
  advance(seconds);
  last_ = at;
  if (state_ == State::dragging) {
    continue_drag(at);
  } else if (state_ == State::pressed && moved(at)) {
    state_ = State::moving;
    moved_at_ = seconds;
  } else if (state_ == State::long_pressed && moved(at)) {
    state_ = State::ignored;
  }
}

void GestureRecognizer::release(glm::vec2 at, double seconds) {
  move(at, seconds);
  if (state_ == State::moving) decide_move(seconds);
  switch (state_) {
    case State::pressed:
      // Neither a tap nor a long press: nothing.
      state_ = seconds - pressed_at_ <= longest_tap ? State::waiting : State::idle;
      return;
    case State::dragging:
      state_ = State::idle;
      send(Gesture::Kind::drag_end);
      return;
    case State::long_pressed:
      state_ = State::idle;
      send(Gesture::Kind::long_release);
      return;
    case State::doubled:
      state_ = State::idle;
      send(Gesture::Kind::double_tap);
      return;
    default:
      state_ = State::idle;
  }
}

}  // namespace mmdagent
