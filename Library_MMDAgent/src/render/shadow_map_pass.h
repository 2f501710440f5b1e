// The shadow map: how far the light reaches, drawn from the light's side. Render thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "render/frame.h"

namespace mmdagent {

class ShadowMapPass {
 public:
  // nullptr: `error` tells why.
  static std::unique_ptr<ShadowMapPass> create(std::string& error);

  // Once the poses are known: decides whether this picture has a shadow map (Frame::shadow_mapped)
  // and fits the light's matrix to the models.
  void prepare(Frame& frame);
  // Draws the map if it differs from the one before and binds it to shadow_unit; leaves another
  // framebuffer bound.
  void draw(Frame& frame);

 private:
  // What the map shows besides the poses.
  struct Content {
    glm::mat4 light_view_projection{0.0F};
    int size = 0;
    ShadingProfile profile = ShadingProfile::mmd;
    std::vector<std::uint64_t> casters;  // instances

    bool operator==(const Content&) const = default;
  };

  ShadowMapPass() = default;
  bool make_target(Frame& frame, int size);
  void draw_casters(Frame& frame);

  gl::Program program_;
  gl::Framebuffer framebuffer_;
  gl::Texture map_;
  gl::Sampler lit_, dark_;  // what the comparison gives: mmd and reference
  Content wanted_, drawn_;
};

}  // namespace mmdagent
