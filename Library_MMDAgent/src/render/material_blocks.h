// The colours of a material for one picture: its state after morphs, the fade, the light mode and
// the width of its edge, as the shaders take them. No GL in here.
#pragma once

#include "MMDFiles/model_data.h"
#include "render/frame_block.h"
#include "render/snapshot.h"

namespace mmdagent {

// A material as the file has it.
MaterialState rest_state(const mmd::MaterialData& material);

// How strong a luminous material glows (rendering.md section 3.13), as the file has it; else 0.
float glow_strength(const mmd::MaterialData& material);

struct MaterialContext {
  const RenderOptions& options;
  float light_intensity = 0.6F;
  float opacity = 1.0F;    // of the model
  bool toon = true;        // shaded as toon
  bool model_toon = true;  // the model's own switch, whatever the option says
  bool selected = false;
  float picture_height = 900.0F;  // pixels
};

MaterialBlock material_block(const MaterialState& state, const MaterialContext& context);

}  // namespace mmdagent
