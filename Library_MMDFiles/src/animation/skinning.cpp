#include "MMDFiles/skinning.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <glm/geometric.hpp>

#include "MMDFiles/pose.h"
#include "MMDFiles/rig.h"

namespace mmd {
namespace {

using Lanes = SkinBone::Lanes;

// From here on one bone of two counts as the only one (animation.md section 8).
constexpr float negligible_weight = 1e-4F;

struct Matrix {
  Lanes x, y, z, translation;
};

Lanes splat(float value) { return Lanes{value, value, value, value}; }

Lanes lanes(const glm::vec3& v) { return Lanes{v.x, v.y, v.z, 0.0F}; }

glm::vec3 vector(const Lanes& lanes) { return {lanes[0], lanes[1], lanes[2]}; }

Matrix matrix_of(const SkinBone& bone) { return {bone.x, bone.y, bone.z, bone.translation}; }

void add_scaled(Matrix& sum, const SkinBone& bone, float weight) {
  const Lanes w = splat(weight);
  sum.x += bone.x * w;
  sum.y += bone.y * w;
  sum.z += bone.z * w;
  sum.translation += bone.translation * w;
}

Matrix scaled(const SkinBone& bone, float weight) {
  const Lanes w = splat(weight);
  return {bone.x * w, bone.y * w, bone.z * w, bone.translation * w};
}

Lanes transformed_direction(const Matrix& m, const glm::vec3& v) {
  return m.x * splat(v.x) + m.y * splat(v.y) + m.z * splat(v.z);
}

Lanes transformed_point(const Matrix& m, const glm::vec3& p) {
  return transformed_direction(m, p) + m.translation;
}

Lanes transformed_point(const SkinBone& bone, const glm::vec3& p) {
  return bone.x * splat(p.x) + bone.y * splat(p.y) + bone.z * splat(p.z) + bone.translation;
}

Lanes unit(const Lanes& v) {
  const Lanes square = v * v;
  const float length = std::sqrt(square[0] + square[1] + square[2]);
  return length > 0.0F ? v * splat(1.0F / length) : v;
}

// The vertex that a kernel works on, morphs already added.
struct RestVertex {
  glm::vec3 position;
  glm::vec3 normal;
  glm::vec2 uv;
};

class Kernel {
 public:
  explicit Kernel(const SkinningJob& job) : job_(job), vertices_(job.geometry->data->vertices) {}

  void bdef1(const SkinRun& run) const {
    for (std::uint32_t i = run.first; i < run.first + run.count; ++i) {
      const RestVertex rest = rest_vertex(i);
      const Matrix m = matrix_of(bone(i, 0));
      store(i, transformed_point(m, rest.position), transformed_direction(m, rest.normal), rest.uv);
    }
  }

  void bdef2(const SkinRun& run) const {
    for (std::uint32_t i = run.first; i < run.first + run.count; ++i) {
      const float weight = vertices_.bone_weights[i][0];
      const RestVertex rest = rest_vertex(i);
      if (weight >= 1.0F - negligible_weight || weight <= negligible_weight) {
        const Matrix m = matrix_of(bone(i, weight <= negligible_weight ? 1 : 0));
        store(i, transformed_point(m, rest.position), transformed_direction(m, rest.normal),
              rest.uv);
      } else {
        Matrix m = scaled(bone(i, 0), weight);
        add_scaled(m, bone(i, 1), 1.0F - weight);
        store(i, transformed_point(m, rest.position), unit(transformed_direction(m, rest.normal)),
              rest.uv);
      }
    }
  }

  void bdef4(const SkinRun& run) const {
    for (std::uint32_t i = run.first; i < run.first + run.count; ++i) {
      const glm::vec4& weights = vertices_.bone_weights[i];
      const RestVertex rest = rest_vertex(i);
      Matrix m = scaled(bone(i, 0), weights[0]);
      for (int k = 1; k < 4; ++k) {
        if (weights[k] != 0.0F) add_scaled(m, bone(i, k), weights[k]);
      }
      store(i, transformed_point(m, rest.position), unit(transformed_direction(m, rest.normal)),
            rest.uv);
    }
  }

  void sdef(const SkinRun& run) const {
    for (std::uint32_t k = 0; k < run.count; ++k) {
      const std::uint32_t i = run.first + k;
      const SdefCenters& centers = job_.geometry->sdef[run.sdef_first + k];
      const float weight = vertices_.bone_weights[i][0];
      const RestVertex rest = rest_vertex(i);
      const SkinBone& first = bone(i, 0);
      const SkinBone& second = bone(i, 1);
      // glm::slerp takes the short way and falls back to a lerp for nearly equal rotations.
      const glm::quat turn = glm::slerp(second.rotation, first.rotation, weight);
      const Lanes center = transformed_point(first, centers.cr0) * splat(weight) +
                           transformed_point(second, centers.cr1) * splat(1.0F - weight);
      store(i, center + lanes(turn * (rest.position - centers.c)), lanes(turn * rest.normal),
            rest.uv);
    }
  }

