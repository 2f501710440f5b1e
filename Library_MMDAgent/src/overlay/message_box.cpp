#include "overlay/message_box.h"

#include <algorithm>
#include <utility>

#include "overlay/painter.h"
#include "overlay/text_measure.h"

namespace mmdagent {
namespace {

constexpr double appearing = 15.0;  // frames
constexpr double replacing = 10.0;

// Units, of which the window is so many high.
constexpr float window_height = 21.0F;
constexpr float least_text_width = 7.0F;
constexpr float margin = 0.3F;
constexpr float padding = 0.3F;
constexpr float border = margin + padding;
constexpr float gap_to_labels = 0.5F;
constexpr float widest = 0.9F;  // of the window

constexpr float drop = 10.0F;  // the way that it appears
constexpr float overshoot = 0.6F;

constexpr glm::vec4 text_color(1.0F);
constexpr glm::vec4 label_color(1.0F, 1.0F, 1.0F, 0.8F);
constexpr glm::vec4 label_text_color(0.0F, 0.0F, 0.0F, 1.0F);
constexpr glm::vec4 marked_color(1.0F, 0.8F, 0.3F, 0.8F);

}  // namespace

float MessageBox::unit() const { return size_.y / window_height; }

void MessageBox::resize(const glm::vec2& size) {
  laid_out_ = laid_out_ && size == size_;
  size_ = size;
}

void MessageBox::show(std::string text, std::vector<std::string> labels) {
  frames_left_ = open() ? replacing : appearing;
  state_ = State::shown;
  text_ = std::move(text);
  labels_ = std::move(labels);
  laid_out_ = false;
}

void MessageBox::hide() {
  if (!open()) return;
  state_ = State::leaving;
  frames_left_ = appearing;
}

void MessageBox::step(double frames) {
  frames_left_ = std::max(frames_left_ - frames, 0.0);
  if (state_ == State::leaving && frames_left_ == 0.0) state_ = State::gone;
}

void MessageBox::lay_out() const {
  if (laid_out_ && generation_ == measure_.generation()) return;
  laid_out_ = true;
  generation_ = measure_.generation();
  const float em = em_per_unit * unit();
  std::vector<TextExtent> extents{measure_.extent(text_, 1.0F / em_per_unit)};
  for (const std::string& label : labels_) {
    extents.push_back(measure_.extent(label, 1.0F / em_per_unit));
  }
  float text_width = least_text_width * unit();
  for (const TextExtent& extent : extents) text_width = std::max(text_width, em * extent.width);
  extent_.x = std::min(text_width + 2.0F * border * unit(), widest * size_.x);
  const float room = extent_.x - 2.0F * border * unit();
  const auto fitted = [&](const TextExtent& extent) {
    return em * std::min(1.0F, room / std::max(em * extent.width, 1.0F));
  };
  extent_.y = fitted(extents[0]) * extents[0].height + 2.0F * border * unit();
  if (!labels_.empty()) extent_.y += gap_to_labels * unit();
  for (std::size_t i = 1; i < extents.size(); ++i) {
    extent_.y += fitted(extents[i]) * extents[i].height + (2.0F * padding + margin) * unit();
  }

  float top = extent_.y - border * unit();
  const auto place_text = [&](const std::string& text, const TextExtent& extent) {
    const float size = fitted(extent);
    const glm::vec2 baseline(0.5F * (extent_.x - size * extent.width), top - size * extent.above);
    top -= size * extent.height;
    return Line{text, {}, baseline, size};
  };
  main_ = place_text(text_, extents[0]);
  top -= (border + gap_to_labels) * unit();
  lines_.clear();
  for (std::size_t i = 0; i < labels_.size(); ++i) {
    const float box_top = top;
    top -= padding * unit();
    Line line = place_text(labels_[i], extents[i + 1]);
    top -= padding * unit();
    line.box = {{margin * unit(), top}, {extent_.x - 2.0F * margin * unit(), box_top - top}};
    top -= margin * unit();
    lines_.push_back(std::move(line));
  }
}

Rectangle MessageBox::place() const {
  lay_out();
  return {0.5F * (size_ - extent_), extent_};
}

std::optional<std::size_t> MessageBox::label_at(const glm::vec2& at) const {
  const glm::vec2 inside = at - place().corner;
  const auto found =
      std::ranges::find_if(lines_, [&](const Line& line) { return line.box.contains(inside); });
  if (found == lines_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - lines_.begin());
}

void MessageBox::paint(Painter& painter, const MessageBoxLook& look) const {
  const Rectangle rest = place();
  const auto left = static_cast<float>(frames_left_ / appearing);
  const float away = state_ == State::leaving ? 1.0F - left : left;
  const Painter::Moved moved(
      painter, {{0.0F, away * (overshoot - away) * drop * unit()}, {}, 1.0F, 1.0F - away});
  painter.box(rest, look.color);
  const auto write = [&](const Line& line, const glm::vec4& color) {
    painter.text(line.text, rest.corner + line.baseline,
                 {line.em, line.em / em_per_unit, color, {}});
  };
  write(main_, text_color);
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const Rectangle box{rest.corner + lines_[i].box.corner, lines_[i].box.extent};
    const bool marked = look.marked == i;
    const float growth = marked ? 1.0F + 2.0F * look.flash * (1.0F - look.flash) : 1.0F;
    const Painter::Moved grown(painter, {{}, box.center(), growth, 1.0F});
    painter.box(box, marked ? marked_color : label_color);
    write(lines_[i], label_text_color);
  }
}

}  // namespace mmdagent
