// A document over the whole scene, and buttons to answer it (messages-core.md section 17).
#pragma once

#include <cstddef>
#include <glm/vec2.hpp>
#include <glm/vec4.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "overlay/document_lines.h"
#include "overlay/rectangle.h"
#include "overlay/scroll_motion.h"
#include "overlay/widget.h"

namespace mmdagent {

class EventPoster;
class KeyValueStore;
class TextMeasure;

struct InfoDocument {
  std::string text;
  std::string title;
  std::vector<std::string> buttons;
  float scale = 1.0F;  // a line is half of it high, units
  glm::vec4 background{0.0F, 0.0F, 0.0F, 136.0F / 255.0F};
  glm::vec4 color{1.0F};
};

// Agent thread only.
class InfoText final : public Widget {
 public:
  // Tapped links are written to `values`.
  InfoText(EventPoster& events, KeyValueStore& values, const TextMeasure& measure)
      : events_(events), values_(values), measure_(measure) {}

  // In place of one that is shown, of which nothing more is heard; of one that disappears the close
  // is told first. Posts INFOTEXT_EVENT_SHOW unless one is shown.
  void show(InfoDocument document);

  bool visible() const override { return state_ != State::gone; }
  void paint(Painter& painter) const override;
  void resize(const glm::vec2& size) override;
  void lift(float height) override { lift_ = height; }
  void step(double frames) override;
  bool press(Key key, Modifiers modifiers) override;
  bool type(char32_t) override { return state_ == State::shown; }
  bool act(const Gesture& gesture) override;
  bool scroll(const glm::vec2& at, float steps) override;
  void hover(const glm::vec2& at) override { pointer_ = at; }

 private:
  enum class State : std::uint8_t { gone, shown, leaving };
  // Ends of a link from the begin of its line, ems.
  struct LinkSpan {
    std::size_t line = 0;
    std::string_view address;
    float from = 0.0F;
    float to = 0.0F;
  };

  float unit() const;
  float pitch() const { return 0.5F * document_.scale; }  // of lines, units
  Rectangle base() const;
  Rectangle title_place() const;
  Rectangle text_place() const;
  Rectangle button_row() const;
  Rectangle button_place(std::size_t index) const;
  std::optional<std::size_t> button_at(const glm::vec2& at) const;
  glm::vec2 content() const;      // extent of the text with its padding, units
  glm::vec2 text_corner() const;  // upper left corner of the first line, pixels
  Rectangle link_place(const LinkSpan& link) const;

  void measure() const;
  void set_limits();
  void tap(const glm::vec2& at);
  void close();
  void tell_closed();
  void paint_fitted(Painter& painter, const Rectangle& place, std::string_view text,
                    bool centered) const;
  void paint_text(Painter& painter) const;
  void paint_bars(Painter& painter) const;
  void paint_buttons(Painter& painter) const;

  EventPoster& events_;
  KeyValueStore& values_;
  const TextMeasure& measure_;
  State state_ = State::gone;
  InfoDocument document_;
  std::vector<DocumentLine> lines_;    // of document_.text
  std::optional<std::size_t> choice_;  // a button
  double flash_left_ = 0.0;            // frames until the choice lets it disappear
  double shown_ = 0.0;                 // 0: above the window, 1: at rest
  double leaving_left_ = 0.0;          // frames, while it disappears
  double left_from_ = 0.0;             // where it was when it began to
  ScrollMotion down_;
  ScrollMotion across_;
  bool drags_text_ = false;
  glm::vec2 pointer_{-1.0F};
  glm::vec2 size_{1.0F};
  float lift_ = 0.0F;  // pixels

  // What the fonts say about the lines.
  mutable bool measured_ = false;
  mutable int generation_ = 0;
  mutable float widest_ = 0.0F;  // ems
  mutable std::vector<LinkSpan> links_;
};

}  // namespace mmdagent
