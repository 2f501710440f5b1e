// A scene with a user before its window of 1024 x 900 units; with the first camera a unit of the
// world is 32 of them, and (0, 13, 0) lies at (512, 450).
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "scene/user_input.h"
#include "support/scene_run.h"

namespace test_support {

inline constexpr glm::vec2 window{1024, 900};
// In the triangle of ok.pmd, whose corners are at (0,0), (1,0) and (0,1).
inline constexpr glm::vec2 on_model{522, 856};
inline constexpr glm::vec2 on_nothing{100, 100};

class UserInputTest : public ::testing::Test {
 protected:
  UserInputTest() { input().set_window_size(window); }

  mmdagent::UserInput& input() { return run_.scene->input(); }

  void add_model() {
    run_.send("MODEL_ADD|a|ok.pmd");
    run_.run(20);
    run_.take_out();
  }

  void press(mmdagent::Key key, mmdagent::Modifiers modifiers = {}) {
    mmdagent::InputEvent event;
    event.key = key;
    event.pressed = true;
    event.modifiers = modifiers;
    input().take(event);
  }

  void type(char32_t character) {
    mmdagent::InputEvent event;
    event.kind = mmdagent::InputEvent::Kind::character;
    event.code = static_cast<int>(character);
    event.pressed = true;
    input().take(event);
  }

  void button(bool pressed, glm::vec2 at, mmdagent::Modifiers modifiers = {}) {
    mmdagent::InputEvent event;
    event.kind = mmdagent::InputEvent::Kind::button;
    event.pressed = pressed;
    event.pointer = at;
    event.modifiers = modifiers;
    event.seconds = seconds_;
    input().take(event);
  }

  void wait(double seconds) {
    seconds_ += seconds;
    input().advance(seconds_);
  }

  void tap(glm::vec2 at) {
    button(true, at);
    wait(0.1);
    button(false, at);
    wait(0.2);
  }

  void double_tap(glm::vec2 at) {
    button(true, at);
    wait(0.05);
    button(false, at);
    wait(0.05);
    button(true, at);
    wait(0.05);
    button(false, at);
  }

  void drag(glm::vec2 from, glm::vec2 way, mmdagent::Modifiers modifiers = {}) {
    button(true, from, modifiers);
    wait(0.5);
    input().move_pointer(from + way, seconds_);
    wait(0.5);
    button(false, from + way, modifiers);
  }

  // What was posted; dispatched as well.
  std::vector<std::string> posted() {
    run_.run(0.5);
    return run_.take_out();
  }

  // Once the camera has reached its goal.
  mmdagent::CameraPose settled_camera() {
    run_.run(60);
    return run_.snapshot().camera;
  }

  SceneRun run_{Loading::instant};
  double seconds_ = 100.0;
};

}  // namespace test_support
