#include "indicators.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "MMDAgent/Host.h"

namespace mmdagent::remote {
namespace {

constexpr double slide_frames = 15.0;
constexpr double text_frames = 120.0;
constexpr double error_frames = 2'592'000.0;  // one day

// Units of the 2-D layer: the short side is 30.
constexpr float short_side = 30.0F;
constexpr float edge_distance = 0.2F;
constexpr float line_height = 1.0F;
constexpr float slide_distance = 20.0F;

constexpr std::string_view text_id = "state";
constexpr std::string_view peer_icon = "  \xEF\x94\x99";  // two blanks, U+F519

struct LayerSize {
  float width = short_side;
  float height = short_side;
};

// The layer's size follows from the shape of the window that the settings ask for.
LayerSize layer_size(const Host& host) {
  const std::string size = host.value("window_size", "");
  const char* end = size.data() + size.size();
  float width = 0.0F;
  float height = 0.0F;
  const auto first = std::from_chars(size.data(), end, width);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != ',') return {};
  if (std::from_chars(first.ptr + 1, end, height).ec != std::errc()) return {};
  if (!(width >= 1.0F) || !(height >= 1.0F)) return {};
  const float shorter = std::min(width, height);
  return {short_side * width / shorter, short_side * height / shorter};
}

}  // namespace

void Indicators::show(std::string text, bool is_error) {
  text_ = std::move(text);
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
  const LayerSize layer = layer_size(host_);
  const double inside = std::min({age_ / slide_frames, (duration_ - age_) / slide_frames, 1.0});
  ScreenText text;
  text.text = text_;
  text.x = layer.width - edge_distance + slide_distance * static_cast<float>(1.0 - inside);
  text.y = layer.height - edge_distance - line_height;
  text.size = line_height;
  text.color[2] = 0.0F;  // yellow
  text.outline_color[3] = 1.0F;
  text.outline_width = 1.0F;
  text.right_aligned = true;
  host_.show_text(text_id, text);
}

}  // namespace mmdagent::remote
