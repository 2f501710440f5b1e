#include "render/animation.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <span>
#include <utility>

namespace mmdagent {
namespace {

constexpr double frames_to_full_rate = 15.0;

std::span<const std::uint8_t> row_of(const Image& image, int y) {
  const std::size_t bytes = static_cast<std::size_t>(image.width) * 4;
  return std::span(image.rgba).subspan(static_cast<std::size_t>(y) * bytes, bytes);
}

// The pixels of a row that differ are from first up to end.
std::pair<int, int> difference(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b) {
  const auto first = std::ranges::mismatch(a, b).in1 - a.begin();
  if (static_cast<std::size_t>(first) == a.size()) return {0, 0};
  auto end = static_cast<std::ptrdiff_t>(a.size());
  while (a[static_cast<std::size_t>(end) - 1] == b[static_cast<std::size_t>(end) - 1]) --end;
  return {static_cast<int>(first / 4), static_cast<int>((end + 3) / 4)};
}

PixelRectangle difference(const Image& a, const Image& b) {
  PixelRectangle result;
  for (int y = 0; y < a.height; ++y) {
    const auto [first, end] = difference(row_of(a, y), row_of(b, y));
    if (end > first) result = joined(result, {first, y, end - first, 1});
  }
  return result;
}

}  // namespace

PixelRectangle joined(const PixelRectangle& a, const PixelRectangle& b) {
  if (a.width == 0) return b;
  if (b.width == 0) return a;
  const int x = std::min(a.x, b.x);
  const int y = std::min(a.y, b.y);
  return {x, y, std::max(a.x + a.width, b.x + b.width) - x,
          std::max(a.y + a.height, b.y + b.height) - y};
}

Animation::Animation(std::vector<mmd::AnimationFrame> frames) : frames_(std::move(frames)) {
  for (std::size_t i = 0; i < frames_.size(); ++i) {
    const Image& before = frames_[i == 0 ? frames_.size() - 1 : i - 1].image;
    changed_.push_back(difference(before, frames_[i].image));
    duration_ += frames_[i].duration;
    transparent_ |= frames_[i].image.transparent;
  }
}

std::uint32_t Animation::frame_at(double position) const {
  std::uint32_t frame = 0;
  for (; frame + 1 < size(); ++frame) {
    position -= frames_[frame].duration;
    if (position < 0.0) break;
  }
  return frame;
}

PixelRectangle Animation::changed(std::uint32_t from, std::uint32_t to) const {
  PixelRectangle result;
  while (from != to) {
    from = (from + 1) % size();
    result = joined(result, changed_[from]);
  }
  return result;
}

void AnimationClock::advance(double frames, const Animation& animation) {
  // The rate changes evenly, so the way is that of its mean, and of the wanted one afterwards.
  const double change = wanted_ - rate_;
  const double ramp = std::min(frames, std::abs(change) * frames_to_full_rate);
  const double reached =
      ramp < frames ? wanted_ : rate_ + std::copysign(ramp / frames_to_full_rate, change);
  position_ += (rate_ + reached) * 0.5 * ramp + reached * (frames - ramp);
  rate_ = reached;
  if (animation.duration() <= 0.0) return;
  position_ = std::fmod(position_, animation.duration());
  if (position_ < 0.0) position_ += animation.duration();
}

}  // namespace mmdagent
