#include "render/snapshot.h"

#include <algorithm>
#include <glm/gtc/matrix_transform.hpp>
#include <glm/trigonometric.hpp>

#include "render/snapshot_text.h"

namespace mmdagent {

glm::quat camera_rotation(const glm::vec3& degrees) {
  const glm::vec3 angles = glm::radians(degrees);
  const auto x = glm::angleAxis(angles.x, glm::vec3(1.0F, 0.0F, 0.0F));
  const auto y = glm::angleAxis(angles.y, glm::vec3(0.0F, 1.0F, 0.0F));
  const auto z = glm::angleAxis(angles.z, glm::vec3(0.0F, 0.0F, 1.0F));
  return z * x * y;
}

glm::mat4 view_matrix(const CameraPose& camera) {
  const glm::mat4 back = glm::translate(glm::mat4(1.0F), glm::vec3(0.0F, 0.0F, -camera.distance));
  const glm::mat4 origin = glm::translate(glm::mat4(1.0F), -camera.target);
  const glm::mat4 view = back * glm::mat4_cast(camera.rotation) * origin;
  return camera.mount == glm::mat4(1.0F) ? view : view * glm::inverse(camera.mount);
}

glm::mat4 projection_matrix(const CameraPose& camera, float aspect, float far_plane) {
  const float fovy = glm::radians(std::clamp(camera.fovy, 0.1F, 179.0F));
  return glm::perspective(fovy, aspect, near_plane, far_plane);
}

glm::vec3 eye_position(const glm::mat4& view) {
  return -(glm::transpose(glm::mat3(view)) * glm::vec3(view[3]));
}

Range append_characters(Snapshot& snapshot, std::string_view text) {
  const Range range{static_cast<std::uint32_t>(snapshot.characters.size()),
                    static_cast<std::uint32_t>(text.size())};
  snapshot.characters.insert(snapshot.characters.end(), text.begin(), text.end());
  return range;
}

void Snapshot::clear() {
  models.clear();
  bones.clear();
  morph_weights.clear();
  materials.clear();
  texture_frames.clear();
  images.clear();
  texts.clear();
  captions.clear();
  flat.clear();
  flat_under = 0;
  boards.clear();
  board_items.clear();
  characters.clear();
  debug_points.clear();
  debug_hidden = 0;
}

}  // namespace mmdagent
