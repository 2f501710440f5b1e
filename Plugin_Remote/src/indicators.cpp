#include "indicators.h"

#include <algorithm>
#include <utility>

#include "MMDAgent/Host.h"

namespace mmdagent::remote {
namespace {

constexpr double slide_frames = 15.0;
constexpr double text_frames = 120.0;
constexpr double error_frames = 2'592'000.0;  // one day

// Units of the 2-D layer.
constexpr float edge_distance = 0.2F;
constexpr float line_height = 1.0F;
constexpr float slide_distance = 20.0F;
constexpr float outline_width = 0.08F;

constexpr std::string_view text_id = "state";
// Two blanks and U+25C9: the icon font with the reference's U+F519 is not part of Debian 12.
constexpr std::string_view peer_icon = "  \xE2\x97\x89";

}  // namespace

void Indicators::show(std::string text, bool is_error) {
  text_ = std::move(text);
  // What the log adds in brackets is too long for the screen.
  if (!is_error) text_.resize(std::min(text_.find(" ("), text_.size()));
  age_ = 0.0;
  duration_ = is_error ? error_frames : text_frames;
  at_rest_ = false;
  draw();
}

void Indicators::update(double frames, bool is_connected) {
  if (is_connected != icon_shown_) {
    icon_shown_ = is_connected;
    host_.set_status_icon(is_connected ? peer_icon : std::string_view());
  }
  if (duration_ == 0.0) return;
  age_ += frames;
  if (age_ >= duration_) {
    duration_ = 0.0;
    host_.hide_text(text_id);
    return;
  }
  const bool sliding = age_ < slide_frames || age_ > duration_ - slide_frames;
  if (sliding || !at_rest_) draw();
  at_rest_ = !sliding;
}

void Indicators::draw() const {
  float width = 0.0F;
  float height = 0.0F;
  host_.screen_size(width, height);
  const double inside = std::min({age_ / slide_frames, (duration_ - age_) / slide_frames, 1.0});
  ScreenText text;
  text.text = text_;
  text.x = width - edge_distance + slide_distance * static_cast<float>(1.0 - inside);
  text.y = height - edge_distance - line_height;
  text.size = line_height;
  text.color[2] = 0.0F;  // yellow
  text.outline_color[3] = 1.0F;
  text.outline_width = outline_width;
  text.right_aligned = true;
  host_.show_text(text_id, text);
}

}  // namespace mmdagent::remote
