#include "overlay/button.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "options/key_value_store.h"
#include "overlay/painter.h"
#include "scene/resources.h"

namespace mmdagent {
namespace {

// rendering.md section 6.7; frames and units.
constexpr double slide_frames = 6.0;
constexpr double flash_frames = 8.0;
constexpr float flash_growth = 0.1F;
constexpr float units_of_longer_side = 10.0F;
constexpr float label_scale = 0.4F;
constexpr glm::vec2 label_padding(0.05F, -0.1F);

// A gap to the near edge when positive, else to the far one.
float low_end(float gap, float extent, float size) {
  return gap > 0.0F ? gap : size + gap - extent;
}

}  // namespace

Button::Button(std::string name, ButtonDefinition definition, std::vector<Picture> pictures)
    : name_(std::move(name)), definition_(std::move(definition)), pictures_(std::move(pictures)) {}

void Button::step(double frames) {
  presence_ = std::clamp(presence_ + (shown_ ? frames : -frames), 0.0, slide_frames);
  flash_left_ = std::max(flash_left_ - frames, 0.0);
}

void Button::flash() { flash_left_ = flash_frames; }

std::size_t Button::current(const KeyValueStore& values) const {
  for (std::size_t i = 0; i < definition_.looks.size(); ++i) {
    const ButtonLook& look = definition_.looks[i];
    if (look.condition_key.empty() || !values.contains(look.condition_key)) continue;
    if (values.value(look.condition_key) == look.condition_value) return i;
  }
  return 0;
}

const ButtonLook& Button::look(const KeyValueStore& values) const {
  return definition_.looks[current(values)];
}

float Button::unit() const { return std::max(size_.x, size_.y) / units_of_longer_side; }

Rectangle Button::place_of(const Picture& picture) const {
  const float width = unit() * definition_.scale;
  const glm::vec2 extent(width, width * picture.aspect);
  const glm::vec2 gap = unit() * definition_.gap;
  return {{low_end(gap.x, extent.x, size_.x), low_end(gap.y, extent.y, size_.y)}, extent};
}

Rectangle Button::place(const KeyValueStore& values) const {
  return place_of(pictures_[current(values)]);
}

// From where it rests to where it begins to slide in.
glm::vec2 Button::way_in(const Rectangle& rest, const Rectangle* parent) const {
  switch (definition_.origin) {
    case ButtonOrigin::right:
      return {size_.x - rest.corner.x, 0.0F};
    case ButtonOrigin::top:
      return {0.0F, size_.y - rest.corner.y};
    case ButtonOrigin::bottom:
      return {0.0F, -rest.end().y};
    case ButtonOrigin::parent:
      if (parent != nullptr) return parent->center() - rest.center();
      break;
    case ButtonOrigin::left:
      break;
  }
  return {-rest.end().x, 0.0F};
}

void Button::paint_label(Painter& painter, const KeyValueStore& values, const ButtonLook& look,
                         const Rectangle& rest) const {
  if (look.label.empty()) return;
  const float em = em_per_unit * label_scale * definition_.label_scale * unit();
  const glm::vec2 anchor = rest.corner + glm::vec2(0.0F, 0.5F * rest.extent.y);
  const glm::vec2 baseline = anchor + unit() * (label_padding + definition_.label_offset);
  const TextLook text_look{em, em / em_per_unit, look.label_color, {}};
  if (look.label.starts_with('@')) {
    const std::string_view key = std::string_view(look.label).substr(1);
    painter.text(values.contains(key) ? values.value(key) : "!NoValue", baseline, text_look);
  } else {
    painter.text(look.label, baseline, text_look);
  }
}

void Button::paint(Painter& painter, const KeyValueStore& values, const Rectangle* parent) const {
  const std::size_t index = current(values);
  const Rectangle rest = place_of(pictures_[index]);
  const auto away = static_cast<float>(1.0 - presence_ / slide_frames);
  const Painter::Moved slid(painter, {away * way_in(rest, parent), {}, 1.0F, 1.0F});
  const auto flash = static_cast<float>(1.0 - std::abs(2.0 * flash_left_ / flash_frames - 1.0));
  const Painter::Moved grown(painter, {{}, rest.center(), 1.0F + flash_growth * flash, 1.0F});
  painter.image(rest, pictures_[index].image->id());
  paint_label(painter, values, definition_.looks[index], rest);
}

}  // namespace mmdagent
