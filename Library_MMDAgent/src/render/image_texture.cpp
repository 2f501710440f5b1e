#include "render/image_texture.h"

#include <epoxy/gl.h>

#include "render/animation.h"

namespace mmdagent {
namespace {

gl::Sampler make(GLint wrap, GLint minifying, float anisotropy) {
  gl::Sampler sampler = gl::make_sampler();
  const GLuint name = sampler.name();
  glSamplerParameteri(name, GL_TEXTURE_WRAP_S, wrap);
  glSamplerParameteri(name, GL_TEXTURE_WRAP_T, wrap);
  glSamplerParameteri(name, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glSamplerParameteri(name, GL_TEXTURE_MIN_FILTER, minifying);
  if (anisotropy > 1.0F) {
    glSamplerParameterf(name, GL_TEXTURE_MAX_ANISOTROPY_EXT, anisotropy);
  }
  return sampler;
}

GLint minifying(MipmapSteps steps) {
  return steps == MipmapSteps::blended ? GL_LINEAR_MIPMAP_LINEAR : GL_LINEAR_MIPMAP_NEAREST;
}

std::vector<std::uint8_t> left_column(const Image& image) {
  std::vector<std::uint8_t> column;
  const std::size_t stride = static_cast<std::size_t>(image.width) * 4;
  for (std::size_t at = 0; at + 4 <= image.rgba.size(); at += stride) {
    const auto first = image.rgba.begin() + static_cast<std::ptrdiff_t>(at);
    column.insert(column.end(), first, first + 4);
  }
  return column;
}

}  // namespace

std::optional<ImageTexture> upload_image(const Image& image, bool mipmaps) {
  ImageTexture result{
      gl::make_texture(), {image.width, image.height}, image.transparent, left_column(image)};
  while (glGetError() != GL_NO_ERROR) {
  }
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, result.texture.name());
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, image.width, image.height, 0, GL_RGBA, GL_UNSIGNED_BYTE,
               image.rgba.data());
  if (mipmaps) {
    glGenerateMipmap(GL_TEXTURE_2D);
  } else {
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
  }
  glBindTexture(GL_TEXTURE_2D, 0);
  if (glGetError() != GL_NO_ERROR) return std::nullopt;
  return result;
}

void replace_part(const ImageTexture& texture, const Image& image, const PixelRectangle& part,
                  bool mipmaps) {
  if (part.width == 0) return;
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, texture.texture.name());
  glPixelStorei(GL_UNPACK_ROW_LENGTH, image.width);
  const std::size_t first =
      (static_cast<std::size_t>(part.y) * static_cast<std::size_t>(image.width) +
       static_cast<std::size_t>(part.x)) *
      4;
  glTexSubImage2D(GL_TEXTURE_2D, 0, part.x, part.y, part.width, part.height, GL_RGBA,
                  GL_UNSIGNED_BYTE, image.rgba.data() + first);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  if (mipmaps) glGenerateMipmap(GL_TEXTURE_2D);
  glBindTexture(GL_TEXTURE_2D, 0);
}

Samplers::Samplers(float anisotropy, MipmapSteps steps)
    : repeat_(make(GL_REPEAT, GL_LINEAR, 1.0F)),
      repeat_mipmapped_(make(GL_REPEAT, minifying(steps), anisotropy)),
      clamp_(make(GL_CLAMP_TO_EDGE, GL_LINEAR, 1.0F)),
      clamp_mipmapped_(make(GL_CLAMP_TO_EDGE, minifying(steps), anisotropy)) {}

}  // namespace mmdagent
