#include "area_picture.h"

#include <algorithm>
#include <utility>

namespace text_area {
namespace {

using mmdagent::BoardItem;

constexpr float em = 0.85F;           // at scale 1, units
constexpr float edge = 1.0F / 36.0F;  // of outlined text, in ems
constexpr float text_depth = 0.02F;   // before the panel
constexpr float slide = 0.6F;         // that a new text comes from the right

void set_color(BoardItem& item, const std::array<float, 4>& color, float opacity) {
  std::ranges::copy(color, item.color);
  item.color[3] *= opacity;
}

BoardItem panel_item(const AreaRequest& request, const Content& content, const Panel& panel,
                     float opacity) {
  BoardItem item;
  item.corner[0] = -panel.width / 2.0F;
  item.corner[1] = -panel.height / 2.0F;
  item.extent[0] = panel.width;
  item.extent[1] = panel.height;
  if (content.kind == Content::Kind::image) {
    item.kind = BoardItem::Kind::image;
    item.image = content.image;
    item.color[3] = opacity;
  } else {
    set_color(item, request.background, opacity);
  }
  return item;
}

BoardItem text_item(const AreaRequest& request, const Content& content, const Panel& panel,
                    float opacity, float shift) {
  BoardItem item;
  item.kind = BoardItem::Kind::text;
  item.text = content.text;
  item.corner[0] = -panel.width / 2.0F + request.margin + shift;
  item.corner[1] = panel.height / 2.0F - request.margin - panel.above * panel.scale;
  item.extent[0] = em * panel.scale;
  item.extent[1] = line_pitch(request) * em * panel.scale;
  item.depth = text_depth;
  set_color(item, request.color, opacity);
  item.edge = request.outlined ? edge : 0.0F;
  item.edge_color[3] = opacity;
  return item;
}

}  // namespace

std::string drawn_text(std::string_view given) {
  std::string text;
  for (std::size_t i = 0; i < given.size(); ++i) {
    const bool escaped =
        given[i] == '\\' && i + 1 < given.size() && (given[i + 1] == 'n' || given[i + 1] == 'r');
    char c = given[i];
    if (escaped) c = given[++i] == 'n' ? '\n' : '\r';
    if (c == '_') c = ' ';
    if (c == '\n' && text.ends_with('\r')) text.pop_back();
    text += c;
  }
  std::ranges::replace(text, '\r', '\n');
  return text;
}

float line_pitch(const AreaRequest& request) { return (1.0F + request.line_space) / em; }

Panel text_panel(const AreaRequest& request, mmdagent::TextRoom room) {
  if (request.outlined) {
    room.above += edge;
    room.height += 2.0F * edge;
  }
  const float width = room.width * em;
  const float margins = 2.0F * request.margin;
  Panel panel{request.width, request.height, request.size, room.above * em};
  if (request.width > 0.0F && width * request.size + margins > request.width) {
    panel.scale = std::max(0.0F, (request.width - margins) / width);
  }
  if (request.width <= 0.0F) panel.width = width * panel.scale + margins;
  if (request.height <= 0.0F) panel.height = room.height * em * panel.scale + margins;
  return panel;
}

Panel image_panel(const AreaRequest& request, int pixel_width, int pixel_height) {
  const auto pixels = static_cast<float>(pixel_width);
  const float aspect = static_cast<float>(pixel_height) / pixels;
  Panel panel{request.width, request.height, 0.0F, 0.0F};
  if (request.width <= 0.0F) panel.width = request.height > 0.0F ? request.height / aspect : pixels;
  if (request.height <= 0.0F) panel.height = panel.width * aspect;
  return panel;
}

std::uint64_t AreaPicture::set(Content content) {
  // What never appeared is not seen beneath the next one.
  const std::uint64_t unused = measured_ || current_.content.kind == Content::Kind::none
                                   ? former_.content.image
                                   : current_.content.image;
  if (measured_) former_ = std::move(current_);
  current_ = {std::move(content), {}};
  measured_ = false;
  left_ = fade_frames;
  return unused;
}

bool AreaPicture::measure(const AreaRequest& request, const mmdagent::Host& host) {
  Content& content = current_.content;
  if (content.kind == Content::Kind::image) {
    current_.panel = image_panel(request, content.pixel_width, content.pixel_height);
  } else {
    mmdagent::TextRoom room;
    if (!host.text_room(content.text, line_pitch(request), room)) return false;
    current_.panel = text_panel(request, room);
  }
  measured_ = true;
  return true;
}

bool AreaPicture::advance(double frames, const AreaRequest& request, const mmdagent::Host& host) {
  if (current_.content.kind == Content::Kind::none || left_ <= 0.0F) return false;
  if (!measured_) return measure(request, host);
  left_ = std::max(0.0F, left_ - static_cast<float>(frames));
  if (left_ == 0.0F) {
    unused_ = former_.content.image;
    former_ = {};
  }
  return true;
}

std::uint64_t AreaPicture::take_unused_image() { return std::exchange(unused_, 0); }

std::vector<std::uint64_t> AreaPicture::images() const {
  std::vector<std::uint64_t> images;
  for (const std::uint64_t image : {current_.content.image, former_.content.image}) {
    if (image != 0) images.push_back(image);
  }
  return images;
}

std::vector<BoardItem> AreaPicture::items(const AreaRequest& request) const {
  std::vector<BoardItem> items;
  const auto& [content, panel] = measured_ ? current_ : former_;
  if (content.kind == Content::Kind::none) return items;
  const float t = measured_ ? left_ / fade_frames : 0.0F;
  const Content::Kind before = former_.content.kind;
  const bool fades = measured_ && before != Content::Kind::none &&
                     former_.panel.width == panel.width && former_.panel.height == panel.height;
  if (fades) items.push_back(panel_item(request, former_.content, panel, 1.0F));
  // The background of two texts is one and the same.
  const bool same_panel = fades && before == Content::Kind::text && content.kind == before;
  if (!same_panel) items.push_back(panel_item(request, content, panel, 1.0F - t));
  if (fades && before == Content::Kind::text) {
    items.push_back(text_item(request, former_.content, former_.panel, t, 0.0F));
  }
  if (content.kind == Content::Kind::text) {
    items.push_back(text_item(request, content, panel, 1.0F - t, slide * t));
  }
  return items;
}

}  // namespace text_area
