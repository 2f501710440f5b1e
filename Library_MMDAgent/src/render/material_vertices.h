// Vertices that know their material, so that neighbouring materials can be drawn in one go. No GL
// in here.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "MMDFiles/model_data.h"

namespace mmdagent {

struct MaterialVertices {
  // The model as it was given, or a copy in which vertices that several materials use are doubled.
  std::shared_ptr<const mmd::ModelData> data;
  std::vector<std::uint32_t> materials;  // of each vertex; 0 where none uses it
};

MaterialVertices assign_materials(std::shared_ptr<const mmd::ModelData> data);

}  // namespace mmdagent
