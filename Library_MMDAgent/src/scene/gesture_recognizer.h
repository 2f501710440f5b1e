// Turns presses and moves of the left button into gestures (host.md section 6.4). Positions are
// window units from the top left, times seconds of one clock that never goes back.
#pragma once

#include <cstdint>
#include <functional>
#include <glm/vec2.hpp>

namespace mmdagent {

struct Gesture {
  enum class Kind : std::uint8_t {
    tap,  // decided when no second press has come in time
    double_tap,
    drag_begin,  // followed by a drag with what was moved so far
    drag,
    drag_end,
    flick,
    long_press,
    long_release,  // of a long press that did not move
  };
  Kind kind = Kind::tap;
  glm::vec2 position{0.0F};    // of the press
  glm::vec2 moved{0.0F};       // drag: since the last one; flick: since the press
  bool of_double_tap = false;  // the drag follows a tap
};

class GestureRecognizer {
 public:
  using Sink = std::function<void(const Gesture&)>;

  // `sink` is called from within the functions below and must not call them.
  explicit GestureRecognizer(Sink sink) : sink_(std::move(sink)) {}

  // Before the first press, and when it changes. Units.
  void set_window_size(glm::vec2 size) { window_ = size; }

  void press(glm::vec2 at, double seconds);
  void move(glm::vec2 at, double seconds);
  void release(glm::vec2 at, double seconds);
  // Decides what time alone decides; once per frame is enough.
  void advance(double seconds);

 private:
  enum class State : std::uint8_t {
    idle,
    pressed,  // not moved yet
    moving,   // a flick or a drag
    dragging,
    long_pressed,
    waiting,  // for the second press
    doubled,  // second press down
    ignored,  // until the release
  };

  float relative_squared(glm::vec2 at) const;
  bool moved(glm::vec2 at) const;
  void begin(State state, glm::vec2 at);
  void begin_drag(bool of_double_tap);
  void continue_drag(glm::vec2 at);
  void decide_move(double seconds);
  void send(Gesture::Kind kind, glm::vec2 moved = {});

  Sink sink_;
  State state_ = State::idle;
  glm::vec2 window_{1.0F};
  glm::vec2 start_{0.0F};     // of the press that counts
  glm::vec2 last_{0.0F};      // pointer
  glm::vec2 reported_{0.0F};  // pointer of the last drag
  double pressed_at_ = 0.0;   // of the first press
  double moved_at_ = 0.0;
  bool of_double_tap_ = false;
};

}  // namespace mmdagent
