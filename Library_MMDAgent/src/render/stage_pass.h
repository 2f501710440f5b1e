// Floor and background quads, and the floor once more in the ground shadow. Render thread.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "render/frame.h"
#include "render/image_texture.h"

namespace mmdagent {

class StagePass {
 public:
  // nullptr: `error` tells why.
  static std::unique_ptr<StagePass> create(std::string& error);

  // Images that are nullptr are not drawn.
  void draw(Frame& frame, const ImageTexture* floor, const ImageTexture* background);
  // Once more, where the ground shadow is marked.
  void draw_shadowed_floor(Frame& frame, const ImageTexture& floor);
  // Profile reference: once more, where the shadow map is dark.
  void draw_dark(Frame& frame, const ImageTexture* floor, const ImageTexture* background);

 private:
  // The same quad without and with texels that may vanish: a fragment that cannot be discarded is
  // tested for depth and stencil before it is computed.
  struct Programs {
    gl::Program opaque, transparent;
    const gl::Program& of(const ImageTexture& image) const {
      return image.has_alpha ? transparent : opaque;
    }
  };

  StagePass() = default;
  static bool link(Programs& programs, std::span<const std::string_view> defines,
                   std::string& error);
  void prepare_quads(Frame& frame);
  void draw_quads(Frame& frame, const Programs& floor_programs, const ImageTexture* floor,
                  const Programs& background_programs, const ImageTexture* background);

  Programs lit_;
  Programs ground_;  // in the ground shadow
  Programs mapped_;  // profile mmd: in the shadow map
  Programs dark_;    // profile reference: in the shadow map, once more
  gl::Buffer vertices_;
  gl::VertexArray array_;
  Stage shown_;  // the sizes that are in vertices_
  bool stored_ = false;
};

}  // namespace mmdagent
