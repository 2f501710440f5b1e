// A picture on the GPU. Immutable where models share it.
#pragma once

#include <cstdint>
#include <glm/vec2.hpp>
#include <memory>
#include <optional>
#include <vector>

#include "render/gl_objects.h"
#include "render/image.h"

namespace mmdagent {

class Animation;
struct PixelRectangle;

struct ImageTexture {
  gl::Texture texture;
  glm::ivec2 size{0};
  bool has_alpha = false;
  std::vector<std::uint8_t> left_column;  // RGBA: all of it that a toon shows
  // The pictures that follow; null where there is but this one.
  std::shared_ptr<const Animation> animation{};
};

// Row 0 of the image is v = 0. nullopt: GL has no room for it.
std::optional<ImageTexture> upload_image(const Image& image, bool mipmaps);

// Uploads one part of `image`, which is as large as the texture. Leaves no texture bound.
void replace_part(const ImageTexture& texture, const Image& image, const PixelRectangle& part,
                  bool mipmaps);

// From one level of a mipmap to the next: blended, or the nearer level alone, which is half the
// work.
enum class MipmapSteps : std::uint8_t { blended, hard };

// How pictures are read; bound to the units once per picture drawn.
class Samplers {
 public:
  // `anisotropy` is used where mipmaps are, 1 = none.
  Samplers(float anisotropy, MipmapSteps steps);

  // Model textures repeat; the rest is clamped. Mipmaps in profile mmd only.
  gl::Name repeat(bool mipmaps) const { return (mipmaps ? repeat_mipmapped_ : repeat_).name(); }
  gl::Name clamp(bool mipmaps) const { return (mipmaps ? clamp_mipmapped_ : clamp_).name(); }

 private:
  gl::Sampler repeat_, repeat_mipmapped_, clamp_, clamp_mipmapped_;
};

}  // namespace mmdagent
