// How far a posed model reaches, from its bones alone: for each bone a sphere around the vertices
// that it moves. World units; vertex morphs are not counted.
#pragma once

#include <glm/vec3.hpp>
#include <span>
#include <vector>

#include "MMDFiles/model_data.h"
#include "render/snapshot.h"

namespace mmdagent {

struct BoneSphere {
  glm::vec3 center{0.0F};  // rest pose
  float radius = -1.0F;    // negative: the bone moves no vertex
};

// One for each bone; a model without bones has one for all of it.
std::vector<BoneSphere> bone_spheres(const mmd::ModelData& data);

struct Bounds {
  glm::vec3 low{1.0F}, high{-1.0F};

  bool empty() const { return low.x > high.x; }
  void include(const glm::vec3& center, float radius);
  glm::vec3 center() const { return (low + high) * 0.5F; }
  float radius() const;  // of the sphere around the box
};

// `bones`: one for each sphere, or empty = at rest.
void include_pose(std::span<const BoneSphere> spheres, std::span<const BoneTransform> bones,
                  Bounds& bounds);

}  // namespace mmdagent
