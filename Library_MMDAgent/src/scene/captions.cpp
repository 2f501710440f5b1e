#include "scene/captions.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "host_limits.h"
#include "overlay/localized_text.h"
#include "render/snapshot_text.h"
#include "scene/event_poster.h"

namespace mmdagent {
namespace {

constexpr glm::vec4 default_color{1.0F, 0.5F, 0.0F, 1.0F};
constexpr glm::vec4 white{1.0F};

constexpr float inner_thickness = 4.0F / caption_glyph_pixels;
constexpr float outer_thickness = 8.0F / caption_glyph_pixels;

constexpr float lighter = 0.2F;
constexpr float least_lightness = 0.4F;
constexpr float turned_hue = 10.0F / 60.0F;  // in sixths of the circle
constexpr float derived_alpha = 0.8F;

// Hue in sixths of the circle.
glm::vec3 to_hsl(const glm::vec3& rgb) {
  const float most = std::max({rgb.r, rgb.g, rgb.b});
  const float least = std::min({rgb.r, rgb.g, rgb.b});
  const float range = most - least;
  const float lightness = 0.5F * (most + least);
  if (range <= 0.0F) return {0.0F, 0.0F, lightness};
  float hue = 0.0F;
  if (most == rgb.r) {
    hue = (rgb.g - rgb.b) / range;
  } else if (most == rgb.g) {
    hue = 2.0F + (rgb.b - rgb.r) / range;
  } else {
    hue = 4.0F + (rgb.r - rgb.g) / range;
  }
  return {hue, range / (1.0F - std::abs(2.0F * lightness - 1.0F)), lightness};
}

glm::vec3 to_rgb(float hue, float saturation, float lightness) {
  const float range = saturation * (1.0F - std::abs(2.0F * lightness - 1.0F));
  const auto channel = [&](float offset) {
    const float place = std::fmod(hue + offset + 12.0F, 6.0F);
    const float share = std::clamp(std::abs(place - 3.0F) - 1.0F, 0.0F, 1.0F);
    return lightness + range * (share - 0.5F);
  };
  return {channel(0.0F), channel(4.0F), channel(2.0F)};
}

}  // namespace

CaptionStyle derived_style(const glm::vec4& color) {
  const glm::vec3 hsl = to_hsl(glm::vec3(color));
  const float lightness = std::clamp(hsl.z + lighter, least_lightness, 1.0F);
  const glm::vec3 edge = to_rgb(hsl.x + turned_hue, hsl.y, lightness);
  CaptionStyle style;
  style.color = color;
  style.inner = {white, inner_thickness};
  style.outer = {glm::vec4(edge, derived_alpha), outer_thickness};
  return style;
}

Captions::Captions() : language_(user_language()) {
  set_style(default_style, derived_style(default_color));
}

bool Captions::set_style(std::string_view name, const CaptionStyle& style) {
  const auto known = std::ranges::find(styles_, name, &NamedStyle::name);
  if (known != styles_.end()) {
    known->style = style;
    return true;
  }
  if (styles_.size() >= limits::caption_styles) return false;
  styles_.push_back({std::string(name), style});
  return true;
}

std::optional<std::size_t> Captions::find_style(std::string_view name) const {
  const auto known = std::ranges::find(styles_, name, &NamedStyle::name);
  if (known == styles_.end()) return std::nullopt;
  return static_cast<std::size_t>(known - styles_.begin());
}

bool Captions::start(std::string_view alias, const CaptionLook& look, mmd::CaptionScript script) {
  const std::optional<std::size_t> style = find_style(look.style);
  if (!style) return false;
  auto place = std::ranges::find(captions_, alias, &Caption::alias);
  if (place == captions_.end()) place = std::ranges::find(captions_, true, &Caption::over);
  if (place == captions_.end()) {
    if (captions_.size() >= limits::captions) return false;
    captions_.emplace_back();
    place = std::prev(captions_.end());
  }
  *place = {std::string(alias), *style, look, std::move(script)};
  place->pass_lines();
  return true;
}

// Only onwards: time does not go back.
void Captions::Caption::pass_lines() {
  while (passed < script.lines.size() && script.lines[passed].begin <= position) ++passed;
}

bool Captions::stop(std::string_view alias) {
  return std::erase_if(captions_, [&](const Caption& caption) { return caption.alias == alias; }) >
         0;
}

void Captions::step(double frames, EventPoster& events) {
  for (Caption& caption : captions_) {
    if (caption.over) continue;
    caption.position += frames;
    caption.pass_lines();
    if (caption.position < caption.script.end) continue;
    caption.over = true;
    events.post("CAPTION_EVENT_STOP", {caption.alias});
  }
}

void Captions::fill(Snapshot& snapshot) const {
  for (const Caption& caption : captions_) {
    if (caption.over || caption.script.end <= 0.0 || caption.passed == 0) continue;
    const std::string_view text =
        localized(caption.script.lines[caption.passed - 1].text, language_);
    if (text.empty()) continue;
    const CaptionStyle& style = styles_[caption.style].style;
    DrawnCaption& drawn = snapshot.captions.emplace_back();
    drawn.characters = append_characters(snapshot, text);
    drawn.font = style.font;
    drawn.size = caption.look.size;
    drawn.side = caption.look.side;
    drawn.height = caption.look.height;
    drawn.color = style.color;
    drawn.inner = style.inner;
    drawn.outer = style.outer;
    drawn.background = style.background;
  }
}

}  // namespace mmdagent
