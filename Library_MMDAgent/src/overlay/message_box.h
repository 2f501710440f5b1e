// The box in the middle of the window that prompts and notifications are: a text, and below it
// labels (rendering.md section 6.5).
#pragma once

#include <cstddef>
#include <glm/vec2.hpp>
#include <glm/vec4.hpp>
#include <optional>
#include <string>
#include <vector>

#include "overlay/rectangle.h"

namespace mmdagent {

class Painter;
class TextMeasure;

// What the box looks like at one moment.
struct MessageBoxLook {
  glm::vec4 color{0.0F};
  std::optional<std::size_t> marked;  // label under the cursor, or chosen
  float flash = 0.0F;                 // of the chosen one: 0 at its begin to 1 at its end
};

// Agent thread only.
class MessageBox {
 public:
  explicit MessageBox(const TextMeasure& measure) : measure_(measure) {}

  void resize(const glm::vec2& size);
  // Lets it appear with that text, in place of the one that is shown.
  void show(std::string text, std::vector<std::string> labels);
  // Lets it disappear; nothing when it does already.
  void hide();
  void step(double frames);

  bool visible() const { return state_ != State::gone; }
  // Shown, or still appearing.
  bool open() const { return state_ == State::shown; }
  std::size_t labels() const { return labels_.size(); }

  // Pixels; where it rests when it has appeared.
  Rectangle place() const;
  std::optional<std::size_t> label_at(const glm::vec2& at) const;
  void paint(Painter& painter, const MessageBoxLook& look) const;

 private:
  enum class State : std::uint8_t { gone, shown, leaving };
  // A text where it stands, in pixels from the lower left corner of the box.
  struct Line {
    std::string text;
    Rectangle box;  // of a label
    glm::vec2 baseline{0.0F};
    float em = 0.0F;
  };

  void lay_out() const;
  float unit() const;

  const TextMeasure& measure_;
  glm::vec2 size_{1.0F};
  State state_ = State::gone;
  double frames_left_ = 0.0;  // of appearing or leaving
  std::string text_;
  std::vector<std::string> labels_;
  // What lay_out() found, for size_ and the generation of the fonts.
  mutable bool laid_out_ = false;
  mutable int generation_ = 0;
  mutable glm::vec2 extent_{0.0F};
  mutable Line main_;
  mutable std::vector<Line> lines_;
};

}  // namespace mmdagent
