#include "avatar/bone_controller.h"

#include <cmath>
#include <string>

#include "MMDAgent/Host.h"

namespace mmdagent::remote {
namespace {

constexpr float units_per_millimetre = 0.0125F;
constexpr glm::quat at_rest{1.0F, 0.0F, 0.0F, 0.0F};

glm::quat about(float angle, int axis) {
  glm::quat rotation{std::cos(angle * 0.5F), 0.0F, 0.0F, 0.0F};
  rotation[axis] = std::sin(angle * 0.5F);
  return rotation;
}

}  // namespace

glm::vec3 position_from_millimetres(const glm::vec3& position) {
  return units_per_millimetre * glm::vec3(position.x, position.y, -position.z);
}

glm::quat rotation_from_angles(const glm::vec3& radians) {
  return about(-radians.y, 1) * about(-radians.x, 0) * about(radians.z, 2);
}

glm::quat rotation_from_quaternion(float x, float y, float z, float w) {
  const glm::quat rotation(w, -x, -y, z);
  const float length = glm::length(rotation);
  if (!std::isnormal(length)) return at_rest;
  return rotation / length;
}

void BoneController::bind(const mmd::ByName<int>* bones, std::string_view prefix) {
  channels_.clear();
  if (bones == nullptr) return;
  for (const auto& [key, bone] : *bones) {
    if (key.starts_with(prefix)) channels_[key.substr(prefix.size())].bone = bone;
  }
}

void BoneController::set(std::string_view name, const BoneTarget& target) {
  const auto found = channels_.find(name);
  if (found == channels_.end()) return;
  found->second.target = target;
  found->second.moves = true;
}

void BoneController::release() {
  for (auto& [name, channel] : channels_) channel.target = {};
}

void BoneController::forget() {
  for (auto& [name, channel] : channels_) channel = {.bone = channel.bone};
}

void BoneController::step(float factor, Host& host, std::uint64_t model) {
  for (auto& [name, channel] : channels_) {
    if (!channel.moves) continue;
    BoneTarget& now = channel.current;
    now.position = glm::mix(now.position, channel.target.position, factor);
    now.rotation = glm::normalize(glm::slerp(now.rotation, channel.target.rotation, factor));
    const glm::vec3& p = now.position;
    const glm::quat& r = now.rotation;
    host.set_bone_value(model, channel.bone, {{p.x, p.y, p.z}, {r.x, r.y, r.z, r.w}});
  }
}

}  // namespace mmdagent::remote
