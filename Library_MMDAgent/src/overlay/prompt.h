// The prompt: a question and the labels to choose from (messages-core.md section 16.1).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "overlay/message_box.h"
#include "overlay/widget.h"

namespace mmdagent {

class EventPoster;

// Agent thread only.
class Prompt final : public Widget {
 public:
  Prompt(EventPoster& events, const TextMeasure& measure) : events_(events), box_(measure) {}

  // In place of one that is shown, of which nothing more is heard. At least one label.
  void show(std::string text, std::vector<std::string> labels);

  bool visible() const override { return box_.visible(); }
  void paint(Painter& painter) const override;
  void resize(const glm::vec2& size) override { box_.resize(size); }
  void step(double frames) override;
  bool press(Key key, Modifiers modifiers) override;
  bool type(char32_t) override { return box_.open(); }
  bool act(const Gesture& gesture) override;

 private:
  void move_cursor(int by);
  void choose(std::size_t label);
  void answer(int label);

  EventPoster& events_;
  MessageBox box_;
  std::optional<std::size_t> cursor_;
  double flash_left_ = 0.0;  // frames until the choice under the cursor is told; 0: none is made
  bool cancelled_ = false;   // told with the next step
};

}  // namespace mmdagent
