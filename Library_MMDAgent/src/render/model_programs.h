// The program variants that draw materials: one for each combination of what a material shows, so
// that no pixel pays for what it does not use. Linked when first needed. Render thread.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include "render/gl_program.h"

namespace mmdagent {

enum ModelFeature : std::uint32_t {
  reference_feature = 1U << 0U,
  toon_feature = 1U << 1U,
  base_feature = 1U << 2U,
  sphere_multiply_feature = 1U << 3U,
  sphere_add_feature = 1U << 4U,
  subtexture_feature = 1U << 5U,
  sphere_first_feature = 1U << 6U,  // reference: the sphere stands in the base texture's place
  specular_feature = 1U << 7U,
  factors_feature = 1U << 8U,   // mmd: texture factors of material morphs
  discard_feature = 1U << 9U,   // an alpha of 0 is possible
  receive_feature = 1U << 10U,  // mmd: the shadow map takes the place of the toon's border
  stage_feature = 1U << 11U,    // mmd: the shadow map darkens as it does the floor
  dark_feature = 1U << 12U,     // reference: the second pass, where the shadow map is dark
  glow_feature = 1U << 13U,     // in white light, as strong as the material glows
};

class ModelPrograms {
 public:
  // 0 if the variant cannot be linked: `error` tells why.
  gl::Name find(std::uint32_t features, std::string& error);

 private:
  std::unordered_map<std::uint32_t, gl::Program> programs_;
};

}  // namespace mmdagent
