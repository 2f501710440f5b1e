// A panel of the program's own over the scene: what it is asked by the Overlay.
#pragma once

#include <glm/vec2.hpp>

#include "scene/gesture_recognizer.h"
#include "scene/input_event.h"

namespace mmdagent {

class Painter;

// Agent thread only. Places are pixels of the window from its lower left corner. Those functions
// that answer say whether the panel took the event: then nothing behind it gets it.
class Widget {
 public:
  virtual ~Widget() = default;

  // Whether anything is to be drawn.
  virtual bool visible() const = 0;
  // Draws itself as it is now. May be asked for any size of the picture at any time.
  virtual void paint(Painter& painter) const = 0;

  // The window has this size; called before anything else and when it changes.
  virtual void resize(const glm::vec2& size) { (void)size; }
  // The lowest part of the window is taken by something else, so high.
  virtual void lift(float height) { (void)height; }
  // So many frames of 1/30 s passed, in one piece. While the scene is held, too.
  virtual void step(double frames) { (void)frames; }

  // A key that types nothing was pressed.
  virtual bool press(Key key, Modifiers modifiers) {
    (void)key, (void)modifiers;
    return false;
  }
  // A character was typed; `true` keeps it from being a shortcut of the scene.
  virtual bool type(char32_t character) {
    (void)character;
    return false;
  }
  // `gesture.position` and `moved` point up, from the lower left corner. Whoever takes the begin of
  // a drag or a long press gets the rest of it, whatever it answers then.
  virtual bool act(const Gesture& gesture) {
    (void)gesture;
    return false;
  }
  // The wheel was turned over it, up is positive.
  virtual bool scroll(const glm::vec2& at, float steps) {
    (void)at, (void)steps;
    return false;
  }
  // The pointer is there now, with or without a button.
  virtual void hover(const glm::vec2& at) { (void)at; }
};

}  // namespace mmdagent
