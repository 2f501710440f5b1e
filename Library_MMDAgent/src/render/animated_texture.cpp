#include "render/animated_texture.h"

#include <utility>

namespace mmdagent {

bool AnimatedTexture::show(const ImageTexture& source, std::uint32_t frame, bool mipmaps,
                           DrawState& state) {
  const auto& animation = source.animation;
  if (animation == nullptr || frame >= animation->size()) return false;
  if (animation != animation_) {
    auto made = upload_image(animation->picture(frame), mipmaps);
    state.forget_textures();
    if (!made) return false;
    image_ = std::move(*made);
    image_.has_alpha = animation->transparent();
    animation_ = animation;
  } else if (frame != frame_) {
    replace_part(image_, animation->picture(frame), animation->changed(frame_, frame), mipmaps);
    state.forget_textures();
  }
  frame_ = frame;
  return true;
}

}  // namespace mmdagent
