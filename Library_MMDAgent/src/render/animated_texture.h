// A texture that shows one picture of an animation after another. Render thread.
#pragma once

#include <cstdint>
#include <memory>

#include "render/animation.h"
#include "render/draw_state.h"
#include "render/image_texture.h"

namespace mmdagent {

class AnimatedTexture {
 public:
  // Uploads what differs from the picture that is there. False: `source` has no such frame, or GL
  // no room for it.
  bool show(const ImageTexture& source, std::uint32_t frame, bool mipmaps, DrawState& state);

  // What it shows; after the first show().
  const ImageTexture& image() const { return image_; }

 private:
  ImageTexture image_;
  std::shared_ptr<const Animation> animation_;
  std::uint32_t frame_ = 0;
};

}  // namespace mmdagent
