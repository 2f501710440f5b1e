// Pictures that follow each other, as an animated PNG holds them. Immutable. No GL in here.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "render/image.h"

namespace mmdagent {

// Pixels from the top left; empty without width.
struct PixelRectangle {
  int x = 0, y = 0, width = 0, height = 0;

  bool operator==(const PixelRectangle&) const = default;
};

// The smallest rectangle that holds both.
PixelRectangle joined(const PixelRectangle& a, const PixelRectangle& b);

class Animation {
 public:
  // At least one frame, all of one size.
  explicit Animation(std::vector<mmd::AnimationFrame> frames);

  std::uint32_t size() const { return static_cast<std::uint32_t>(frames_.size()); }
  const Image& picture(std::uint32_t frame) const { return frames_[frame].image; }
  bool transparent() const { return transparent_; }  // any of its pictures is
  double duration() const { return duration_; }      // of all together, in frames of 1/30 s

  // At a position of 0 up to duration().
  std::uint32_t frame_at(double position) const;
  // What differs between two pictures when all between them, after `from` up to `to`, are skipped;
  // past the last comes the first.
  PixelRectangle changed(std::uint32_t from, std::uint32_t to) const;

 private:
  std::vector<mmd::AnimationFrame> frames_;
  std::vector<PixelRectangle> changed_;  // of each from the one before, of the first from the last
  double duration_ = 0.0;
  bool transparent_ = false;
};

// How far an animation has come. Its rate goes towards the wanted one by at most 1 in half a
// second.
class AnimationClock {
 public:
  // A clock that starts at full speed, or one that stands until a rate is set.
  explicit AnimationClock(double rate) : wanted_(rate), rate_(rate) {}

  void set_rate(double rate) { wanted_ = rate; }
  // By frames of 1/30 s.
  void advance(double frames, const Animation& animation);
  double position() const { return position_; }

 private:
  double wanted_;
  double rate_;
  double position_ = 0.0;
};

}  // namespace mmdagent
