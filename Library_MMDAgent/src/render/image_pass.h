// Images over the scene: window frames and overlays. Render thread.
#pragma once

#include <memory>
#include <string>

#include "render/frame.h"
#include "render/gl_objects.h"

namespace mmdagent {

class ResourceStore;

class ImagePass {
 public:
  // nullptr: `error` tells why.
  static std::unique_ptr<ImagePass> create(std::string& error);

  // Draws the snapshot's images in order; one that is not in `store` is left out.
  void draw(Frame& frame, const ResourceStore& store);

 private:
  ImagePass() = default;

  gl::Program program_;
  gl::VertexArray array_;  // empty: corners are numbers
  int place_uniform_ = -1;
  int opacity_uniform_ = -1;
};

}  // namespace mmdagent
