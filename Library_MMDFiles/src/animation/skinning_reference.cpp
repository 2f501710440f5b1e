#include "animation/skinning_reference.h"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <glm/gtc/matrix_transform.hpp>

namespace mmd {
namespace {

constexpr float negligible_weight = 1e-4F;

glm::mat4 matrix(const SkinTransform& bone) {
  return glm::translate(glm::mat4(1.0F), bone.translation) * glm::mat4_cast(bone.rotation);
}

glm::vec3 unit_or_zero(const glm::vec3& v) {
  const float length = std::sqrt(glm::dot(v, v));
  return length > 0.0F ? v / length : v;
}

class Vertex {
 public:
  Vertex(const ModelData& data, std::span<const SkinTransform> transforms, std::size_t index)
      : data_(data), transforms_(transforms), index_(index) {}

  void linear(PosedVertex& v) const {
    glm::vec4 weights = weights_();
    if (data_.vertices.skinning[index_] == SkinningKind::bdef1) weights = {1, 0, 0, 0};
    if (data_.vertices.skinning[index_] != SkinningKind::bdef4) {
      if (weights[0] <= negligible_weight) weights = {0, 1, 0, 0};
      if (weights[0] >= 1.0F - negligible_weight) weights = {1, 0, 0, 0};
    }
    glm::mat4 sum(0.0F);
    for (int k = 0; k < 4; ++k) sum += matrix(bone(k)) * weights[k];
    v.position = glm::vec3(sum * glm::vec4(v.position, 1.0F));
    v.normal = unit_or_zero(glm::mat3(sum) * v.normal);
  }

  void sdef(PosedVertex& v, const SdefVertex& s) const {
    const float w = weights_()[0];
    const glm::vec3 middle = s.r1 + (s.r0 - s.r1) * w;
    const glm::vec3 cr0 = s.c + (s.r0 - middle) / 2.0F;
    const glm::vec3 cr1 = s.c + (s.r1 - middle) / 2.0F;
    const glm::quat rotation = glm::slerp(bone(1).rotation, bone(0).rotation, w);
    const glm::vec3 center = glm::vec3(matrix(bone(0)) * glm::vec4(cr0, 1.0F)) * w +
                             glm::vec3(matrix(bone(1)) * glm::vec4(cr1, 1.0F)) * (1.0F - w);
    v.position = center + rotation * (v.position - s.c);
    v.normal = rotation * v.normal;
  }

  // The blend of unit dual quaternions r + e t r / 2, made a unit one again.
  void qdef(PosedVertex& v) const {
    glm::quat real(0.0F, 0.0F, 0.0F, 0.0F);
    glm::quat dual(0.0F, 0.0F, 0.0F, 0.0F);
    for (int k = 0; k < 4; ++k) {
      const glm::quat part = bone(k).rotation;
      const glm::vec3 t = bone(k).translation;
      const float sign = glm::dot(part, bone(0).rotation) < 0.0F ? -1.0F : 1.0F;
      real = real + part * (sign * weights_()[k]);
      dual = dual + glm::quat(0.0F, t.x, t.y, t.z) * part * (0.5F * sign * weights_()[k]);
    }
    const float length = std::sqrt(glm::dot(real, real));
    const glm::quat rotation = real / length;
    const glm::quat move = (dual / length) * glm::conjugate(rotation);
    v.position = rotation * v.position + 2.0F * glm::vec3(move.x, move.y, move.z);
    v.normal = rotation * v.normal;
  }

 private:
  const glm::vec4& weights_() const { return data_.vertices.bone_weights[index_]; }
  const SkinTransform& bone(int k) const {
    return transforms_[static_cast<std::size_t>(data_.vertices.bone_indices[index_][k])];
  }

  const ModelData& data_;
  std::span<const SkinTransform> transforms_;
  std::size_t index_;
};

void add_morphs(const ModelData& data, std::span<const float> weights,
                std::vector<PosedVertex>& vertices) {
  for (std::size_t m = 0; m < weights.size(); ++m) {
    const MorphData& morph = data.morphs[m];
    for (std::size_t i = 0; i < morph.vertices.size(); ++i) {
      PosedVertex& v = vertices[morph.vertices[i]];
      if (morph.kind == MorphKind::vertex) v.position += morph.offsets[i] * weights[m];
      if (morph.kind == MorphKind::uv) v.uv += glm::vec2(morph.uv_offsets[i]) * weights[m];
    }
  }
}

}  // namespace

std::vector<PosedVertex> skin_plainly(const ModelData& data,
                                      std::span<const SkinTransform> transforms,
                                      std::span<const float> weights) {
  std::vector<PosedVertex> vertices;
  for (std::size_t i = 0; i < data.vertices.size(); ++i)
    vertices.push_back(
        {data.vertices.positions[i], data.vertices.normals[i], data.vertices.uvs[i]});
  add_morphs(data, weights, vertices);
  for (std::size_t i = 0; i < vertices.size(); ++i) {
    const Vertex vertex(data, transforms, i);
    const auto sdef = std::ranges::find(data.vertices.sdef, i, &SdefVertex::vertex);
    const bool turns_about_centers =
        sdef != data.vertices.sdef.end() && !(sdef->c == sdef->r0 && sdef->c == sdef->r1);
    if (data.vertices.skinning[i] == SkinningKind::qdef)
      vertex.qdef(vertices[i]);
    else if (turns_about_centers)
      vertex.sdef(vertices[i], *sdef);
    else
      vertex.linear(vertices[i]);
  }
  return vertices;
}

}  // namespace mmd
