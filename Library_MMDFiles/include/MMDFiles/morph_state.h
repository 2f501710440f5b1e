// What morph weights come to: effective weights after group expansion and the morphed materials.
#pragma once

#include <cstdint>
#include <glm/vec3.hpp>
#include <glm/vec4.hpp>
#include <span>
#include <vector>

namespace mmd {

class Model;

// A factor and an addend per quantity: value' = value * mul + add.
struct Tint {
  glm::vec4 mul{1.0F};
  glm::vec4 add{0.0F};
};

// A material after material morphs. Equal to the model's own values where nothing is morphed.
struct MaterialState {
  glm::vec4 diffuse{1.0F};  // rgb and opacity; opacity 0: not drawn
  glm::vec3 specular{0.0F};
  float shininess = 0.0F;
  glm::vec3 ambient{0.0F};
  glm::vec3 toon_base_color{1.0F};  // with the texture tint, as the reference draws untoned texture
  glm::vec3 average_color{1.0F};
  glm::vec4 edge_color{0.0F};
  float edge_size = 1.0F;
  Tint texture;
  Tint sphere;
  Tint toon;
};

class MorphState {
 public:
  explicit MorphState(const Model& model);

  // Expands groups and rebuilds materials; does nothing when no weight changed since the last call.
  void update(const Model& model, std::span<const float> weights);

  // Per morph: weight to apply to its vertex or UV offsets, groups and thresholds included; 0 =
  // not.
  std::span<const float> effective_weights() const { return effective_; }
  std::span<const MaterialState> materials() const { return materials_; }
  // Grow with each change of any vertex, UV or material result.
  std::uint64_t vertex_revision() const { return vertex_revision_; }
  std::uint64_t material_revision() const { return material_revision_; }

 private:
  void expand(const Model& model, std::span<const float> weights);
  bool update_materials(const Model& model, std::span<const float> weights);

  std::vector<float> seen_weights_;
  std::vector<float> effective_;
  std::vector<float> previous_effective_;
  std::vector<MaterialState> materials_;
  std::uint64_t vertex_revision_ = 1;
  std::uint64_t material_revision_ = 1;
  bool materials_morphed_ = false;
};

}  // namespace mmd
