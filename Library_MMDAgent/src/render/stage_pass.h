// Floor and background quads, and the floor once more in the ground shadow. Render thread.
#pragma once

#include <memory>
#include <string>

#include "render/frame.h"
#include "render/image_texture.h"

namespace mmdagent {

class StagePass {
 public:
  // nullptr: `error` tells why.
  static std::unique_ptr<StagePass> create(std::string& error);

  // Images that are nullptr are not drawn.
  void draw(Frame& frame, const ImageTexture* floor, const ImageTexture* background);
  void draw_shadowed_floor(Frame& frame, const ImageTexture& floor);

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
  static bool link(Programs& programs, bool shadow, std::string& error);
  void prepare_quads(Frame& frame);

  Programs lit_;
  Programs shadowed_;
  gl::Buffer vertices_;
  gl::VertexArray array_;
  Stage shown_;  // the sizes that are in vertices_
  bool stored_ = false;
};

}  // namespace mmdagent
