// Models of random vertices and poses for the tests of skinning.
#pragma once

#include <cstdint>
#include <glm/gtc/quaternion.hpp>
#include <memory>
#include <random>
#include <vector>

#include "MMDFiles/skinning.h"

namespace test_support {

inline void add_vertex(mmd::ModelData& data, mmd::SkinningKind kind, const glm::vec3& position,
                       const glm::vec3& normal, const glm::ivec4& bones, const glm::vec4& weights) {
  data.vertices.positions.push_back(position);
  data.vertices.normals.push_back(normal);
  data.vertices.uvs.emplace_back(0.25F, 0.75F);
  data.vertices.edge_scales.push_back(1.0F);
  data.vertices.skinning.push_back(kind);
  data.vertices.bone_indices.push_back(bones);
  data.vertices.bone_weights.push_back(weights);
}

class RandomSkin {
 public:
  // Runs of every length and of every kind; a third of the vertices is morphed.
  explicit RandomSkin(unsigned seed = 7) : random_(seed) {
    data->bones.resize(8);
    move_bones();
    for (int i = 0; i < 403; ++i) add_vertex_of(static_cast<mmd::SkinningKind>(i * 7 % 5), i);
  }

  void move_bones() {
    bones.clear();
    for (int i = 0; i < 8; ++i)
      bones.push_back({glm::normalize(glm::quat(real(), real(), real(), 1)),
                       {real() * 5, real() * 5, real() * 5}});
  }

  void add_morphs(mmd::MorphKind kind) {
    mmd::MorphData morph;
    morph.kind = kind;
    for (std::uint32_t i = 0; i < data->vertices.size(); i += 3) {
      morph.vertices.push_back(i);
      morph.offsets.emplace_back(real(), real(), real());
      morph.uv_offsets.emplace_back(real(), real(), 0, 0);
    }
    data->morphs.push_back(morph);
  }

  std::shared_ptr<mmd::ModelData> data = std::make_shared<mmd::ModelData>();
  std::vector<mmd::SkinTransform> bones;

 private:
  float real() { return std::uniform_real_distribution<float>(-1, 1)(random_); }
  glm::vec3 point() { return {real(), real(), real()}; }

  void add_vertex_of(mmd::SkinningKind kind, int i) {
    const glm::vec3 normal = glm::normalize(glm::vec3(real(), real(), 1.5F));
    const float weight = 0.5F + 0.45F * real();
    const glm::ivec4 indices(i % 8, (i + 3) % 8, (i + 5) % 8, (i + 6) % 8);
    const bool four = kind == mmd::SkinningKind::bdef4 || kind == mmd::SkinningKind::qdef;
    add_vertex(*data, kind, point(), normal, indices,
               four ? glm::vec4(weight, 1 - weight, weight, 1 - weight) * 0.5F
                    : glm::vec4(weight, 1 - weight, 0, 0));
    if (kind == mmd::SkinningKind::sdef)
      data->vertices.sdef.push_back(
          {static_cast<std::uint32_t>(data->vertices.size() - 1), point(), point(), point()});
  }

  std::mt19937 random_;
};

}  // namespace test_support