  // Dual quaternions: real part r, dual part d = t * r / 2; the blend is divided by |r|.
  void qdef(const SkinRun& run) const {
    for (std::uint32_t i = run.first; i < run.first + run.count; ++i) {
      const glm::vec4& weights = vertices_.bone_weights[i];
      const glm::quat& pivot = bone(i, 0).rotation;
      glm::quat real(0.0F, 0.0F, 0.0F, 0.0F);
      glm::quat dual(0.0F, 0.0F, 0.0F, 0.0F);
      for (int k = 0; k < 4; ++k) {
        const SkinBone& part = bone(i, k);
        const float weight = glm::dot(part.rotation, pivot) < 0.0F ? -weights[k] : weights[k];
        const glm::vec3 move = vector(part.translation);
        real = real + part.rotation * weight;
        dual = dual + glm::quat(0.0F, move.x, move.y, move.z) * part.rotation * (0.5F * weight);
      }
      const RestVertex rest = rest_vertex(i);
      const float length = glm::length(real);
      const float scale = length > 0.0F ? 1.0F / length : 0.0F;
      real = real * scale;
      dual = dual * scale;
      const glm::quat move = dual * glm::conjugate(real);
      const glm::vec3 position = real * rest.position + 2.0F * glm::vec3(move.x, move.y, move.z);
      store(i, lanes(position), lanes(real * rest.normal), rest.uv);
    }
  }

 private:
  const SkinBone& bone(std::uint32_t vertex, int influence) const {
    return job_.bones[static_cast<std::size_t>(vertices_.bone_indices[vertex][influence])];
  }

  RestVertex rest_vertex(std::uint32_t i) const {
    RestVertex rest{vertices_.positions[i], vertices_.normals[i], vertices_.uvs[i]};
    if (!job_.deltas.empty()) {
      const MorphDelta& delta = job_.deltas[job_.geometry->slot_of_vertex[i]];
      rest.position += glm::vec3(delta.position);
      rest.uv += glm::vec2(delta.uv);
    }
    return rest;
  }

  void store(std::uint32_t i, const Lanes& p, const Lanes& n, const glm::vec2& uv) const {
    const Lanes low{p[0], p[1], p[2], n[0]};
    const Lanes high{n[1], n[2], uv.x, uv.y};
    auto* target = reinterpret_cast<unsigned char*>(&job_.posed[i]);
    std::memcpy(target, &low, sizeof(low));
    std::memcpy(target + sizeof(low), &high, sizeof(high));
  }

  const SkinningJob& job_;
  const VertexData& vertices_;
};

}  // namespace

void fill_skin_transforms(const Rig& rig, const Pose& pose, std::span<SkinTransform> transforms) {
  for (std::size_t i = 0; i < transforms.size(); ++i) {
    const glm::quat& rotation = pose.world_rotations[i];
    transforms[i] = {rotation, pose.world_positions[i] - rotation * rig.origins[i]};
  }
}

void expand_bones(std::span<const SkinTransform> transforms, std::span<SkinBone> bones) {
  for (std::size_t i = 0; i < transforms.size(); ++i) {
    const glm::mat3 m = glm::mat3_cast(transforms[i].rotation);
    bones[i] = {lanes(m[0]), lanes(m[1]), lanes(m[2]), lanes(transforms[i].translation),
                transforms[i].rotation};
  }
}

bool SkinningJob::validate() const {
  return geometry != nullptr &&
         bones.size() == std::max<std::size_t>(1, geometry->data->bones.size()) &&
         deltas.size() == geometry->slot_count && posed.size() == geometry->data->vertices.size();
}

void SkinningJob::run() const {
  const Kernel kernel(*this);
  for (const SkinRun& run : geometry->runs) {
    switch (run.kind) {
      case SkinningKind::bdef1:
        kernel.bdef1(run);
        break;
      case SkinningKind::bdef2:
        kernel.bdef2(run);
        break;
      case SkinningKind::bdef4:
        kernel.bdef4(run);
        break;
      case SkinningKind::sdef:
        kernel.sdef(run);
        break;
      case SkinningKind::qdef:
        kernel.qdef(run);
        break;
    }
  }
}

}  // namespace mmd
