#include "overlay/info_text.h"

#include <algorithm>
#include <cmath>
#include <glm/common.hpp>
#include <utility>

#include "options/key_value_store.h"
#include "overlay/painter.h"
#include "overlay/text_measure.h"
#include "scene/event_poster.h"

namespace mmdagent {
namespace {

constexpr double sliding = 10.0;  // frames
constexpr double flash = 5.0;
constexpr std::string_view not_chosen = "-1";
constexpr const char* requested_address = "_RequestedURL";

// Units, of which the longer side of the window has so many.
constexpr float longer_side = 20.0F;
constexpr float outside = 0.5F;
constexpr float margin = 0.3F;
constexpr float row = 1.5F;  // of the title and of the buttons
constexpr float padding = 0.2F;
constexpr float bar_width = 0.15F;
constexpr float button_text = 0.8F;  // scale
constexpr float title_text = 1.0F;
constexpr float baseline = 0.8F;      // of a line, from its top
constexpr float flick_frames = 1.5F;  // that it takes to know that it is one
constexpr float lines_per_wheel_step = 3.0F;

constexpr glm::vec4 base_color(76.0F / 255.0F, 204.0F / 255.0F, 1.0F, 0.8F);
constexpr glm::vec4 row_color(0.0F, 0.0F, 0.0F, 136.0F / 255.0F);
constexpr glm::vec4 bar_color(178.0F / 255.0F, 229.0F / 255.0F, 1.0F, 0.8F);
constexpr glm::vec4 track_color(0.3F * 178.0F / 255.0F, 0.3F * 229.0F / 255.0F, 0.3F, 0.8F);
constexpr glm::vec4 white(1.0F);
constexpr glm::vec4 link_color(0.0F, 0.0F, 1.0F, 0.4F);
constexpr glm::vec4 button_color(0.0F, 0.0F, 1.0F, 1.0F);
constexpr glm::vec4 hovered_color(0.6F, 0.7F, 0.0F, 1.0F);
constexpr glm::vec4 chosen_color(1.0F, 0.0F, 0.0F, 1.0F);
constexpr TextEdge outline{{0.0F, 0.0F, 0.0F, 1.0F}, 1.0F / edge_glyph_pixels};

// Fonts have no picture of a tabulator.
std::string with_blanks_for_tabs(std::string_view text) {
  std::string result;
  for (const char character : text) {
    if (character == '\t') {
      result += "    ";
    } else {
      result += character;
    }
  }
  return result;
}

}  // namespace

void InfoText::show(InfoDocument document) {
  if (state_ == State::leaving) tell_closed();
  if (state_ == State::gone) {
    shown_ = 0.0;
    events_.post("INFOTEXT_EVENT_SHOW", {});
  }
  state_ = State::shown;
  document_ = std::move(document);
  document_.text = with_blanks_for_tabs(measure_.in_user_language(document_.text));
  lines_ = document_lines(document_.text);
  measured_ = false;
  choice_.reset();
  flash_left_ = 0.0;
  down_.reset();
  across_.reset();
  drags_text_ = false;
}

void InfoText::close() {
  state_ = State::leaving;
  flash_left_ = 0.0;
  leaving_left_ = sliding;
  left_from_ = shown_;
}

void InfoText::tell_closed() {
  state_ = State::gone;
  events_.post("INFOTEXT_EVENT_CLOSE", {choice_ ? document_.buttons[*choice_] : not_chosen});
}

void InfoText::resize(const glm::vec2& size) { size_ = size; }

float InfoText::unit() const { return std::max(size_.x, size_.y) / longer_side; }

Rectangle InfoText::base() const {
  const glm::vec2 lift(0.0F, lift_);
  return {glm::vec2(outside * unit()) + lift, size_ - 2.0F * outside * unit() - lift};
}

Rectangle InfoText::title_place() const {
  const Rectangle place = base();
  return {{place.corner.x + margin * unit(), place.end().y - (margin + row) * unit()},
          {place.extent.x - 2.0F * margin * unit(), row * unit()}};
}

Rectangle InfoText::button_row() const {
  const Rectangle place = base();
  return {place.corner + margin * unit(), {place.extent.x - 2.0F * margin * unit(), row * unit()}};
}

Rectangle InfoText::text_place() const {
  const Rectangle title = title_place();
  const float low = button_row().end().y + margin * unit();
  return {{title.corner.x, low}, {title.extent.x, title.corner.y - margin * unit() - low}};
}

Rectangle InfoText::button_place(std::size_t index) const {
  const Rectangle place = button_row();
  const auto count = static_cast<float>(document_.buttons.size());
  const float gap = padding * unit();
  const float width = (place.extent.x - gap) / count - gap;
  const float left = gap + static_cast<float>(index) * (width + gap);
  return {place.corner + glm::vec2(left, gap), {width, place.extent.y - 2.0F * gap}};
}

std::optional<std::size_t> InfoText::button_at(const glm::vec2& at) const {
  for (std::size_t i = 0; i < document_.buttons.size(); ++i) {
    if (button_place(i).contains(at)) return i;
  }
  return std::nullopt;
}

void InfoText::measure() const {
  if (measured_ && generation_ == measure_.generation()) return;
  measured_ = true;
  generation_ = measure_.generation();
  widest_ = 0.0F;
  links_.clear();
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const std::string_view text = lines_[i].text;
    widest_ = std::max(widest_, measure_.whole_extent(text).width);
    // Piece by piece: a line may consist of links.
    float from = 0.0F;
    std::size_t passed = 0;
    for (const DocumentLink& link : lines_[i].links) {
      const std::string_view address = text.substr(link.first, link.count);
      from += measure_.whole_extent(text.substr(passed, link.first - passed)).width;
      const float to = from + measure_.whole_extent(address).width;
      links_.push_back({i, address, from, to});
      from = to;
      passed = link.first + link.count;
    }
  }
}

