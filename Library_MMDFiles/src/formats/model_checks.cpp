#include "formats/model_checks.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "formats/space.h"

namespace mmd {
namespace {

bool finite(float value) { return std::isfinite(value); }

template <typename Vector>
bool all_finite(const Vector& v) {
  for (int i = 0; i < v.length(); ++i) {
    if (!finite(v[i])) return false;
  }
  return true;
}

template <typename Vector>
Vector zero_where_not_finite(Vector v, std::string_view what, ByteReader& in) {
  if (all_finite(v)) return v;
  for (int i = 0; i < v.length(); ++i) {
    if (!finite(v[i])) v[i] = 0.0F;
  }
  in.warn(std::string(what).append(" is not a finite number, taken as 0"));
  return v;
}

void clamp_with_warning(float& value, float low, float high, std::string_view what,
                        ByteReader& in) {
  const float clamped = std::clamp(value, low, high);
  if (clamped == value) return;
  in.warn(std::string(what).append(" ").append(std::to_string(value)).append(", clamped"));
  value = clamped;
}

}  // namespace

glm::vec3 repaired_normal(const glm::vec3& normal, ByteReader& in) {
  if (all_finite(normal)) return normal;
  in.warn("normal is not a finite number, taken as (0,1,0)");
  return {0.0F, 1.0F, 0.0F};
}

glm::vec2 repaired_uv(const glm::vec2& uv, ByteReader& in) {
  return zero_where_not_finite(uv, "uv", in);
}

glm::vec4 repaired_uv(const glm::vec4& uv, ByteReader& in) {
  return zero_where_not_finite(uv, "additional uv", in);
}

glm::vec3 repaired_color(const glm::vec3& color, ByteReader& in) {
  return zero_where_not_finite(color, "colour", in);
}

glm::vec4 repaired_color(const glm::vec4& color, ByteReader& in) {
  return zero_where_not_finite(color, "colour", in);
}

float repaired_factor(float value, ByteReader& in) {
  if (finite(value)) return value;
  in.warn("factor is not a finite number, taken as 0");
  return 0.0F;
}

glm::vec3 repaired_rotation(const glm::vec3& euler, ByteReader& in) {
  return zero_where_not_finite(euler, "rotation", in);
}

glm::quat repaired_quaternion(const glm::quat& q, ByteReader& in) {
  // In double: the squares of large floats overflow.
  const double squared = static_cast<double>(q.x) * q.x + static_cast<double>(q.y) * q.y +
                         static_cast<double>(q.z) * q.z + static_cast<double>(q.w) * q.w;
  if (squared < 1e-12) {
    in.warn("quaternion of length 0, taken as no rotation");
    return {1.0F, 0.0F, 0.0F, 0.0F};
  }
  // As near to 1 as floats can come: left alone, so that a file that is read, written and read
  // again stays the same.
  constexpr double rounding = 2.5e-7;
  if (std::abs(squared - 1.0) < rounding) return q;
  const double scale = 1.0 / std::sqrt(squared);
  return {static_cast<float>(q.w * scale), static_cast<float>(q.x * scale),
          static_cast<float>(q.y * scale), static_cast<float>(q.z * scale)};
}

glm::vec4 normalised_weights(const glm::vec4& weights) {
  const float sum = weights.x + weights.y + weights.z + weights.w;
  constexpr float tolerance = 1e-3F;
  if (!(sum > 0.0F) || !std::isfinite(sum)) return {1.0F, 0.0F, 0.0F, 0.0F};
  return std::abs(sum - 1.0F) > tolerance ? weights / sum : weights;
}

int checked_index_or_none(std::int64_t index, std::size_t count, std::string_view what,
                          const ByteReader& in) {
  if (index < -1 || index >= static_cast<std::int64_t>(count)) {
    in.fail(std::string(what) + " index " + std::to_string(index) + ", expected -1.." +
            std::to_string(static_cast<std::int64_t>(count) - 1));
  }
  return static_cast<int>(index);
}

void derive_material_values(MaterialData& material) {
  constexpr float luminous_shininess = 100.0F;
  material.toon_base_color =
      glm::min(glm::vec3(1.0F), glm::vec3(material.diffuse) * 0.5F + material.ambient);
  material.luminous =
      material.specular == glm::vec3(0.0F) && material.shininess >= luminous_shininess;
}

void assign_material_range(MaterialData& material, std::int64_t count, std::uint64_t& used,
                           std::uint64_t total, const ByteReader& in) {
  if (count < 0 || static_cast<std::uint64_t>(count) > total - used) {
    in.fail("index count " + std::to_string(count) + ", expected at most " +
            std::to_string(total - used) + " (what earlier materials left of " +
            std::to_string(total) + ")");
  }
  if (count % 3 != 0) in.fail("index count " + std::to_string(count) + " is no multiple of 3");
  material.first_index = static_cast<std::uint32_t>(used);
  material.index_count = static_cast<std::uint32_t>(count);
  used += static_cast<std::uint64_t>(count);
}

void warn_of_undrawn_indices(std::uint64_t used, std::uint64_t total, ByteReader& in) {
  if (used == total) return;
  in.warn("materials use " + std::to_string(used) + " of " + std::to_string(total) +
          " indices, the rest is not drawn");
}

void repair_rigid_body(RigidBodyData& body, ByteReader& in) {
  constexpr std::uint8_t last_group = 15;
  if (body.group > last_group) {
    in.warn("collision group " + std::to_string(body.group) + ", taken as 15");
    body.group = last_group;
  }
  if (glm::any(glm::lessThan(body.size, glm::vec3(0.0F)))) {
    in.warn("negative size, sign dropped");
    body.size = glm::abs(body.size);
  }
  if (body.mode != BodyMode::follow_bone && body.mass <= 0.0F) {
    in.warn("mass " + std::to_string(body.mass) + " of a moving body, taken as following its bone");
    body.mode = BodyMode::follow_bone;
  }
  body.mass = std::max(body.mass, 0.0F);
  clamp_with_warning(body.linear_damping, 0.0F, 1.0F, "linear damping", in);
  clamp_with_warning(body.angular_damping, 0.0F, 1.0F, "angular damping", in);
  constexpr float unbounded = 3.4e38F;
  clamp_with_warning(body.restitution, 0.0F, unbounded, "restitution", in);
  clamp_with_warning(body.friction, 0.0F, unbounded, "friction", in);
}

bool joint_is_usable(std::int64_t body_a, std::int64_t body_b, std::size_t body_count,
                     ByteReader& in) {
  const int a = checked_index_or_none(body_a, body_count, "rigid body A", in);
  const int b = checked_index_or_none(body_b, body_count, "rigid body B", in);
  if (a == -1 || b == -1) {
    in.warn("joint without a rigid body, dropped");
    return false;
  }
  if (a == b) {
    in.warn("joint of a rigid body with itself, dropped");
    return false;
  }
  return true;
}

void read_joint_frame(JointData& joint, ByteReader& in) {
  joint.position = to_runtime(in.finite_vec3("position"));
  joint.rotation = euler_to_runtime(repaired_rotation(in.vec3(), in));
  LimitRange translation;
  translation.lower = in.finite_vec3("translation limit");
  translation.upper = in.finite_vec3("translation limit");
  LimitRange rotation;
  rotation.lower = in.finite_vec3("rotation limit");
  rotation.upper = in.finite_vec3("rotation limit");
  translation = translation_limits_to_runtime(translation);
  rotation = rotation_limits_to_runtime(rotation);
  joint.translation_lower = translation.lower;
  joint.translation_upper = translation.upper;
  joint.rotation_lower = rotation.lower;
  joint.rotation_upper = rotation.upper;
  joint.translation_spring = in.finite_vec3("spring");
  joint.rotation_spring = in.finite_vec3("spring");
}

int find_center_bone(const std::vector<BoneData>& bones) {
  const auto found = std::find_if(bones.begin(), bones.end(),
                                  [](const BoneData& bone) { return bone.name == "センター"; });
  if (found != bones.end()) return static_cast<int>(found - bones.begin());
  return bones.empty() ? -1 : 0;
}

}  // namespace mmd
