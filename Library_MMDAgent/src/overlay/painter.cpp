#include "overlay/painter.h"

#include <algorithm>
#include <glm/common.hpp>

#include "overlay/text_measure.h"
#include "render/snapshot_text.h"

namespace mmdagent {

Painter::Painter(Snapshot& snapshot, const TextMeasure& measure)
    : Painter(snapshot, measure, snapshot.flat) {}

glm::vec2 Painter::size() const { return snapshot_.flat_size; }

glm::vec2 Painter::moved(glm::vec2 at) const {
  for (auto motion = motions_.rbegin(); motion != motions_.rend(); ++motion) {
    at = motion->center + motion->growth * (at - motion->center) + motion->shift;
  }
  return at;
}

float Painter::growth() const {
  float growth = 1.0F;
  for (const Motion& motion : motions_) growth *= motion.growth;
  return growth;
}

FlatItem& Painter::add(FlatItem item) {
  item.corner = moved(item.corner);
  item.extent *= growth();
  for (const Motion& motion : motions_) item.color.a *= motion.opacity;
  for (const Motion& motion : motions_) item.edge.color.a *= motion.opacity;
  item.clip = clip_;
  return items_.emplace_back(item);
}

void Painter::box(const Rectangle& place, const glm::vec4& color) {
  FlatItem item;
  item.corner = place.corner;
  item.extent = place.extent;
  item.color = color;
  add(item);
}

void Painter::border(const Rectangle& place, float thickness, const glm::vec4& color) {
  const glm::vec2 across(place.extent.x, thickness);
  const glm::vec2 upright(thickness, place.extent.y - 2.0F * thickness);
  const glm::vec2 low = place.corner;
  box({low, across}, color);
  box({{low.x, place.end().y - thickness}, across}, color);
  box({{low.x, low.y + thickness}, upright}, color);
  box({{place.end().x - thickness, low.y + thickness}, upright}, color);
}

void Painter::image(const Rectangle& place, std::uint64_t image, const glm::vec4& color,
                    const glm::vec2& from, const glm::vec2& to) {
  FlatItem item;
  item.kind = FlatItem::Kind::image;
  item.image = image;
  item.corner = place.corner;
  item.extent = place.extent;
  item.color = color;
  item.part_from = from;
  item.part_to = to;
  add(item);
}

void Painter::text(std::string_view text, const glm::vec2& baseline, const TextLook& look) {
  whole_text(measure_.in_user_language(text), baseline, look);
}

void Painter::fitted_text(std::string_view text, const glm::vec2& baseline, TextLook look,
                          float room) {
  const float width = look.em * measure_.extent(text).width;
  if (width > room) {
    look.pitch *= room / width;
    look.em *= room / width;
  }
  this->text(text, baseline, look);
}

void Painter::whole_text(std::string_view text, const glm::vec2& baseline, const TextLook& look) {
  const Range range = append_characters(snapshot_, text);
  FlatItem item;
  item.kind = FlatItem::Kind::text;
  item.first = range.first;
  item.count = range.count;
  item.corner = baseline;
  item.extent = {look.em, look.pitch};
  item.color = look.color;
  item.edge = look.edge;
  add(item);
}

Painter::Moved::Moved(Painter& painter, const Motion& motion) : painter_(painter) {
  painter_.motions_.push_back(motion);
}

Painter::Moved::~Moved() { painter_.motions_.pop_back(); }

Painter::Clipped::Clipped(Painter& painter, const Rectangle& place)
    : painter_(painter), before_(painter.clip_) {
  const glm::vec2 low = painter.moved(place.corner);
  const glm::vec2 high = painter.moved(place.end());
  painter_.clip_ = {std::max(before_.x, low.x), std::max(before_.y, low.y),
                    std::min(before_.z, high.x), std::min(before_.w, high.y)};
}

Painter::Clipped::~Clipped() { painter_.clip_ = before_; }

}  // namespace mmdagent
