// Where the rigid bodies of an instance are.
#pragma once

#include <vector>

#include "MMDFiles/transform.h"

namespace mmd {

class ModelInstance;

// Places the bodies in world space, in the order of ModelData::rigid_bodies. `places` is empty
// where the instance is in no world.
void body_places(ModelInstance& instance, std::vector<Transform>& places);

}  // namespace mmd
