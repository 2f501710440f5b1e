// The log in the scene: errors, warnings and states on one panel, messages and the rest on another
// above it (host.md section 5.3).
#pragma once

#include <cstddef>
#include <glm/vec3.hpp>
#include <string>
#include <string_view>

#include "overlay/log_lines.h"
#include "overlay/widget.h"

namespace mmdagent {

class TextMeasure;
struct Options;
struct Snapshot;

// Agent thread only.
class LogPanels final : public Widget {
 public:
  LogPanels(const Options& options, const TextMeasure& measure);

  // A line of the log, as LogLines::add() takes it.
  void add(Level level, std::string_view module, std::string_view text, std::string_view args);

  void toggle() { shown_ = !shown_; }
  bool shown() const { return shown_; }
  // Both panels by half of their rows together; up: to older lines.
  void scroll_page(bool up);
  // Likewise along the upper edge of the window, in place of those in the scene.
  void toggle_flat() { flat_ = !flat_; }
  bool flat() const { return flat_; }
  // Adds the panels to those things that stand in the world, and a cube where the camera looks at.
  void fill(Snapshot& snapshot) const;

  // Those along the edge.
  bool visible() const override { return flat_; }
  void paint(Painter& painter) const override;
  void step(double frames) override;
  // While a text is typed that lines must hold: everything.
  bool press(Key key, Modifiers modifiers) override;
  bool type(char32_t character) override;

  // `?` and what was typed; empty: all lines are shown.
  const std::string& filter() const { return filter_; }

 private:
  struct Panel {
    LogLines lines;
    std::size_t scrolled = 0;  // lines that hold the filter, from the latest
  };

  std::string_view wanted() const;
  void end_typing();
  float height() const;  // of a panel, its units
  void fill_panel(Snapshot& snapshot, const Panel& panel, const glm::vec3& corner) const;
  void fill_cube(Snapshot& snapshot) const;
  void paint_lines(Painter& painter, const Panel& panel, float width) const;

  const TextMeasure& measure_;
  glm::vec3 position_;  // of the lower panel's lower left corner, world
  float scale_;
  int columns_;
  int rows_;  // of one panel
  Panel states_;
  Panel messages_;
  bool shown_ = false;
  bool flat_ = false;
  double opened_ = 0.0;  // frames, up to those that opening takes
  double frame_ = 0.0;
  std::string filter_;
  double typing_left_ = 0.0;  // frames in which a character still belongs to the filter
};

}  // namespace mmdagent
