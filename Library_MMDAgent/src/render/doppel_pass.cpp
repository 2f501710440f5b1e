#include "render/doppel_pass.h"

#include <epoxy/gl.h>

#include <utility>

#include "render/gl_program.h"

namespace mmdagent {

std::unique_ptr<DoppelPass> DoppelPass::create(std::string& error) {
  std::unique_ptr<DoppelPass> pass(new DoppelPass());
  constexpr std::string_view doppel[] = {"DOPPEL"};
  auto program = link_program({"flat.vert", "flat.frag"}, doppel, error);
  if (!program) return nullptr;
  pass->program_ = std::move(*program);
  return pass;
}

void DoppelPass::draw(Frame& frame) {
  if (!frame.snapshot.options.doppel) return;
  DrawState& state = frame.state;
  state.use_program(program_.name());
  state.cull(Culling::none);
  glDisable(GL_DEPTH_TEST);
  for (const FrameModel& model : frame.models) {
    if (!casts_shadow(model)) continue;
    const GpuModel& resource = model.instance->resource();
    state.bind_vertex_array(model.instance->vertex_array());
    state.draw_ranges(resource.shadow_runs(), resource.wide_indices());
  }
  glEnable(GL_DEPTH_TEST);
}

}  // namespace mmdagent
