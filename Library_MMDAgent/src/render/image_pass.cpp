#include "render/image_pass.h"

#include <epoxy/gl.h>

#include "render/gl_program.h"
#include "render/image_placement.h"
#include "render/resource_store.h"

namespace mmdagent {

std::unique_ptr<ImagePass> ImagePass::create(std::string& error) {
  std::unique_ptr<ImagePass> pass(new ImagePass());
  auto program = link_program({"image.vert", "image.frag"}, {}, error);
  if (!program) return nullptr;
  pass->program_ = std::move(*program);
  pass->place_uniform_ = glGetUniformLocation(pass->program_.name(), "place");
  pass->opacity_uniform_ = glGetUniformLocation(pass->program_.name(), "opacity");
  pass->array_ = gl::make_vertex_array();
  return pass;
}

void ImagePass::draw(Frame& frame, const ResourceStore& store) {
  if (frame.snapshot.images.empty()) return;
  DrawState& state = frame.state;
  state.use_program(program_.name());
  state.bind_vertex_array(array_.name());
  state.bind_sampler(base_unit, frame.samplers.clamp(!is_reference(frame)));
  state.cull(Culling::none);
  glDisable(GL_DEPTH_TEST);
  for (const DrawnImage& drawn : frame.snapshot.images) {
    const ImageTexture* const image = store.image(drawn.image);
    if (image == nullptr) continue;
    const Placement placement = place(drawn, image->size, frame.size);
    glUniform4f(place_uniform_, placement.corner.x, placement.corner.y, placement.extent.x,
                placement.extent.y);
    glUniform1f(opacity_uniform_, drawn.opacity);
    state.bind_texture(base_unit, image->texture.name());
    state.draw_strip(0, 4);
  }
  glEnable(GL_DEPTH_TEST);
}

}  // namespace mmdagent