glm::vec2 InfoText::content() const {
  measure();
  return glm::vec2(widest_ * em_per_unit, static_cast<float>(lines_.size())) * pitch() +
         2.0F * padding;
}

void InfoText::set_limits() {
  const glm::vec2 over = content() - text_place().extent / unit();
  across_.set_limit(over.x);
  down_.set_limit(over.y);
}

glm::vec2 InfoText::text_corner() const {
  const Rectangle place = text_place();
  return glm::vec2(place.corner.x, place.end().y) +
         unit() * glm::vec2(padding - across_.position(), down_.position() - padding);
}

Rectangle InfoText::link_place(const LinkSpan& link) const {
  const float line = pitch() * unit();
  const float em = em_per_unit * line;
  const glm::vec2 corner = text_corner();
  return {{corner.x + em * link.from, corner.y - line * static_cast<float>(link.line + 1)},
          {em * (link.to - link.from), line}};
}

void InfoText::step(double frames) {
  if (state_ == State::gone) return;
  set_limits();
  down_.step(static_cast<float>(frames));
  across_.step(static_cast<float>(frames));
  if (state_ == State::leaving) {
    leaving_left_ -= frames;
    shown_ = left_from_ * std::max(leaving_left_, 0.0) / sliding;
    if (leaving_left_ <= 0.0) tell_closed();
    return;
  }
  shown_ = std::min(shown_ + frames / sliding, 1.0);
  if (flash_left_ <= 0.0) return;
  flash_left_ -= frames;
  if (flash_left_ <= 0.0) close();
}

bool InfoText::press(Key key, Modifiers) {
  if (state_ != State::shown) return false;
  if ((key == Key::escape || key == Key::enter) && !choice_) close();
  return true;
}

void InfoText::tap(const glm::vec2& at) {
  if (choice_) return;
  if (const std::optional<std::size_t> button = button_at(at)) {
    choice_ = button;
    flash_left_ = flash;
    return;
  }
  if (!text_place().contains(at)) return;
  measure();
  const auto link = std::ranges::find_if(
      links_, [&](const LinkSpan& each) { return link_place(each).contains(at); });
  if (link != links_.end()) values_.set(requested_address, link->address);
}

bool InfoText::act(const Gesture& gesture) {
  if (gesture.kind == Gesture::Kind::drag_end) {
    down_.release();
    across_.release();
  }
  if (state_ != State::shown) return false;
  const glm::vec2 moved = gesture.moved / unit();
  switch (gesture.kind) {
    case Gesture::Kind::tap:
      tap(gesture.position);
      break;
    case Gesture::Kind::drag_begin:
      drags_text_ = text_place().contains(gesture.position);
      break;
    case Gesture::Kind::drag:
      if (!drags_text_) break;
      set_limits();
      down_.drag(moved.y);
      across_.drag(-moved.x);
      break;
    case Gesture::Kind::flick:
      if (!text_place().contains(gesture.position)) break;
      down_.fling(moved.y / flick_frames);
      across_.fling(-moved.x / flick_frames);
      break;
    default:
      break;
  }
  return true;
}

