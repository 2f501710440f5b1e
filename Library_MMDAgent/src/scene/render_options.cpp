#include "scene/render_options.h"

#include "options/options.h"

namespace mmdagent {

RenderOptions render_options(const Options& options) {
  RenderOptions result;
  result.profile = options.shading_profile;
  result.cartoon = options.use_cartoon_rendering;
  result.mmd_like_cartoon = options.use_mmd_like_cartoon;
  result.light_edge = options.light_edge;
  result.edge_width = options.cartoon_edge_width;
  result.selected_edge_color = options.cartoon_edge_selected_color;
  result.shadow = options.use_shadow;
  result.shadow_density = options.shadow_density;
  result.shadow_mapping = options.use_shadow_mapping;
  result.shadow_map_size = options.shadow_mapping_texture_size;
  result.self_density = options.shadow_mapping_self_density;
  result.doppel = options.doppel_shadow;
  result.doppel_color = options.doppel_shadow_color;
  result.doppel_offset = options.doppel_shadow_offset;
  result.diffusion = options.diffusion_postfilter;
  result.diffusion_intensity = options.diffusion_postfilter_intensity;
  result.diffusion_scale = options.diffusion_postfilter_scale;
  result.transparent = options.transparent_window;
  result.clear_color = options.campus_color;
  result.samples = options.max_multi_sampling;
  return result;
}

}  // namespace mmdagent
