#include "render/edge_pass.h"

#include "render/gl_program.h"

namespace mmdagent {

std::unique_ptr<EdgePass> EdgePass::create(std::string& error) {
  std::unique_ptr<EdgePass> pass(new EdgePass());
  const ProgramSource source{"edge.vert", "edge.frag"};
  constexpr std::string_view screen[] = {"SCREEN_CONSTANT"};
  auto world_width = link_program(source, {}, error);
  auto screen_width = world_width ? link_program(source, screen, error) : std::nullopt;
  if (!screen_width) return nullptr;
  pass->world_width_ = std::move(*world_width);
  pass->screen_width_ = std::move(*screen_width);
  return pass;
}

void EdgePass::draw(Frame& frame, const FrameModel& model) {
  const DrawnModel& drawn = *model.drawn;
  const GpuModel& resource = model.instance->resource();
  const bool everything = drawn.selected && !resource.has_edges();
  if (drawn.role == DrawRole::stage || (!drawn.selected && !drawn_as_toon(frame, drawn))) return;
  if (!resource.has_edges() && !everything) return;
  const bool reference = frame.snapshot.options.profile == ShadingProfile::reference;
  frame.state.use_program(reference ? world_width_.name() : screen_width_.name());
  frame.state.bind_vertex_array(model.instance->vertex_array());
  frame.state.cull(Culling::front);
  const auto& materials = resource.data().materials;
  const auto blocks = model.instance->materials();
  frame.model_runs.begin();
  for (std::size_t i = 0; i < materials.size(); ++i) {
    if (!materials[i].edge && !everything) continue;
    if (blocks[i].diffuse.a == 0.0F || blocks[i].edge_color.a <= 0.0F) continue;
    if (materials[i].index_count == 0) continue;
    MaterialLook look;
    look.chunk = static_cast<std::uint32_t>(i) / materials_per_block;
    frame.model_runs.add(look, {materials[i].first_index, materials[i].index_count});
  }
  for (const ModelRun& run : frame.model_runs.runs()) {
    frame.state.bind_materials(model.instance->material_table(), run.look.chunk);
    frame.state.draw_ranges(frame.model_runs.ranges(run), resource.wide_indices());
  }
}

}  // namespace mmdagent
