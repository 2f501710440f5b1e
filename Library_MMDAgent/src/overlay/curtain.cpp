#include "overlay/curtain.h"

#include <algorithm>
#include <array>
#include <glm/common.hpp>
#include <glm/vec4.hpp>

#include "overlay/painter.h"
#include "scene/assets.h"
#include "scene/scene.h"

namespace mmdagent {
namespace {

// What takes longer would let it jump: then it stands still, but not for ever.
constexpr double longest_frame = 1.25;
constexpr int most_long_frames = 10;

constexpr std::array colors{
    glm::vec4(0.95F, 0.51F, 0.51F, 1.0F), glm::vec4(0.99F, 0.89F, 0.54F, 1.0F),
    glm::vec4(0.92F, 1.0F, 0.82F, 1.0F), glm::vec4(0.58F, 0.88F, 0.83F, 1.0F)};

constexpr float band_delay = 0.2F;  // from one to the next, of the whole way
constexpr int bars = 6;
constexpr float bar_delay = 0.1F;
constexpr float bar_pitch = 0.17F;  // of the window
constexpr float logo_part = 0.3F;   // of the window's shorter side

// How far one is that waits for `delay` of the way while the last of them waits for `last_delay`.
float share_of(float closed, float delay, float last_delay) {
  const float linear = std::clamp((closed - delay) / (1.0F - last_delay), 0.0F, 1.0F);
  return 1.0F - (1.0F - linear) * (1.0F - linear);
}

void paint_bands(Painter& painter, float closed) {
  const glm::vec2 size = painter.size();
  const float width = size.x / static_cast<float>(colors.size());
  const float last_delay = band_delay * static_cast<float>(colors.size() - 1);
  for (std::size_t i = 0; i < colors.size(); ++i) {
    const auto place = static_cast<float>(i);
    const float height = size.y * share_of(closed, band_delay * place, last_delay);
    const bool from_top = i % 2 == 1;
    painter.box({{width * place, from_top ? size.y - height : 0.0F}, {width, height}}, colors[i]);
  }
}

// Along x or along y; each grows from its middle line.
void paint_bars(Painter& painter, float closed, int axis) {
  const glm::vec2 size = painter.size();
  const float pitch = bar_pitch * size[axis];
  for (int i = 0; i < bars; ++i) {
    const auto place = static_cast<float>(i);
    const float share =
        share_of(closed, bar_delay * place, bar_delay * static_cast<float>(bars - 1));
    Rectangle box{glm::vec2(0.0F), size};
    box.corner[axis] = pitch * (place + 0.5F - 0.5F * share);
    box.extent[axis] = pitch * share;
    painter.box(box, colors[static_cast<std::size_t>(i) % colors.size()]);
  }
}

}  // namespace

void Curtain::open() {
  if (state_ != State::none) return;
  state_ = State::opening;
  closed_ = frames;
  load_logo();
}

bool Curtain::close() {
  if (state_ == State::none) return true;
  if (state_ != State::closing) long_frames_ = 0;
  state_ = State::closing;
  return closed_ >= frames;
}

void Curtain::load_logo() {
  scene_.assets().load_image(logo_file_, [this](const Loaded<ImageFile>& image) {
    if (image.status != LoadStatus::done) return;
    logo_ = scene_.assets().resources.image(image.asset);
    logo_aspect_ = static_cast<float>(image.asset->picture->height) /
                   static_cast<float>(image.asset->picture->width);
  });
}

void Curtain::advance(double passed) {
  closed_ = std::clamp(closed_ + (state_ == State::closing ? passed : -passed), 0.0, frames);
  if (state_ == State::opening && closed_ <= 0.0) state_ = State::gone;
}

// It opens with the scene's time, but closes even before a scene that is held.
void Curtain::step(double passed) {
  if (state_ == State::none || state_ == State::gone) return;
  if (state_ == State::opening && scene_.held()) return;
  if (passed <= longest_frame) {
    long_frames_ = 0;
    advance(passed);
  } else if (++long_frames_ >= most_long_frames) {
    advance(frames);
  }
}

void Curtain::paint(Painter& painter) const {
  const auto way = static_cast<float>(closed());
  if (pattern_ == 0) {
    paint_bands(painter, way);
  } else {
    paint_bars(painter, way, pattern_ == 1 ? 0 : 1);
  }
  if (logo_ != nullptr) paint_logo(painter);
}

void Curtain::paint_logo(Painter& painter) const {
  const glm::vec2 size = painter.size();
  const float side = logo_part * std::min(size.x, size.y);
  const glm::vec2 extent = side * (logo_aspect_ > 1.0F ? glm::vec2(1.0F / logo_aspect_, 1.0F)
                                                       : glm::vec2(1.0F, logo_aspect_));
  const float alpha = std::clamp(2.5F * static_cast<float>(closed()) - 1.25F, 0.0F, 1.0F);
  painter.image({0.5F * (size - extent), extent}, logo_->id(), glm::vec4(1.0F, 1.0F, 1.0F, alpha));
}

}  // namespace mmdagent
