#include "MMDFiles/body_places.h"

#include "MMDFiles/model_instance.h"
#include "physics/physics_bodies.h"

namespace mmd {

void body_places(ModelInstance& instance, std::vector<Transform>& places) {
  const PhysicsBodies* const bodies = instance.physics();
  places.resize(bodies == nullptr ? 0 : bodies->size());
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = bodies->body_world(i);
}

}  // namespace mmd