bool InfoText::scroll(const glm::vec2&, float steps) {
  if (state_ != State::shown) return false;
  set_limits();
  down_.move(-steps * lines_per_wheel_step * pitch());
  return true;
}

void InfoText::paint(Painter& painter) const {
  const float away = 1.0F - static_cast<float>(shown_);
  const Painter::Moved moved(painter, {{0.0F, away * size_.y}, {}, 1.0F, 1.0F});
  painter.box(base(), base_color);
  painter.box(title_place(), row_color);
  paint_fitted(painter, title_place(), document_.title, false);
  paint_text(painter);
  paint_bars(painter);
  paint_buttons(painter);
}

// One line in the middle of a place, made smaller where it is too long.
void InfoText::paint_fitted(Painter& painter, const Rectangle& place, std::string_view text,
                            bool centered) const {
  const float full = em_per_unit * (centered ? button_text : title_text) * unit();
  const float room = place.extent.x - 2.0F * padding * unit();
  const float width = measure_.extent(text).width;
  const float em = full * std::min(1.0F, room / std::max(full * width, 1.0F));
  const float left = centered ? 0.5F * (place.extent.x - em * width) : padding * unit();
  constexpr float middle = 0.36F;  // of a letter, ems over its baseline
  const glm::vec2 at(left, 0.5F * place.extent.y - middle * em);
  painter.text(text, place.corner + at, {em, em / em_per_unit, white, {}});
}

void InfoText::paint_text(Painter& painter) const {
  measure();
  const Rectangle place = text_place();
  painter.box(place, document_.background);
  const Painter::Clipped clipped(painter, place);
  const float line = pitch() * unit();
  const glm::vec2 corner = text_corner();
  const auto nearest = [&](float height) {
    const float index = std::floor((corner.y - height) / line);
    return static_cast<std::size_t>(std::clamp(index, 0.0F, static_cast<float>(lines_.size() - 1)));
  };
  const std::size_t first = nearest(place.end().y);
  const std::size_t last = nearest(place.corner.y);
  for (const LinkSpan& link : links_) {
    if (link.line >= first && link.line <= last) painter.box(link_place(link), link_color);
  }
  for (std::size_t i = first; i <= last; ++i) {
    if (lines_[i].text.empty()) continue;
    const float top = corner.y - line * static_cast<float>(i);
    painter.whole_text(lines_[i].text, {corner.x, top - baseline * line},
                       {em_per_unit * line, line, document_.color, outline});
  }
}

// Beside the text and under it, where there is more than can be seen.
void InfoText::paint_bars(Painter& painter) const {
  const Rectangle place = text_place();
  const glm::vec2 whole = unit() * content();
  const glm::vec2 part = glm::min(place.extent / whole, glm::vec2(1.0F));
  const float beside = 0.5F * (margin - bar_width) * unit();
  const float width = bar_width * unit();
  const auto share = [](float position, float end) {
    return end > 0.0F ? std::clamp(position / end, 0.0F, 1.0F) : 0.0F;
  };
  const glm::vec2 ends = (whole - place.extent) / unit();
  if (part.y < 1.0F) {
    const Rectangle track{{place.end().x + beside, place.corner.y}, {width, place.extent.y}};
    const float length = part.y * track.extent.y;
    const float low = (1.0F - share(down_.position(), ends.y)) * (track.extent.y - length);
    painter.box(track, track_color);
    painter.box({track.corner + glm::vec2(0.0F, low), {width, length}}, bar_color);
  }
  if (part.x < 1.0F) {
    const Rectangle track{{place.corner.x, place.corner.y - beside - width},
                          {place.extent.x, width}};
    const float length = part.x * track.extent.x;
    const float left = share(across_.position(), ends.x) * (track.extent.x - length);
    painter.box(track, track_color);
    painter.box({track.corner + glm::vec2(left, 0.0F), {length, width}}, bar_color);
  }
}

void InfoText::paint_buttons(Painter& painter) const {
  painter.box(button_row(), row_color);
  for (std::size_t i = 0; i < document_.buttons.size(); ++i) {
    const Rectangle place = button_place(i);
    const bool chosen = choice_ == i;
    const bool hovered = !choice_ && place.contains(pointer_);
    painter.box(place, chosen ? chosen_color : hovered ? hovered_color : button_color);
    paint_fitted(painter, place, document_.buttons[i], true);
  }
}

}  // namespace mmdagent
