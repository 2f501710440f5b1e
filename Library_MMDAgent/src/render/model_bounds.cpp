#include "render/model_bounds.h"

#include <algorithm>
#include <glm/common.hpp>
#include <glm/geometric.hpp>

namespace mmdagent {

std::vector<BoneSphere> bone_spheres(const mmd::ModelData& data) {
  const mmd::VertexData& vertices = data.vertices;
  std::vector<Bounds> boxes(std::max<std::size_t>(1, data.bones.size()));
  const auto each = [&](auto act) {
    for (std::size_t i = 0; i < vertices.size(); ++i) {
      for (int k = 0; k < 4; ++k) {
        if (vertices.bone_weights[i][k] == 0.0F) continue;
        act(static_cast<std::size_t>(vertices.bone_indices[i][k]), vertices.positions[i]);
      }
    }
  };
  each([&](std::size_t bone, const glm::vec3& position) { boxes[bone].include(position, 0.0F); });
  std::vector<BoneSphere> spheres(boxes.size());
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    if (!boxes[i].empty()) spheres[i] = {boxes[i].center(), 0.0F};
  }
  each([&](std::size_t bone, const glm::vec3& position) {
    BoneSphere& sphere = spheres[bone];
    sphere.radius = std::max(sphere.radius, glm::distance(sphere.center, position));
  });
  return spheres;
}

void Bounds::include(const glm::vec3& center, float radius) {
  const glm::vec3 least = center - radius;
  const glm::vec3 most = center + radius;
  const bool first = empty();
  low = first ? least : glm::min(low, least);
  high = first ? most : glm::max(high, most);
}

float Bounds::radius() const { return glm::distance(low, high) * 0.5F; }

void include_pose(std::span<const BoneSphere> spheres, std::span<const BoneTransform> bones,
                  Bounds& bounds) {
  for (std::size_t i = 0; i < spheres.size(); ++i) {
    if (spheres[i].radius < 0.0F) continue;
    const glm::vec3 center = bones.empty()
                                 ? spheres[i].center
                                 : bones[i].rotation * spheres[i].center + bones[i].translation;
    bounds.include(center, spheres[i].radius);
  }
}

}  // namespace mmdagent
