#include "MMDFiles/morph_state.h"

#include <algorithm>
#include <cmath>

#include "MMDFiles/model.h"
#include "animation/morph_parts.h"

namespace mmd {
namespace {

// A weight that counts is above this; for PMX its absolute value is.
constexpr float smallest_weight = 0.001F;

bool counts(const MorphPlan& plan, MorphKind kind, float weight) {
  if (kind == MorphKind::vertex || kind == MorphKind::material)
    return weight > smallest_weight || (plan.negative_weights && weight < -smallest_weight);
  return weight != 0.0F;
}

// Factors and addends of one material while morphs are gathered.
struct Gathered {
  Tint diffuse;
  Tint edge_color;
  Tint texture;
  Tint sphere;
  Tint toon;
  glm::vec3 specular_mul{1.0F};
  glm::vec3 specular_add{0.0F};
  glm::vec3 ambient_mul{1.0F};
  glm::vec3 ambient_add{0.0F};
  float shininess_mul = 1.0F;
  float shininess_add = 0.0F;
  float edge_size_mul = 1.0F;
  float edge_size_add = 0.0F;
};

template <typename Value>
void gather(Value& mul, Value& add, const Value& value, bool adds, float weight) {
  if (adds)
    add += value * weight;
  else
    mul *= (value - Value(1.0F)) * weight + Value(1.0F);
}

void gather_element(Gathered& to, const MaterialMorphElement& element, float weight) {
  const bool adds = element.add;
  gather(to.diffuse.mul, to.diffuse.add, element.diffuse, adds, weight);
  gather(to.edge_color.mul, to.edge_color.add, element.edge_color, adds, weight);
  gather(to.texture.mul, to.texture.add, element.texture, adds, weight);
  gather(to.sphere.mul, to.sphere.add, element.sphere, adds, weight);
  gather(to.toon.mul, to.toon.add, element.toon, adds, weight);
  gather(to.specular_mul, to.specular_add, element.specular, adds, weight);
  gather(to.ambient_mul, to.ambient_add, element.ambient, adds, weight);
  gather(to.shininess_mul, to.shininess_add, element.shininess, adds, weight);
  gather(to.edge_size_mul, to.edge_size_add, element.edge_size, adds, weight);
}

// Gathers what all morphs do to one material: directly written ones first, then groups.
Gathered gather_material(const Model& model, std::span<const float> weights, int material) {
  Gathered gathered;
  const MorphPlan& plan = model.morphs();
  const auto apply = [&](int morph, float weight) {
    const MorphData& data = model.data().morphs[static_cast<std::size_t>(morph)];
    if (data.kind != MorphKind::material || !counts(plan, data.kind, weight)) return;
    for (const MaterialMorphElement& element : data.materials)
      if (element.material < 0 || element.material == material)
        gather_element(gathered, element, weight);
  };
  for (const int morph : plan.material_morphs)
    apply(morph, weights[static_cast<std::size_t>(morph)]);
  for_each_part(plan, weights, apply);
  return gathered;
}

MaterialState apply_material(const MaterialData& material, const Gathered& g) {
  MaterialState state;
  state.diffuse = material.diffuse * g.diffuse.mul + g.diffuse.add;
  state.specular = material.specular * g.specular_mul + g.specular_add;
  state.shininess = material.shininess * g.shininess_mul + g.shininess_add;
  state.ambient = material.ambient * g.ambient_mul + g.ambient_add;
  state.edge_color = material.edge_color * g.edge_color.mul + g.edge_color.add;
  state.edge_size = material.edge_size * g.edge_size_mul + g.edge_size_add;
  state.texture = g.texture;
  state.sphere = g.sphere;
  state.toon = g.toon;
  const glm::vec3 diffuse(state.diffuse);
  const glm::vec3 base = glm::min(glm::vec3(1.0F), 0.5F * diffuse + state.ambient);
  state.toon_base_color = base * glm::vec3(g.texture.mul) + glm::vec3(g.texture.add);
  state.average_color = 0.5F * diffuse + state.ambient;
  return state;
}

}  // namespace

MorphState::MorphState(const Model& model) {
  const auto morphs = static_cast<std::size_t>(model.morph_count());
  seen_weights_.assign(morphs, 0.0F);
  effective_.assign(morphs, 0.0F);
  previous_effective_.assign(morphs, 0.0F);
  for (const MaterialData& material : model.data().materials)
    materials_.push_back(apply_material(material, {}));
}

void MorphState::expand(const Model& model, std::span<const float> weights) {
  const MorphPlan& plan = model.morphs();
  const auto add = [&](int morph, float weight) {
    const auto i = static_cast<std::size_t>(morph);
    if (counts(plan, plan.kinds[i], weight)) effective_[i] += weight;
  };
  std::ranges::fill(effective_, 0.0F);
  for (int morph = 0; morph < model.morph_count(); ++morph)
    add(morph, weights[static_cast<std::size_t>(morph)]);
  for_each_part(plan, weights, add);
}

bool MorphState::update_materials(const Model& model, std::span<const float> weights) {
  const bool morphed = std::ranges::any_of(model.morphs().material_morphs, [&](int morph) {
    return effective_[static_cast<std::size_t>(morph)] != 0.0F;
  });
  if (!morphed && !materials_morphed_) return false;
  materials_morphed_ = morphed;
  int index = 0;
  for (const MaterialData& material : model.data().materials) {
    materials_[static_cast<std::size_t>(index)] =
        apply_material(material, gather_material(model, weights, index));
    ++index;
  }
  return true;
}

void MorphState::update(const Model& model, std::span<const float> weights) {
  if (std::ranges::equal(weights, seen_weights_)) return;
  std::ranges::copy(weights, seen_weights_.begin());
  std::swap(effective_, previous_effective_);
  expand(model, weights);
  if (update_materials(model, weights)) ++material_revision_;
  if (effective_ != previous_effective_) ++vertex_revision_;
}

}  // namespace mmd
