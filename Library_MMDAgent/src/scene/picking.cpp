#include "scene/picking.h"

#include <algorithm>
#include <array>
#include <glm/common.hpp>
#include <glm/mat4x4.hpp>
#include <limits>
#include <optional>
#include <vector>

#include "MMDFiles/model.h"
#include "MMDFiles/skinning.h"
#include "scene/models.h"

namespace mmdagent {
namespace {

constexpr float half_square = 7.5F;   // window units (messages-core.md section 7.4)
constexpr float far_plane = 1000.0F;  // what lies behind it is found as well
constexpr float never_drawn = 1e-4F;  // opacity

// A vertex relative to the pointer: window units to the right and down, and depth 0..1 if it lies
// before the camera.
struct Place {
  glm::vec2 offset{0.0F};
  float depth = 0.0F;
  bool visible = false;
};

using Triangle = std::array<Place, 3>;

class Projection {
 public:
  Projection(const CameraPose& camera, glm::vec2 at, glm::vec2 window)
      : clip_(projection_matrix(camera, window.x / window.y, far_plane) * view_matrix(camera)),
        at_(at),
        window_(window) {}

  Place operator()(const glm::vec3& world) const {
    const glm::vec4 clip = clip_ * glm::vec4(world, 1.0F);
    if (clip.w < near_plane) return {};
    const glm::vec3 device = glm::vec3(clip) / clip.w;
    const glm::vec2 units = glm::vec2(0.5F + 0.5F * device.x, 0.5F - 0.5F * device.y) * window_;
    return {units - at_, device.z, true};
  }

 private:
  glm::mat4 clip_;
  glm::vec2 at_;
  glm::vec2 window_;
};

float cross(const glm::vec2& a, const glm::vec2& b) { return a.x * b.y - a.y * b.x; }

// Separating axes: those of the square, then those of the triangle's sides.
bool meets_square(const Triangle& triangle) {
  const auto [a, b, c] = std::array{triangle[0].offset, triangle[1].offset, triangle[2].offset};
  const glm::vec2 low = glm::min(glm::min(a, b), c);
  const glm::vec2 high = glm::max(glm::max(a, b), c);
  if (low.x > half_square || low.y > half_square) return false;
  if (high.x < -half_square || high.y < -half_square) return false;
  for (std::size_t i = 0; i < 3; ++i) {
    const glm::vec2 from = triangle[i].offset;
    const glm::vec2 side = triangle[(i + 1) % 3].offset - from;
    const float inside = cross(side, triangle[(i + 2) % 3].offset - from);
    const float reach = half_square * (std::abs(side.x) + std::abs(side.y));
    const float center = cross(side, -from);
    if (inside >= 0.0F ? center + reach < 0.0F : center - reach > 0.0F) return false;
  }
  return true;
}

// Of the point under the pointer, or of the triangle's point near it.
float depth_at_pointer(const Triangle& triangle) {
  std::array<float, 3> parts{};
  float sum = 0.0F;
  const glm::vec2 a = triangle[0].offset;
  const float area = cross(triangle[1].offset - a, triangle[2].offset - a);
  const float sign = area < 0.0F ? -1.0F : 1.0F;
  for (std::size_t i = 0; i < 3; ++i) {
    const glm::vec2& from = triangle[(i + 1) % 3].offset;
    const glm::vec2& to = triangle[(i + 2) % 3].offset;
    parts[i] = std::max(sign * cross(from, to), 0.0F);
    sum += parts[i];
  }
  if (sum <= 0.0F) {
    return std::min({triangle[0].depth, triangle[1].depth, triangle[2].depth});
  }
  float depth = 0.0F;
  for (std::size_t i = 0; i < 3; ++i) depth += parts[i] / sum * triangle[i].depth;
  return depth;
}

std::vector<Place> project_vertices(const mmd::ModelInstance& instance,
                                    const Projection& projection) {
  const mmd::Rig& rig = instance.model().rig();
  std::vector<mmd::SkinTransform> bones(std::max<std::size_t>(rig.size(), 1));
  mmd::fill_skin_transforms(rig, instance.pose(), bones);
  const mmd::VertexData& vertices = instance.model().data().vertices;
  std::vector<Place> places(vertices.size());
  for (std::size_t i = 0; i < vertices.size(); ++i) {
    glm::vec3 world(0.0F);
    for (int k = 0; k < 4; ++k) {
      const float weight = vertices.bone_weights[i][k];
      if (weight == 0.0F) continue;
      const auto& bone = bones[static_cast<std::size_t>(vertices.bone_indices[i][k])];
      world += weight * (bone.rotation * vertices.positions[i] + bone.translation);
    }
    places[i] = projection(world);
  }
  return places;
}

// Of what is hit, the nearest depth.
std::optional<float> hit_depth(const SceneModel& model, const Projection& projection) {
  const mmd::ModelInstance& instance = *model.instance;
  const std::vector<Place> places = project_vertices(instance, projection);
  const mmd::ModelData& data = instance.model().data();
  std::optional<float> nearest;
  for (std::size_t material = 0; material < data.materials.size(); ++material) {
    if (instance.morph_state().materials()[material].diffuse.a < never_drawn) continue;
    const std::size_t first = data.materials[material].first_index;
    const std::size_t end = first + data.materials[material].index_count;
    for (std::size_t i = first; i + 2 < end; i += 3) {
      const Triangle triangle{places[data.indices[i]], places[data.indices[i + 1]],
                              places[data.indices[i + 2]]};
      if (!triangle[0].visible || !triangle[1].visible || !triangle[2].visible) continue;
      if (!meets_square(triangle)) continue;
      const float depth = depth_at_pointer(triangle);
      if (!nearest || depth < *nearest) nearest = depth;
    }
  }
  return nearest;
}

}  // namespace

const SceneModel* pick_model(const Models& models, const CameraPose& camera, glm::vec2 at,
                             glm::vec2 window) {
  if (window.x <= 0.0F || window.y <= 0.0F) return nullptr;
  const Projection projection(camera, at, window);
  const SceneModel* picked = nullptr;
  float nearest = std::numeric_limits<float>::max();
  for (const auto& model : models.slots()) {
    if (!model || !model->instance->pose().visible) continue;
    const std::optional<float> depth = hit_depth(*model, projection);
    if (!depth || *depth >= nearest) continue;
    nearest = *depth;
    picked = model.get();
  }
  return picked;
}

}  // namespace mmdagent
