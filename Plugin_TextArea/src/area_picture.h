// How an area looks: its panel's size, its text's, and what fades (plugins.md sections 4.3
// and 4.4). Knows no messages.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "MMDAgent/Host.h"
#include "area_request.h"

namespace text_area {

// What an area shows: nothing, a text, or an image.
struct Content {
  enum class Kind : std::uint8_t { none, text, image };

  Kind kind = Kind::none;
  std::string text;         // as it is drawn
  std::uint64_t image = 0;  // a number of the host's
  int pixel_width = 0;
  int pixel_height = 0;
};

// '_' is a blank; `\n`, `\r` and line ends of any kind begin a line.
std::string drawn_text(std::string_view given);

// Lengths in units.
struct Panel {
  float width = 0.0F;
  float height = 0.0F;
  float scale = 0.0F;  // of the text
  float above = 0.0F;  // of the text at scale 1: its highest edge over its first baseline

  bool operator==(const Panel&) const = default;
};

// From line to line, in ems.
float line_pitch(const AreaRequest& request);

// `room`: of the text, at line_pitch().
Panel text_panel(const AreaRequest& request, mmdagent::TextRoom room);
Panel image_panel(const AreaRequest& request, int pixel_width, int pixel_height);

// One content after another in one place, the newer one fading in.
class AreaPicture {
 public:
  static constexpr float fade_frames = 10.0F;

  // From now on. Returns the image that is not needed any more, or 0.
  std::uint64_t set(Content content);
  // True: what is drawn changes. Nothing passes until the text could be measured.
  bool advance(double frames, const AreaRequest& request, const mmdagent::Host& host);
  // The image that went with the last advance(), or 0.
  std::uint64_t take_unused_image();
  // All images it still has.
  std::vector<std::uint64_t> images() const;

  // What is drawn, farthest first. Views last as long as this does not change.
  std::vector<mmdagent::BoardItem> items(const AreaRequest& request) const;

  const Content& content() const { return current_.content; }
  const Panel& panel() const { return current_.panel; }

 private:
  struct Side {
    Content content;
    Panel panel;
  };

  bool measure(const AreaRequest& request, const mmdagent::Host& host);

  Side current_;
  Side former_;
  bool measured_ = false;
  float left_ = 0.0F;  // of the fade, frames
  std::uint64_t unused_ = 0;
};

}  // namespace text_area
